"""The checks of `courant check`."""
