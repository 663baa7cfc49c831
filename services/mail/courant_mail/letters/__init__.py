"""Letters: which there are, for whom, and what they say."""
