"""Measurements: commands to be run by a person, never by the suite."""
