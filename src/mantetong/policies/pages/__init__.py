"""The room's pages: the guide and the self-check, open to everybody."""
