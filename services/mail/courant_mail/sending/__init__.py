"""Sending: the mail server, one letter after the other, and what it said to each."""
