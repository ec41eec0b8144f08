"""Parts of the bench for papers: judging one photograph, shares with their interval, memory over many shapes."""
