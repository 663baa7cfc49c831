"""The wiki and a branch of a git repository that has the same pages."""
