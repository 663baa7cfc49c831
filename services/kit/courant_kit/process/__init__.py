"""The process of a service: Django, settings, threads, the session on the router, timed work, the log."""
