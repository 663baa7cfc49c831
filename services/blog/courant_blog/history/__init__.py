"""What changed in posts: their revisions, and what is shown of them."""
