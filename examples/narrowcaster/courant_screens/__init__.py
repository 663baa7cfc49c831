"""Screens in a hallway, and the desk from which they are led: a module of a Courant site."""
