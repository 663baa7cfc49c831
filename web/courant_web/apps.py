"""The Django app with web's tables and templates."""

from django.apps import AppConfig
from django.core.signals import request_finished
from django.db import connections


class WebConfig(AppConfig):
    """Its tables are named `web_…`."""

    name = "courant_web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Close the database connections of a request when it ends: its synchronous views run in a separate thread."""
        request_finished.connect(_close_connections, dispatch_uid="courant_web.close")


def _close_connections(**_: object) -> None:
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close()
