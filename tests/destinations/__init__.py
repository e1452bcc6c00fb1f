"""The builders and servers that a site is written for, run for real."""
