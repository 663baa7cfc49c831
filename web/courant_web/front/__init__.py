"""In front of Django: connections and their limits, sockets that go to the router, cached answers, static files, the body size limit, and security headers."""
