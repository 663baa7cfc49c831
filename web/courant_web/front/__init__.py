"""In front of Django: connections, their limits and their handover; cached answers, static files, security headers."""
