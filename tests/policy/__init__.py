"""The packs themselves: they are sound, and their own cases come out as an official wrote them."""
