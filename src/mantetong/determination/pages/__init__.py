"""Pages of determination, split by audience."""
