"""The web process: pages, sign-in, forms and feeds over HTTP, and who somebody is on the router."""
