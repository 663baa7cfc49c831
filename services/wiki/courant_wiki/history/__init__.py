"""What changed: the list of all changes, a page's own, and the difference between two texts."""
