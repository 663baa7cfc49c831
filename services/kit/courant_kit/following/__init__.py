"""Following a site's events without a gap and without a double."""
