"""The rules 政策: what holds in a region on a day, and by which source.

Policy officers write packs (`packs/`), this room reads, checks and versions them, keeps every published version unchanged,
and shows them to everybody as the guide. Everything else in the house asks here what the rules are and builds on the answer.
"""
