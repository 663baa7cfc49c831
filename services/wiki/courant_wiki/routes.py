"""The wiki's URL patterns; the first match wins. No page can hide them, since no page's path contains `~`."""

from courant_kit.wire.routes import serves
from django.urls import path, register_converter

from courant_wiki import contract


class WikiPath:
    """A page's path in an address: segments without `~`."""

    regex = "[^/~]+(?:/[^/~]+)*"

    def to_python(self, value: str) -> str:
        """Return it unchanged; paths.clean checks it."""
        return value

    def to_url(self, value: str) -> str:
        """Return it unchanged."""
        return value


register_converter(WikiPath, "wikipath")

PAGE = "wiki/<wikipath:path>/"

urlpatterns = [
    path("wiki/", serves(contract.PAGE_INDEX), name="index"),
    path("wiki/~new/", serves(contract.PAGE_NEW), name="new"),
    path("wiki/~new/from/<wikipath:template>/", serves(contract.PAGE_NEW), name="new-from"),
    path("wiki/~recent/", serves(contract.PAGE_RECENT), name="recent"),
    path("wiki/~recent/before/<int:before>/", serves(contract.PAGE_RECENT), name="recent-older"),
    path("wiki/~order/", serves(contract.PAGE_ORDER), name="order"),
    path("wiki/~wanted/", serves(contract.PAGE_WANTED), name="wanted"),
    path("wiki/~orphans/", serves(contract.PAGE_ORPHANS), name="orphans"),
    path("wiki/~tags/", serves(contract.PAGE_TAGS), name="tags"),
    path("wiki/~tag/<str:tag>/", serves(contract.PAGE_TAG), name="tag"),
    path("wiki/~bin/", serves(contract.PAGE_BIN), name="bin"),
    path("wiki/~bin/before/<int:before>/", serves(contract.PAGE_BIN), name="bin-older"),
    path("wiki/~sync/", serves(contract.PAGE_SYNC), name="sync"),
    path("wiki/~sync/<int:id>/", serves(contract.PAGE_CONFLICT), name="sync-conflict"),
    path("wiki/~thread/<int:id>/", serves(contract.PAGE_THREAD), name="thread"),
    path("wiki/~comment/<int:id>/edit/", serves(contract.PAGE_EDIT_COMMENT), name="edit-comment"),
    path(f"{PAGE}~threads/<int:page>/", serves(contract.PAGE_THREADS), name="threads"),
    path(f"{PAGE}~resolved/", serves(contract.PAGE_RESOLVED), name="resolved"),
    path(f"{PAGE}~resolved/<int:page>/", serves(contract.PAGE_RESOLVED), name="resolved-later"),
    path(f"{PAGE}~new/", serves(contract.PAGE_NEW), name="new-below"),
    path(f"{PAGE}~new/from/<wikipath:template>/", serves(contract.PAGE_NEW), name="new-below-from"),
    path(f"{PAGE}~edit/", serves(contract.PAGE_EDIT), name="edit"),
    path(f"{PAGE}~arrange/", serves(contract.PAGE_ARRANGE), name="arrange"),
    path(f"{PAGE}~history/", serves(contract.PAGE_HISTORY), name="history"),
    path(f"{PAGE}~history/before/<int:before>/", serves(contract.PAGE_HISTORY), name="history-older"),
    path(f"{PAGE}~history/<int:number>/", serves(contract.PAGE_REVISION), name="revision"),
    path(f"{PAGE}~diff/<int:old>/<int:new>/", serves(contract.PAGE_DIFF), name="diff"),
    path(f"{PAGE}~written/", serves(contract.PAGE_WRITTEN), name="written"),
    path(PAGE, serves(contract.PAGE_SHOW), name="show"),
]
