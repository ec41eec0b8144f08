"""认定: who decides as the pack says (agency, experts, entrusted institution), with reasons per criterion; letter and appeal."""
