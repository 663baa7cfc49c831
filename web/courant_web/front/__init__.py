"""The ASGI layer in front of Django: cached answers, static files, the body size limit, and security headers."""
