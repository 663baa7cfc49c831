"""Comments on passages of pages: threads that stay with their passage through edits."""
