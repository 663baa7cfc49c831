"""The routes of core's pages."""

from courant_kit.wire.routes import serves
from django.urls import path

from courant_core import contract

urlpatterns = [
    path("", serves(contract.PAGE_FRONT), name="front"),
    path("admin/modules/", serves(contract.PAGE_MODULES), name="modules"),
]
