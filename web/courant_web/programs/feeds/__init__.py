"""Feeds, made from what modules return: Atom, RSS and JSON Feed."""
