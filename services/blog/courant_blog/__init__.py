"""The blog: posts with tags and sections, and the comments on them."""
