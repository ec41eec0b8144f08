"""The tags of the look; `web` is built into every template."""
