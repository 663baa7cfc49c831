"""Real WAMP clients of other people against a running site."""
