"""A manifest as a module announces it: in a site with several languages, with its titles in each of them."""

import msgspec
from django.utils.translation import gettext

from courant_kit.live import languages
from courant_kit.wire.manifest import Manifest
from courant_kit.wire.payload import encode


def announced(manifest: Manifest) -> dict[str, object]:
    """The fields of a manifest with the languages that the module speaks: all that are the site's.

    They are left out in a site that speaks English only, as in release 0.1, which does not know them.
    """
    site = languages.of_site()
    if site == (languages.ENGLISH,):
        fields: dict[str, object] = encode(manifest)
        return {name: value for name, value in fields.items() if name != "languages"}
    spoken = {language: _titles(manifest, language) for language in site}
    return dict(encode(msgspec.structs.replace(manifest, languages=spoken)))


def _titles(manifest: Manifest, language: str) -> dict[str, str]:
    titles = [manifest.title, *(one.title for one in manifest.menu), *(one.title for one in manifest.feeds)]
    with languages.speaking(language):
        return {title: said for title in titles if title and (said := gettext(title)) != title}
