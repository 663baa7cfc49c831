"""The style sheet of the site's settings: the design tokens that they replace (no I/O)."""

from courant_core.site.colours import DARK, LIGHT, palette
from courant_core.site.payloads import SiteSettings

FAMILY = "Courant Site"
"""The family of the uploaded typeface."""

STACKS = {
    "serif": '"Iowan Old Style", Charter, "Sitka Text", "Noto Serif", "Liberation Serif", serif',
    "sans": '-apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
    "humanist": 'Seravek, "Gill Sans Nova", Ubuntu, Calibri, "DejaVu Sans", source-sans-pro, sans-serif',
    "slab": 'Rockwell, "Rockwell Nova", "Roboto Slab", "DejaVu Serif", "Sitka Small", serif',
    "rounded": 'ui-rounded, "Hiragino Maru Gothic ProN", Quicksand, Comfortaa, "Arial Rounded MT Bold", sans-serif',
    "own": f'"{FAMILY}", sans-serif',
}
"""Typefaces that readers' machines have, by the word of the setting; the first of each that a machine has is used."""

LINES = ".front > :is(.byline, .prose) { grid-column: 1 / -1; }\n"
LOGO = "img.mark { width: auto; max-width: 9rem; object-fit: contain; }\n"

TOKENS = ("paper", "raised", "sunk", "line")


def written(settings: SiteSettings) -> str:
    """The style sheet; "" if the settings change nothing of the look."""
    tokens = [*_colours(settings), *_typefaces(settings)]
    root = [":root{" + ";".join(tokens) + "}\n"] if tokens else []
    return "".join([_face(settings), *root, *_shapes(settings)])


def _shapes(settings: SiteSettings) -> list[str]:
    """Rules that only such a site needs: what spans the front page's columns, and a logo that is not square."""
    spanning = [LINES] if settings.tagline or settings.welcome else []
    return [*spanning, *([LOGO] if settings.logo else [])]


def _colours(settings: SiteSettings) -> list[str]:
    if not (settings.accent or settings.accent_dark or settings.ground or settings.ground_dark):
        return []
    light = palette(LIGHT, settings.accent, settings.ground)
    dark = palette(DARK, settings.accent_dark, settings.ground_dark)
    names = [*(["accent", "strong"] if settings.accent or settings.accent_dark else [])]
    names += TOKENS if settings.ground or settings.ground_dark else ()
    return [f"--{name}:light-dark({getattr(light, name)},{getattr(dark, name)})" for name in names]


def _typefaces(settings: SiteSettings) -> list[str]:
    chosen = (("serif", settings.headings), ("sans", settings.text))
    return [f"--{token}:{STACKS[stack]}" for token, stack in chosen if stack]


def _face(settings: SiteSettings) -> str:
    if not settings.font or "own" not in {settings.headings, settings.text}:
        return ""
    source = f'url("{settings.font}") format("woff2")'
    return f'@font-face{{font-family:"{FAMILY}";src:{source};font-display:swap;font-weight:100 900}}\n'
