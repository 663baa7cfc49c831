"""The Django app of the kit's tables."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Tables named `courant_…` in each service's database."""

    name = "courant_kit.store"
    label = "courant"
    default_auto_field = "django.db.models.BigAutoField"
