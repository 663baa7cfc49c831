"""The wiki's pages, as HTML that web serves and windows insert alike."""

from collections.abc import Callable
from functools import partial
from typing import Any

from courant_kit.calls import commenting
from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import NotFound
from courant_kit.content.assets import WRITING
from courant_kit.content.slugs import slug
from courant_kit.content.templates import draw
from courant_kit.history import showing
from courant_kit.history.showing import STYLES, Filter, Subject
from courant_kit.live.audience import PERSONAL
from courant_kit.live.fragment import FragmentId
from courant_kit.wire.old_addresses import OldPath
from courant_kit.wire.page import Crumb, Page, redirect
from courant_kit.wire.payload import Nothing
from courant_kit.words import gettext as _

from courant_wiki import contract, payloads, render, thread_payloads
from courant_wiki.addresses import paths
from courant_wiki.models import WikiPage
from courant_wiki.module import FEED_PATH, PUBLIC, module
from courant_wiki.reading import finding, old_addresses, tagged
from courant_wiki.syncing import conflicts
from courant_wiki.writing import shared

FEED = FEED_PATH if PUBLIC else ""
STYLE = "discussion.css"
_LISTED = 'class="threads" aria-label="{}"'


@module.handles(contract.PAGE_INDEX)
def index(caller: Caller, request: Nothing) -> Page:
    """The wiki's start page."""
    html = draw(
        "wiki/index.html", tree=_tree(), latest=module.embed(contract.LATEST(), tag="ul", attributes='class="rows"')
    )
    return Page(title=_("Wiki"), html=html, canonical=paths.ROOT, feed=FEED, description=_("All pages of the wiki."))


@module.handles(contract.PAGE_SHOW)
def show(caller: Caller, request: payloads.PagePath) -> Page:
    """A page."""
    return _at(request.path, _show)


@module.handles(contract.PAGE_RECENT)
def recent(caller: Caller, request: payloads.RecentPage) -> Page:
    """The newest changes."""
    html = draw(
        "wiki/recent.html",
        changes=module.embed(contract.RECENT(part=request.before), tag="ol", attributes='class="rows"'),
    )
    words = _("What has changed in the wiki, newest first.")
    return Page(title=_("Recent changes"), html=html, description=words, feed=FEED, noindex=True)


@module.handles(contract.PAGE_WANTED)
def wanted(caller: Caller, request: Nothing) -> Page:
    """Pages that links name and nobody has written."""
    return _list(_("Wanted pages"), contract.WANTED(), _("Links name these pages, and nobody has written them yet."))


@module.handles(contract.PAGE_ORPHANS)
def orphans(caller: Caller, request: Nothing) -> Page:
    """Pages to which no other page leads."""
    words = _("No other page has a link to these pages, and none is above or below them.")
    return _list(_("Orphans"), contract.ORPHANS(), words)


@module.handles(contract.PAGE_TAGS)
def tags(caller: Caller, request: Nothing) -> Page:
    """All tags."""
    return _list(_("Tags"), contract.TAGS())


@module.handles(contract.PAGE_TAG)
def tag(caller: Caller, request: payloads.TagPage) -> Page:
    """The pages with a tag; raises NotFound if no page has it."""
    found = tagged.named(slug(request.tag))
    if found is None:
        raise NotFound(_("No page has this tag."), field="tag")
    return _list(_("Pages about “{name}”").format(name=found.name), contract.TAGGED(found.key), above=True)


@module.handles(contract.PAGE_BIN)
def bin_page(caller: Caller, request: payloads.BinPage) -> Page:
    """The deleted pages."""
    found = module.embed(contract.BIN(part=request.before), tag="ul", attributes='class="rows"')
    return Page(title=_("Deleted pages"), html=draw("wiki/bin.html", found=found), noindex=True)


@module.handles(contract.PAGE_ORDER)
def order(caller: Caller, request: Nothing) -> Page:
    """The tree of all pages, to put them in order."""
    found = module.embed(contract.ORDER(), tag="ul", attributes='class="order"')
    html = draw("wiki/order.html", found=found)
    return Page(title=_("Order of the pages"), html=html, scripts=["order.js"], styles=["order.css"], noindex=True)


@module.handles(contract.PAGE_NEW)
def new(caller: Caller, request: payloads.NewPage) -> Page:
    """The form for a new page."""
    below = f"{paths.clean(request.path)}/" if request.path else ""
    template = finding.by_path(request.template) if request.template else None
    html = draw(
        "wiki/edit.html", heading=_("Write a new page"), below=below, naming=True, cancel=paths.location(below[:-1]),
        text=template.revision.text if template else "", tags=template.tag_names if template else "",
        language=template.language if template else "", chosen=template, templates=tagged.templates(),
        start=paths.location(below[:-1], "~new"),
    )  # fmt: skip
    return Page(title=_("New page"), html=html, styles=WRITING, noindex=True)


