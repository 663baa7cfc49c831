"""Subscribing: addresses, the links that letters carry, and what their holders decided."""
