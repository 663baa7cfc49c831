"""The HTML of what the shell shows of the settings."""

from collections.abc import Iterable

from courant_kit.content.templates import draw

from courant_core.site.payloads import SiteSettings


def brand(settings: SiteSettings) -> str:
    """The content of the link to the front page: the logo, or the mark of the look, and the name."""
    return draw("core/brand.html", site=settings)


def footer(settings: SiteSettings) -> str:
    """The words of the footer."""
    return draw("core/footer.html", site=settings, html=text(settings.footer))


def look(sheets: Iterable[str]) -> str:
    """The links to the style sheets of the site's settings; they are in the body, so a change needs no script."""
    return draw("core/look.html", sheets=list(sheets))


def text(source: str) -> str:
    """A text of the settings as safe HTML; "" for none."""
    if not source.strip():
        return ""
    from courant_kit.content import markdown  # most sites have no such text, and it loads much

    return markdown.render(source)
