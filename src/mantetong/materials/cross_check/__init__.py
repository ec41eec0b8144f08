"""Does the paper belong here? Person, day, hospital and seal against what is known. Gentle hints, never an accusation."""
