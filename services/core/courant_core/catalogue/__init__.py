"""The site's API browser: what can be called and subscribed to in each module."""
