"""Accounts: signing in and up, looking after people, and who somebody is, over HTTP and on the router."""
