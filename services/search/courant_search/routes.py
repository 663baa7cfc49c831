"""The search's URL pattern."""

from courant_kit.wire.routes import serves
from django.urls import path

from courant_search import contract

urlpatterns = [path("search/", serves(contract.PAGE_RESULTS), name="results")]
