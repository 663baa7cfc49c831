"""The wiki and a branch of a git repository, kept the same: `courant sync git`."""
