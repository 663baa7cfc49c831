"""Which imported documents are which: a file keeps its identity when its folder is copied, or named from above."""
