"""What must hold of any bytes at all: the same functions for a fuzzer, for Hypothesis, for a test.

    python -m tests.fuzz reader --seconds 120

A target takes bytes and returns nothing; it raises whatever went wrong. What a fuzzer found lies
in `found/<target>/`, and the suite feeds it to the target again.
"""
