"""One module per measure; each gives rows for the table."""
