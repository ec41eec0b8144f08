"""What must be true whatever the database, the web or the region.

Pure: the standard library only. Facts come in frozen, the clock (`at`, `on`) and the person acting (`by`) are arguments,
answers go out as values. Nothing here reads a file, a row or the time of day.
"""
