"""The empty URL configuration of a service in a single file, which declares its routes later."""

from typing import Any

urlpatterns: list[Any] = []
