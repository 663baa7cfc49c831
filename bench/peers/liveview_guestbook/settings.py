from liveview_guestbook.generated import *  # noqa: F403
from liveview_guestbook.generated import INSTALLED_APPS

INSTALLED_APPS = ["channels", "liveview", *INSTALLED_APPS, "liveview_guestbook"]
ROOT_URLCONF = "liveview_guestbook.urls"
ASGI_APPLICATION = "liveview_guestbook.asgi.application"
CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
