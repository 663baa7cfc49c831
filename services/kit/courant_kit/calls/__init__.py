"""Answering a call: the caller, rights, rate limits, the handler, errors."""
