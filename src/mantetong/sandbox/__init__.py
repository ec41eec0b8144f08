"""A pretend outside world that speaks the real protocols as strictly as the originals, demo people and staff, and the demo commands.

The server is a process of its own and imports no Django. What it holds is invented: nobody in it exists.
"""
