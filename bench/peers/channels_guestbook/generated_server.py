"""Serves the static files as `runserver` does; not counted."""

from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler

from channels_guestbook.asgi import application as site

application = ASGIStaticFilesHandler(site)
