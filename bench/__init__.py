"""What this house reaches on this machine, as ratios within one run. `make bench`, or `python -m bench`."""
