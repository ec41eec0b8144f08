"""Views for machines."""
