"""Texts and queries as words (no I/O)."""
