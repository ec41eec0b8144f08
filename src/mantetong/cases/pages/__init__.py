"""Pages of the hall, by who reads them."""
