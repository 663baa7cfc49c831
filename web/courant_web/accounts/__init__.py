"""Accounts: sign-in, sign-up, managing people, and identifying a person over HTTP and on the router."""
