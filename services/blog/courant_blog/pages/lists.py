"""The pages of lists: all posts, those of a tag or a section, and the tags."""

from dataclasses import replace

from courant_kit.calls.caller import Caller
from courant_kit.content.templates import draw
from courant_kit.wire.page import Page
from courant_kit.wire.payload import Nothing
from courant_kit.words import gettext as _

from courant_blog import contract, payloads
from courant_blog.addresses.paths import list_address
from courant_blog.models import Tag
from courant_blog.module import FEED_PATH, module
from courant_blog.reading import lists
from courant_blog.render import section_title


@module.handles(contract.PAGE_INDEX)
def index_page(caller: Caller, request: payloads.ListPage) -> Page:
    """All posts, newest first."""
    return list_page(_("Blog"), _("All posts, newest first"), lists.INDEX, "/blog/", request.page)


@module.handles(contract.PAGE_TAG)
def tag_page(caller: Caller, request: payloads.TagPage) -> Page:
    """The posts with a tag."""
    # A tag that only drafts have gets the same answer as a tag that no post has.
    tag = Tag.objects.filter(slug=request.slug).first() or Tag(pk=0, slug=request.slug)
    words = _("All posts with the tag “{name}”, newest first").format(name=tag.name)
    return list_page(tag.name, words, lists.tag_list(tag.pk), tag.address, request.page)


@module.handles(contract.PAGE_SECTION)
def section_page(caller: Caller, request: payloads.SectionPage) -> Page:
    """The posts of a section."""
    base = f"/blog/section/{request.slug}/"
    title = section_title(request.slug)
    words = _("All posts in “{title}”, newest first").format(title=title)
    return list_page(title, words, lists.section_list(request.slug), base, request.page)


@module.handles(contract.PAGE_TAGS)
def tags_page(caller: Caller, request: Nothing) -> Page:
    """All tags."""
    html = draw("blog/tags.html", tags=module.embed(contract.ALL_TAGS(), tag="ul", attributes='class="tags"'))
    words = _("All tags of the blog, with the number of posts that have each.")
    return Page(title=_("Tags"), html=html, description=words, canonical="/blog/tags/", feed=FEED_PATH)


def list_page(title: str, words: str, name: str, base: str, page: int) -> Page:
    """A page of the list `name` at the address `base`; raises NotFound if it has no such page."""
    part, archive = 0 if page == 1 else page, name.startswith("archive-")
    html = draw(
        "blog/list.html",
        title=title,
        index=name == lists.INDEX,
        archive=archive,
        posts=module.embed(replace(lists.shown_by(name), part=part), tag="ol", attributes='class="posts"'),
        pager=module.embed(
            contract.PAGER(name, part=part),
            tag="nav",
            attributes=f'class="pager" aria-label="{_("Newer and older posts")}"',
        ),
    )
    which = "" if page == 1 else _(", page {page}").format(page=page)
    return Page(
        title=title + which, html=html, description=f"{words}{which}.", canonical=list_address(base, page),
        feed=FEED_PATH if name == lists.INDEX or archive else f"{base}feed/",
    )  # fmt: skip
