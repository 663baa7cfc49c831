"""The addresses of screens."""

from courant_kit import serves
from django.urls import path

from courant_screens import contract

urlpatterns = [
    path("screens/", serves(contract.PAGE_DESK), name="desk"),
    path("screens/playlist/<int:id>/", serves(contract.PAGE_PLAYLIST), name="playlist"),
    path("screens/show/<slug:name>/", serves(contract.PAGE_SHOW), name="show"),
]
