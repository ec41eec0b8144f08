"""Pages of the desk, split by audience."""
