"""审计: a sample anybody can draw again, looks after hours, and one case sealed into a package that opens without the system."""
