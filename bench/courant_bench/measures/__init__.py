"""One module per measure; each returns rows for the table."""
