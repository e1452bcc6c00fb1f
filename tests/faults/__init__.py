"""Faults of the machine and of the server, planted at random points; what is left of them."""
