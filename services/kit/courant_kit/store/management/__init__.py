"""Django's commands that every service has."""
