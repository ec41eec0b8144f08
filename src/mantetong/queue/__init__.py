"""What follows. Rooms announce what has happened; the table that config hands over at start-up says which jobs are queued for it.

Jobs are rows of the same database, written in the same transaction as the thing that caused them.
"""
