"""Software of a hospital and of a pharmacy, as small as can be: signs in, looks up, reckons, settles, prints, reverses."""
