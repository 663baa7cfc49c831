"""What changed: the list of all changes, and a page's own."""
