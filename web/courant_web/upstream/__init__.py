"""The services behind web: the calls to them, and what web knows of their modules, menu and live events."""
