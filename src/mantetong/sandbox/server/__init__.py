"""The pretend outside world as one small process: short-message carrier, insured registry, national platform, outbox, faults.

State is one sqlite file under <home>/sandbox, so that a restart forgets nothing.
"""
