"""The pages about the history of a post, which only editors see: its old words may never have been public."""

from collections.abc import Iterator
from functools import partial

from courant_kit.content import markdown
from courant_kit.history import showing
from courant_kit.history.showing import STYLES, Filter, Subject
from courant_kit.wire.page import Page
from courant_kit.words import gettext as _
from courant_kit.words import marked

from courant_blog import contract, payloads
from courant_blog.addresses.page_ids import PAGE_IDS
from courant_blog.models import Post, Revision
from courant_blog.module import module
from courant_blog.reading import finding

LABELS = {
    "tags": marked("Tags"),
    "section": marked("Section"),
    "summary": marked("Summary"),
    "slug": marked("Last part of the address"),
    "date": marked("Date"),
    "authors": marked("Authors"),
    "cover": marked("Cover"),
    "cover_alt": marked("Words for the cover"),
    "series": marked("Series"),
    "part": marked("Part"),
}


def history(post: Post, request: payloads.HistoryPage) -> Page:
    """The revisions of a post, or those with a name or by an author."""
    subject, wanted = _subject(post), Filter(request.named, request.author)
    embedded, sign = partial(_embedded, post), partial(_sign, post)
    html = showing.revisions(embedded, sign, subject, post.revisions, wanted, request.before)
    return _page(_("History of “{title}”").format(title=post.title), html)


def _embedded(post: Post, before: int) -> str:
    return module.embed(contract.HISTORY(post.pk, part=before), tag="ol", attributes='class="revisions"')


def _sign(post: Post) -> str:
    found = contract.HISTORY(post.pk, part=showing.LAST)
    return showing.sign(found, module.renderings.version(found))


def revision(post: Post, number: int) -> Page:
    """An old revision of a post; raises NotFound."""
    one = finding.numbered(post, number)
    html = showing.revision("blog/revision.html", _subject(post), one, _rendered(one))
    return _page(_("{title} (revision {number})").format(title=one.title, number=number), html)


def difference(post: Post, request: payloads.DifferencePage) -> Page:
    """What changed between two revisions of a post; raises NotFound."""
    old, new = (finding.numbered(post, number, earlier=True) for number in (request.old, request.new))
    html = showing.difference(_subject(post), (old, new), _rendered, request.view, request.of, list(_fields(old, new)))
    return _page(_("What changed in “{title}”").format(title=post.title), html)


def written(post: Post) -> Page:
    """Who wrote which words of a post."""
    return _page(
        _("Who wrote “{title}”").format(title=post.title), showing.written(_subject(post), post.revisions, post.pk)
    )


def _fields(old: Revision, new: Revision) -> Iterator[tuple[str, str, str]]:
    for name, label in LABELS.items():
        if name in old.fields and (before := old.fields[name]) != (after := new.fields.get(name, "")):
            yield _(label), before, after


def _rendered(one: Revision) -> str:
    return markdown.read(one.text, reserved=PAGE_IDS, below=1).html


def _subject(post: Post) -> Subject:
    crumbs = module.embed(
        contract.CRUMBS(post.pk), tag="nav", attributes=f'class="crumbs" aria-label="{_("Breadcrumbs")}"'
    )
    head = module.embed(contract.HEAD(post.pk), tag="p", attributes='class="byline" role="status"')
    return Subject(post.title, post.history_at, {"id": post.pk}, finding.newest(post), crumbs, head)


def _page(title: str, html: str) -> Page:
    return Page(title=title, html=html, styles=STYLES, noindex=True)
