"""The web process: serves pages, sign-in, forms and feeds over HTTP, and identifies people on the router."""
