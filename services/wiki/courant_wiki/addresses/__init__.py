"""The addresses of pages, and the links in texts that lead to them (no I/O)."""
