"""What calls and pages look up: posts, lists of posts, old addresses, and what was deleted."""
