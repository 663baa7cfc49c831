"""The history of texts: revisions, how they are stored, what differs between two, and who wrote which words."""
