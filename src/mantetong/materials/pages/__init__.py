"""Pages of materials, by who reads them."""
