"""Template tags for every service."""
