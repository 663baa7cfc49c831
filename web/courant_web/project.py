"""Django's configuration for web: pages, sessions and accounts."""

from pathlib import Path
from typing import Any

import django
from courant_kit.process.project import django_project
from django.conf import settings as django_settings

from courant_web.settings import WebSettings, configured

HERE = Path(__file__).parent
MEGABYTE = 1024 * 1024


def setup() -> WebSettings:
    """Configure Django for web, once, before its models are imported; returns web's settings."""
    settings = configured()
    if not django_settings.configured:
        django_settings.configure(**django_project("courant_web", settings.service, **web_project(settings)))
        django.setup()
    return settings


def web_project(settings: WebSettings) -> dict[str, Any]:
    """The Django settings that web adds to those of every service."""
    return {
        **_application(settings),
        **_requests(settings),
        **_cookies(settings),
        **_accounts(settings),
        **settings.mail,
    }


def _application(settings: WebSettings) -> dict[str, Any]:
    return {
        "SECRET_KEY": settings.secret_key,
        "ROOT_URLCONF": "courant_web.urls",
        "INSTALLED_APPS": [
            "courant_web", "django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions",
            "django.contrib.messages", "allauth", "allauth.account", "courant_kit.store",
        ],
        "STATICFILES_DIRS": [],
        "MIDDLEWARE": [
            "courant_web.front.security_headers.Headers",
            # Sets Content-Length: the router would pass on the chunks of an answer of unknown length as its content.
            "django.middleware.common.CommonMiddleware",
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
                "builtins": ["courant_kit.templatetags.courant", "courant_web.templatetags.web"],
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
        "USE_X_FORWARDED_HOST": True,
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
        "MESSAGE_TAGS": {20: "info", 25: "good", 30: "warn", 40: "bad"},
        "MESSAGE_STORAGE": "django.contrib.messages.storage.cookie.CookieStorage",
    }


def _accounts(settings: WebSettings) -> dict[str, Any]:
    validation = "django.contrib.auth.password_validation"
    return {
        "AUTH_USER_MODEL": "web.User",
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "AUTH_PASSWORD_VALIDATORS": [
            {
                "NAME": f"{validation}.UserAttributeSimilarityValidator",
                "OPTIONS": {"user_attributes": ("username", "email")},
            },
            {"NAME": f"{validation}.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
            {"NAME": f"{validation}.CommonPasswordValidator"},
            {"NAME": f"{validation}.NumericPasswordValidator"},
        ],
        "LOGIN_URL": "/accounts/login/",
        "LOGIN_REDIRECT_URL": "/",
        "ACCOUNT_ADAPTER": "courant_web.accounts.adapter.Adapter",
        "ACCOUNT_FORMS": {
            "login": "courant_web.accounts.forms.SignIn",
            "signup": "courant_web.accounts.forms.SignUp",
            "change_password": "courant_web.accounts.forms.ChangePassword",
            "set_password": "courant_web.accounts.forms.SetPassword",
            "reset_password": "courant_web.accounts.forms.ForgotPassword",
            "reset_password_from_key": "courant_web.accounts.forms.NewPassword",
            "reauthenticate": "courant_web.accounts.forms.OnceMore",
        },
        "ACCOUNT_LOGIN_METHODS": {"username"},
        "ACCOUNT_SIGNUP_FIELDS": ["username*", "email", "password1*"],
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_EMAIL_SUBJECT_PREFIX": f"{settings.service.site_name}: ",
        "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": False,
        "ACCOUNT_LOGOUT_REDIRECT_URL": "/",
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL": settings.site_url.split(":")[0],
        "ACCOUNT_USERNAME_BLACKLIST": [],
        "ACCOUNT_USERNAME_VALIDATORS": "courant_web.usernames.validators",
    }  # fmt: skip
