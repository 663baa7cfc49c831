"""The comments on posts: writing them, and finding those that a page shows."""
