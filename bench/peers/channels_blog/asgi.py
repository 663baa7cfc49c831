"""HTTP by Django, WebSockets by Channels, arranged as in Channels' documentation."""

import os

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.core.asgi import get_asgi_application
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "channels_blog.settings")
http = get_asgi_application()

from channels_blog.consumers import PostConsumer  # noqa: E402 - models need the settings that were just set up

application = ProtocolTypeRouter(
    {
        "http": http,
        "websocket": AllowedHostsOriginValidator(
            AuthMiddlewareStack(URLRouter([path("ws/<int:post>/", PostConsumer.as_asgi())]))
        ),
    }
)
