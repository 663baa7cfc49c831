"""Django settings for the type checker alone, with the models of every installed service."""

from courant_kit.process import discovery
from courant_kit.process.django_settings import django_project
from courant_kit.process.environment import load

APPS = [service.package for service in discovery.all_services()]

globals().update(
    django_project(
        "courant_core",
        load("lint"),
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "courant_kit.store",
            *APPS,
            "django.contrib.sessions",
        ],
        AUTH_USER_MODEL="web.User",
    )
)
