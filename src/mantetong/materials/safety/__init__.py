"""No byte of an upload is decoded in our own process: header first, then a full decode in a limited child, then a clean copy."""
