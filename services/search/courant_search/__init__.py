"""Courant's search: the documents of all modules in one index, and for each reader what they may read."""
