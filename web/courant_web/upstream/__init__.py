"""The services behind web: calls to them, and web's copies of their modules, menu and live events."""
