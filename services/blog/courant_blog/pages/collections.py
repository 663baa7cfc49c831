"""The pages of authors, series, years and months."""

from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import CourantError, NotFound
from courant_kit.content.templates import draw
from courant_kit.wire.page import Page
from courant_kit.wire.payload import Nothing
from courant_kit.words import gettext as _
from courant_kit.words import month_in_words

from courant_blog import contract, publishing_payloads
from courant_blog.addresses.paths import archive_address
from courant_blog.models import Author, Series
from courant_blog.module import FEED_PATH, module
from courant_blog.pages.lists import list_page
from courant_blog.reading import lists, old_addresses


@module.handles(contract.PAGE_AUTHOR)
def author_page(caller: Caller, request: publishing_payloads.AuthorPage) -> Page:
    """The posts by an author; raises NotFound."""
    author = Author.objects.filter(slug=request.slug).first() or Author(pk=0, slug=request.slug)
    words = _("All posts by {name}, newest first").format(name=author.name)
    return list_page(author.name, words, lists.author_list(author.pk), author.address, request.page)


@module.handles(contract.PAGE_SERIES)
def series_page(caller: Caller, request: publishing_payloads.SeriesPage) -> Page:
    """The posts of a series, in order; raises NotFound."""
    series = Series.objects.filter(slug=request.slug).first() or Series(pk=0, slug=request.slug)
    found = module.embed(contract.IN_SERIES(series.pk), tag="ol", attributes='class="parts"')
    html = draw("blog/series.html", title=series.name, posts=found)
    words = _("All parts of the series “{name}”, in order.").format(name=series.name)
    return Page(title=series.name, html=html, description=words, canonical=series.address, feed=FEED_PATH)


@module.handles(contract.PAGE_ARCHIVE)
def archive_page(caller: Caller, request: Nothing) -> Page:
    """All years and months that have posts."""
    html = draw("blog/archive.html", periods=module.embed(contract.PERIODS()))
    words = _("All years and months of the blog, with the number of posts in each.")
    return Page(title=_("Archive"), html=html, description=words, canonical="/blog/archive/", feed=FEED_PATH)


@module.handles(contract.PAGE_PERIOD)
def period_page(caller: Caller, request: publishing_payloads.ArchivePage) -> Page:
    """The posts of a year or a month; an old address of a post that looks like one redirects. Raises NotFound."""
    year, month = int(request.year), int(request.month)
    period = f"{year:04}-{month:02}" if month else f"{year:04}"
    title = month_in_words(year, month) if 1 <= month <= 12 else f"{year:04}"
    try:
        if month > 12:
            raise NotFound(_("There is no such month."))
        words = _("All posts of {title}, newest first").format(title=title)
        return list_page(title, words, lists.period_list(period), archive_address(period), request.page)
    except CourantError:
        asked = f"{request.year}/{request.month}" if request.month else str(request.year)
        if found := old_addresses.leads_to(f"blog/{asked}", asked):
            return found
        raise
