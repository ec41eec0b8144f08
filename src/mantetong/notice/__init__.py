"""通知: what is told to whom through which door, and the proof that it arrived. No message ever names an illness.

Comes in: an announced event with its ids. Goes out: a line in the person's inbox, a short message by the carrier, and
`cases.operations.record_reached` once somebody has really read it. Here work the jobs; a clerk calls whom nobody reached.
"""
