import os

from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.core.asgi import get_asgi_application
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "channels_guestbook.settings")
http = get_asgi_application()

from channels_guestbook.consumers import Guestbook  # noqa: E402 - models need Django

websocket = AllowedHostsOriginValidator(URLRouter([path("ws/", Guestbook.as_asgi())]))
application = ProtocolTypeRouter({"http": http, "websocket": websocket})
