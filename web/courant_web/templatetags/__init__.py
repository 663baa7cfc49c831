"""Tags for the templates of web."""
