"""Versions for the policy officer: a resolved policy in words, what differs between two, which are kept and when they hold."""
