"""The ASGI layer before Django: cached answers, static files, the bound on bodies, and the headers of every answer."""
