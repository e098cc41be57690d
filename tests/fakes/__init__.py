"""Fakes: small, true to their port, and free of any clock, disk or network."""
