"""All roles on one machine: the embedded database, the processes, and the one that watches over them."""
