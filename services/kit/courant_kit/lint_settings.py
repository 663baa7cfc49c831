"""Django settings for the type checker alone: every service's models at once."""

from courant_kit.process.project import django_project
from courant_kit.process.settings import load

globals().update(
    django_project(
        "courant_blog",
        load("lint"),
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "courant_kit.store",
            "courant_core",
            "courant_blog",
            "courant_wiki",
            "courant_web",
            "django.contrib.sessions",
        ],
        AUTH_USER_MODEL="web.User",
    )
)
