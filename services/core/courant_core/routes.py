"""The routes of core's pages."""

from courant_kit.wire.routes import serves
from django.urls import path

from courant_core import contract

urlpatterns = [
    path("", serves(contract.PAGE_FRONT), name="front"),
    path("admin/modules/", serves(contract.PAGE_MODULES), name="modules"),
    path("admin/site/", serves(contract.PAGE_SITE), name="site"),
    path("admin/redirects/", serves(contract.PAGE_REDIRECTS), name="redirects"),
    path("admin/import/", serves(contract.PAGE_IMPORT), name="import"),
    path("admin/import/report/", serves(contract.PAGE_IMPORT_REPORT), name="import_report"),
    path("admin/api/", serves(contract.PAGE_API), name="api"),
    path("admin/api/<slug:name>/", serves(contract.PAGE_API_MODULE), name="api_module"),
]
