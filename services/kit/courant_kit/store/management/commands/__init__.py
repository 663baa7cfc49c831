"""Each file is a command, as Django wants it."""