@module.handles(contract.PAGE_EDIT)
def edit(caller: Caller, request: payloads.PagePath) -> Page:
    """The form for a new or existing page."""
    path = paths.clean(request.path)
    if _page(path) is None and not _moved(path):
        return _form(heading=_("Write a new page"), path=path, title=paths.title_of(path), cancel=paths.location(path))
    return _at(request.path, _edit, "~edit")


@module.handles(contract.PAGE_ARRANGE)
def arrange(caller: Caller, request: payloads.PagePath) -> Page:
    """The forms that move and delete a page."""
    return _at(request.path, _arrange, "~arrange")


@module.handles(contract.PAGE_HISTORY)
def history(caller: Caller, request: payloads.HistoryPage) -> Page:
    """A page's revisions."""
    older = ("before", request.before) if request.before else ()
    return _at(request.path, lambda page: _history(page, request), "~history", *older)


@module.handles(contract.PAGE_REVISION)
def revision(caller: Caller, request: payloads.PageRevision) -> Page:
    """An old revision."""
    return _at(request.path, lambda page: _revision(page, request.number), "~history", request.number)


@module.handles(contract.PAGE_DIFF)
def difference(caller: Caller, request: payloads.CompareRevisions) -> Page:
    """What changed between two revisions."""
    numbers = (request.old, request.new)
    return _at(request.path, lambda page: _difference(page, request), "~diff", *numbers)


@module.handles(contract.PAGE_WRITTEN)
def written(caller: Caller, request: payloads.PagePath) -> Page:
    """Who wrote which words of a page."""
    return _at(request.path, _written, "~written")


@module.handles(contract.PAGE_OLD)
def old(caller: Caller, request: OldPath) -> Page:
    """Redirect an old address that lies outside of the wiki; raises NotFound, or Gone if its page was deleted."""
    return redirect(old_addresses.led(request.path).location, permanent=True)


@module.handles(contract.PAGE_THREADS)
def threads(caller: Caller, request: thread_payloads.ThreadsPage) -> Page:
    """More threads of a page."""
    return _at(request.path, lambda page: _threads(page, _("Comments"), contract.THREADS(page.pk, part=request.page)))


@module.handles(contract.PAGE_RESOLVED)
def resolved(caller: Caller, request: thread_payloads.ThreadsPage) -> Page:
    """The resolved threads of a page."""
    part = 0 if request.page == 1 else request.page
    return _at(request.path, lambda page: _threads(page, _("Resolved comments"), contract.RESOLVED(page.pk, part=part)))


@module.handles(contract.PAGE_THREAD)
def thread(caller: Caller, request: thread_payloads.NamedThread) -> Page:
    """A thread; raises NotFound, or Gone if its page was deleted."""
    found = finding.thread(request.id)
    one = module.embed(contract.THREAD(found.pk), tag="article", attributes='class="thread"')
    html = draw("wiki/thread_page.html", page=found.page, thread=one, number=found.pk, crumbs=_crumbs(found.page))
    return Page(
        title=_("Comments on “{title}”").format(title=found.page.title), html=html, styles=[STYLE], noindex=True
    )


@module.handles(contract.PAGE_EDIT_COMMENT)
def edit_comment(caller: Caller, request: thread_payloads.NamedComment) -> Page:
    """The form with which people edit or remove a comment; raises Forbidden, NotFound, Gone."""
    comment = finding.comment(request.id)
    editable = commenting.may_edit(caller, comment.author, comment.age)
    if comment.removed:
        commenting.check_may_restore(caller, comment.author, comment.remover)
        title = _("This comment has been removed")
    else:
        commenting.check_may_remove(caller, comment.author)
        title = _("Edit the comment") if editable else _("Remove the comment")
    late = commenting.too_late() if caller.name == comment.author else ""
    page = comment.thread.page
    html = draw("wiki/comment_form.html", comment=comment, page=page, title=title, late=late, editable=editable)
    return Page(status=410 if comment.removed else 200, title=title, html=html, audience=PERSONAL, noindex=True)


def _list(title: str, fragment: FragmentId[Any], words: str = "", *, above: bool = False) -> Page:
    found = module.embed(fragment, tag="ul", attributes='class="rows"')
    html = draw("wiki/list.html", title=title, words=words, found=found, above=above)
    return Page(title=title, html=html, description=words, noindex=True)


def _at(asked: str, answer: Callable[[WikiPage], Page], *verb: str | int) -> Page:
    """The page at a path, a redirect to its new address, or a notice that it does not exist."""
    path = paths.clean(asked)
    page = _page(path)
    if page is None:
        moved = _moved(path)
        return redirect(paths.location(moved.path, *verb), permanent=True) if moved else _absent(404, path)
    if not page.live:
        return _absent(410, path)
    if path != asked:
        return redirect(paths.location(path, *verb), permanent=True)
    return answer(page)


def _page(path: str) -> WikiPage | None:
    return WikiPage.objects.filter(path=path).first()


def _moved(path: str) -> WikiPage | None:
    return WikiPage.objects.filter(redirects__path=path).first()


