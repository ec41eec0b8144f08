"""Replay: past cases judged again by rules that are not in force yet, so that an officer sees beforehand who gains and who loses."""
