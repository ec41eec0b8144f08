"""The world beyond the door.

SMS, WeChat, identity providers, the insured registry, the national platform, couriers, virus scanners, and what an
installation keeps outside the database: its keys and its files. Every call has a time limit and a real protocol.
"""
