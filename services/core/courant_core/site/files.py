"""The files of the site's settings: the logo, the uploaded typeface, the style sheet; by the hash of their content."""

import hashlib

from courant_kit.calls.errors import Invalid, TooLarge
from courant_kit.media import kinds, pictures
from courant_kit.wire import assets
from courant_kit.words import gettext as _
from msgspec.structs import replace

from courant_core.models import SiteFile
from courant_core.module import module
from courant_core.site.payloads import ChangeSite, SiteSettings

LARGEST_LOGO = 300_000
LARGEST_FONT = 600_000

WOFF2 = b"wOF2"
"""How a WOFF2 file begins (https://www.w3.org/TR/WOFF2/, 4.1); its bytes 8 to 12 are its length."""


def taken(settings: SiteSettings, request: ChangeSite) -> SiteSettings:
    """The settings with the files of a request, which are checked by content and stored; raises Invalid, TooLarge."""
    logo = "" if request.logo_gone else settings.logo
    font = "" if request.font_gone else settings.font
    logo = _logo(request.logo_file) if request.logo_file else logo
    font = _font(request.font_file) if request.font_file else font
    if not font and "own" in {settings.headings, settings.text}:
        raise Invalid(_("Upload a typeface (WOFF2), or choose another one."), field="font_file")
    return replace(settings, logo=logo, font=font)


def store(name: str, data: bytes) -> str:
    """Store a file, and return its address on the site; the same content has the same address."""
    digest = hashlib.sha256(data).hexdigest()[:16]
    SiteFile.objects.get_or_create(digest=digest, name=name, defaults={"data": data})
    return assets.address(module.name, digest, name)


def find(version: str, name: str) -> bytes | None:
    """The content of a file with this hash and name; None if there is none."""
    found = SiteFile.objects.filter(digest=version, name=name).first()
    return bytes(found.data) if found else None


def _logo(data: bytes) -> str:
    kind = kinds.kind_of(data)
    if not kind.picture:
        raise Invalid(_("This is not a picture we know: PNG, JPEG, GIF, WebP, AVIF or SVG."), field="logo_file")
    try:
        made = pictures.drawn(data) if kind == kinds.SVG else pictures.made(data, kind.extension).data or data
    except Invalid as error:
        raise Invalid(error.message, field="logo_file") from None
    if len(made) > LARGEST_LOGO:
        words = _("The logo has {count} bytes; at most {most} are accepted.")
        raise TooLarge(words.format(count=f"{len(made):,}", most=f"{LARGEST_LOGO:,}"), field="logo_file")
    return store(f"logo.{kind.extension}", made)


def _font(data: bytes) -> str:
    if data[:4] != WOFF2 or int.from_bytes(data[8:12], "big") != len(data):
        raise Invalid(_("This is not a typeface in the format WOFF2."), field="font_file")
    if len(data) > LARGEST_FONT:
        words = _("The typeface has {count} bytes; at most {most} are accepted.")
        raise TooLarge(words.format(count=f"{len(data):,}", most=f"{LARGEST_FONT:,}"), field="font_file")
    return store("font.woff2", data)
