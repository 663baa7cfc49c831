"""An empty URL configuration for a service in a single file, until it declares its routes."""

from typing import Any

urlpatterns: list[Any] = []
