"""The HTTP API, for programs without WAMP: calls and events, with tokens."""
