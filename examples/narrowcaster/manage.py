"""Django's commands for screens: `python manage.py makemigrations courant_screens`."""

from courant_kit import setup

setup("screens", "courant_screens")

from django.core.management import execute_from_command_line  # noqa: E402 - Django is set up first

execute_from_command_line()
