"""The addresses of posts and lists, and what is read from them or written into them (no I/O)."""
