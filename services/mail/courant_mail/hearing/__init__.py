"""Hearing: what happens in the blog, and the letters that follow from it."""
