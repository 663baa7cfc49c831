"""Django's configuration for web: pages, sessions and accounts."""

from pathlib import Path
from typing import Any

import django
from courant_kit.live import languages
from courant_kit.process.django_settings import BUILTINS, django_project
from django.conf import settings as django_settings

from courant_web.accounts import sign_in
from courant_web.environment import WebSettings, configured
from courant_web.mounting import project

HERE = Path(__file__).parent
MEGABYTE = 1024 * 1024


def setup() -> WebSettings:
    """Configure Django for web, once, before its models are imported; returns web's settings."""
    settings = configured()
    if not django_settings.configured:
        from courant_kit.content import themes  # it loads what a lean process leaves out first

        project = django_project("courant_web", settings.service, **web_project(settings))
        django_settings.configure(**themes.under(project))
        languages.use(settings.service.languages)
        django.setup()
    return settings


def web_project(settings: WebSettings) -> dict[str, Any]:
    """The Django settings that web adds to those of every service."""
    own = {
        **_application(settings),
        **_requests(settings),
        **_cookies(settings),
        **sign_in.settings(settings),
        **settings.mail,
    }
    return project.extended(own, settings.apps, settings.service.data) if settings.apps else own


def _application(settings: WebSettings) -> dict[str, Any]:
    return {
        "MODULE_NAME": "web",
        "SECRET_KEY": settings.secret_key,
        "ROOT_URLCONF": "courant_web.urls",
        "INSTALLED_APPS": [
            "courant_web", "django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions",
            "django.contrib.messages", "allauth", "allauth.account", "courant_kit.store",
        ],
        "STATICFILES_DIRS": [],
        "MIDDLEWARE": [
            "courant_web.front.security_headers.Headers",
            # Sets Content-Length, so that no proxy has to deal with an answer of unknown length.
            "django.middleware.common.CommonMiddleware",
            "courant_web.pages.tongues.ReadersLanguage",
            "courant_web.pages.origin.SameOrigin",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        "TEMPLATES": [{
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [HERE / "templates"],
            "APP_DIRS": True,
            "OPTIONS": {
                "builtins": [*BUILTINS, "courant_web.templatetags.web"],
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                    "courant_web.pages.shell.context",
                ],
            },
        }],
        "SILENCED_SYSTEM_CHECKS": ["templates.E003"],
    }  # fmt: skip


def _requests(settings: WebSettings) -> dict[str, Any]:
    return {
        "ALLOWED_HOSTS": settings.hosts,
        "APPEND_SLASH": False,
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 2 * MEGABYTE,
        "FILE_UPLOAD_MAX_MEMORY_SIZE": 8 * MEGABYTE,
        "DATA_UPLOAD_MAX_NUMBER_FIELDS": 500,
        "X_FRAME_OPTIONS": "DENY",
    }


def _cookies(settings: WebSettings) -> dict[str, Any]:
    return {
        "SESSION_COOKIE_NAME": settings.session_cookie,
        "SESSION_COOKIE_SECURE": settings.secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SECURE": settings.secure,
        "CSRF_TRUSTED_ORIGINS": [settings.site_url, *sorted(settings.origins)],
        "CSRF_FAILURE_VIEW": "courant_web.pages.refusal.forged",
        "MESSAGE_TAGS": {20: "info", 25: "good", 30: "warn", 40: "bad"},
        "MESSAGE_STORAGE": "django.contrib.messages.storage.cookie.CookieStorage",
    }
