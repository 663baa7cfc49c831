"""A Django app that knows nothing of Courant: what apps do with HTTP, one view each."""
