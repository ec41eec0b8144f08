"""The doors of a region: an entry page each, and signing in the way that door does. One person stays one person through all of them."""
