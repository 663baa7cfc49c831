"""Settings that the start project leaves open, as Wagtail, Django and WhiteNoise recommend them for production.

This file is copied into the project that `wagtail start` writes, whose `production.py` imports it last.
"""

import os

from .base import BASE_DIR, MIDDLEWARE, STORAGES, TEMPLATES  # noqa: F401 - production.py takes them from here

SECRET_KEY = os.environ["PEER_SECRET"]
ALLOWED_HOSTS = ["127.0.0.1"]
WAGTAILADMIN_BASE_URL = "http://127.0.0.1"

REDIS = f"redis://127.0.0.1:{os.environ['PEER_REDIS_PORT']}"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": f"{REDIS}/0"},
    "renditions": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": f"{REDIS}/1"},
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": BASE_DIR / "db.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
            "transaction_mode": "IMMEDIATE",
        },
    }
}

MIDDLEWARE = [MIDDLEWARE[0], "whitenoise.middleware.WhiteNoiseMiddleware", *MIDDLEWARE[1:]]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

if os.environ.get("PEER_PAGE_CACHE"):  # not part of the comparison: the effect of Django's own cache of complete pages
    MIDDLEWARE = [
        "django.middleware.cache.UpdateCacheMiddleware",
        *MIDDLEWARE,
        "django.middleware.cache.FetchFromCacheMiddleware",
    ]
