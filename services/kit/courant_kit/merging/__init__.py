"""Three-way merging (no I/O): texts, and the fields of what is imported again."""
