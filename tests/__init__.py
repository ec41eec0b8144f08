"""The specification: one folder per kind of promise."""
