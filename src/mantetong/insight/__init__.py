"""统计: figures, due-date risk, the public page, and replay of policy over stored fact sheets."""
