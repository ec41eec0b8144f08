"""The desk: claiming, asking once, passing on, and the determination as the region's pack has it."""
