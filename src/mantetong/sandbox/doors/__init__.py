"""The doors of every region, walked one by one."""
