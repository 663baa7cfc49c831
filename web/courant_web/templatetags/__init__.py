"""Template tags of web."""
