"""Pages of this room, split by audience: `citizen` (telephone, real name, insurance) and `desk` (password, second factor)."""
