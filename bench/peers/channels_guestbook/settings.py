from channels_guestbook.generated import *  # noqa: F403
from channels_guestbook.generated import INSTALLED_APPS

INSTALLED_APPS = ["channels", *INSTALLED_APPS, "channels_guestbook"]
ROOT_URLCONF = "channels_guestbook.urls"
ASGI_APPLICATION = "channels_guestbook.asgi.application"
CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
