"""The commands of config itself, one module each; loaded only when asked for."""