def _show(page: WikiPage) -> Page:
    threads = module.embed(contract.THREADS(page.pk), tag="ol", attributes=_LISTED.format(_("Comments on passages")))
    html = draw(
        "wiki/page.html",
        tree=_tree(),
        article=module.embed(contract.ARTICLE(page.pk), tag="article", attributes='class="page"'),
        backlinks=module.embed(contract.BACKLINKS(page.pk)),
        page=page,
        tally=module.embed(contract.TALLY(page.pk), tag="header"),
        threads=threads,
        script=module.assets.address("discussion.js"),
        ordering=module.assets.address("tree.js"),
    )
    styles = [STYLE] if 'class="thread"' in threads else []  # elsewhere, the script loads it for those who need it
    return Page(
        styles=styles, title=page.title, html=html, canonical=page.location, feed=FEED, description=page.description,
        image=page.image, published=page.created_at.isoformat(), modified=page.edited_at.isoformat(),
        trail=[Crumb(_("Wiki"), paths.ROOT), *(Crumb(*one) for one in render.crumbs(page.path))],
    )  # fmt: skip


def _threads(page: WikiPage, title: str, fragment: FragmentId[int]) -> Page:
    found = module.embed(fragment, tag="ol", attributes=_LISTED.format(_("Comments on passages")))
    html = draw("wiki/threads.html", title=title, found=found, crumbs=_crumbs(page))
    return Page(
        title=_("{what} on “{title}”").format(what=title, title=page.title), html=html, styles=[STYLE], noindex=True
    )


def _absent(status: int, path: str) -> Page:
    notice = module.embed(contract.ABSENT(paths.key(path)), attributes='class="error"')
    write = paths.location(path, "~edit") if status == 404 else ""
    title = _("There is no such page") if status == 404 else _("This page has been deleted")
    return Page(status=status, title=title, html=draw("wiki/missing.html", notice=notice, write=write), noindex=True)


def _edit(page: WikiPage) -> Page:
    text = page.revision.text
    preview = render.preview(page.path, page.title, text).html
    return _form(
        heading=_("Edit “{title}”").format(title=page.title), path=page.path, title=page.title, text=text,
        base=page.number,
        preview=preview, cancel=page.location, head=_head(page, "data-head"), document=shared.name(page),
        tags=page.tag_names, language=page.language, offered=conflicts.about(page),
    )  # fmt: skip


def _form(heading: str, **context: object) -> Page:
    return Page(title=heading, html=draw("wiki/edit.html", heading=heading, **context), styles=WRITING, noindex=True)


def _arrange(page: WikiPage) -> Page:
    below = WikiPage.objects.live().below(page.path).order_by("path").only("path", "title")
    html = draw("wiki/arrange.html", page=page, below=below, crumbs=_crumbs(page))
    return Page(
        title=_("Move or delete “{title}”").format(title=page.title), html=html, audience=PERSONAL, noindex=True
    )


def _history(page: WikiPage, request: payloads.HistoryPage) -> Page:
    subject, wanted = _subject(page), Filter(request.named, request.author)
    embedded, sign = partial(_revisions, page), partial(_sign, page)
    html = showing.revisions(embedded, sign, subject, page.revisions, wanted, request.before)
    return _about(_("History of “{title}”").format(title=page.title), html)


def _revisions(page: WikiPage, before: int) -> str:
    return module.embed(contract.HISTORY(page.pk, part=before), tag="ol", attributes='class="revisions"')


def _sign(page: WikiPage) -> str:
    found = contract.HISTORY(page.pk, part=showing.LAST)
    return showing.sign(found, module.renderings.version(found))


def _revision(page: WikiPage, number: int) -> Page:
    one = finding.numbered(page, number)
    html = showing.revision("wiki/revision.html", _subject(page), one, render.revision(page, one))
    return _about(_("{title} (revision {number})").format(title=one.title, number=number), html)


def _difference(page: WikiPage, request: payloads.CompareRevisions) -> Page:
    pair = finding.numbered(page, request.old, earlier=True), finding.numbered(page, request.new, earlier=True)
    html = showing.difference(_subject(page), pair, partial(render.revision, page), request.view, request.of)
    return _about(_("What changed in “{title}”").format(title=page.title), html)


def _written(page: WikiPage) -> Page:
    html = showing.written(_subject(page), page.revisions, page.pk)
    return _about(_("Who wrote “{title}”").format(title=page.title), html)


def _subject(page: WikiPage) -> Subject:
    return Subject(page.title, page.history_at, {"path": page.path}, page.number, _crumbs(page), _head(page))


def _about(title: str, html: str) -> Page:
    return Page(title=title, html=html, styles=STYLES, noindex=True)


def _tree() -> str:
    return module.embed(contract.TREE(), tag="ul")


def _head(page: WikiPage, attribute: str = 'role="status"') -> str:
    return module.embed(contract.HEAD(page.pk), tag="p", attributes=f'class="byline" {attribute}')


def _crumbs(page: WikiPage) -> str:
    return module.embed(
        contract.CRUMBS(page.pk), tag="nav", attributes=f'class="crumbs" aria-label="{_("Breadcrumbs")}"'
    )
