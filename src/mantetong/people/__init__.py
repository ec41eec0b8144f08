"""Who is who: accounts, insured persons, institutions and doctors, real-name level, mandates 代办, staff posts, who looked, what was agreed to.

Comes in: a phone number, an ID number, a registry's answer. Goes out: an Actor on every request.
"""
