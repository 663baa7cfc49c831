import os

from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liveview_guestbook.settings")
http = get_asgi_application()

from liveview.routing import get_liveview_urlpatterns  # noqa: E402 - it needs Django

websocket = AllowedHostsOriginValidator(URLRouter(get_liveview_urlpatterns()))
application = ProtocolTypeRouter({"http": http, "websocket": websocket})
