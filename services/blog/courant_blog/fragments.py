"""The live fragments of the blog: what each shows, read from the tables; nothing public ever reads a draft."""

from courant_kit.calls.caller import EDITORS
from courant_kit.calls.errors import NotFound
from courant_kit.live.fragment import FragmentId, Item

from courant_blog import discussion, lists, render, tagging
from courant_blog.models import Post, Tag
from courant_blog.module import module

LATEST = 6
MOST_DRAFTS = 200
_LISTED = ("path", "title", "excerpt", "author", "section", "published_at", "updated")


@module.fragment("index")
def index(fragment: FragmentId) -> list[Item]:
    """A page of all posts; the first is there even when it is empty."""
    return render.post_list(_page_of(fragment, or_empty=str(fragment) == "blog.index"))


@module.fragment("tag")
def tag(fragment: FragmentId) -> list[Item]:
    """A page of a tag's posts."""
    return render.post_list(_page_of(fragment))


@module.fragment("section")
def section(fragment: FragmentId) -> list[Item]:
    """A page of a section's posts."""
    return render.post_list(_page_of(fragment))


@module.fragment("pager")
def pager(fragment: FragmentId) -> str:
    """The links to newer and older pages of the list that its key names."""
    pages = lists.pages(fragment.key)
    if not pages and fragment.key != lists.INDEX:
        raise NotFound("There is no such list.")
    return render.pager(_base(fragment.key), _page_number(fragment), pages)


@module.fragment("latest")
def latest(fragment: FragmentId) -> list[Item]:
    """The newest posts, for the front page."""
    return render.cards(lists.posts((pk for _, pk in lists.newest(lists.INDEX, LATEST)), *_LISTED))


@module.fragment("tags")
def tags(fragment: FragmentId) -> str:
    """All tags of public posts."""
    return render.tag_cloud(tagging.used())


@module.fragment("post")
def post(fragment: FragmentId) -> str:
    """A public post."""
    return render.post(public_post(_number(fragment.key)))


@module.fragment("around")
def around(fragment: FragmentId) -> str:
    """The links from a public post to its neighbours."""
    here = public_post(_number(fragment.key), "published_at", "updated")
    newer, older = lists.neighbours(here.shown_at, here.pk)
    found = Post.objects.only("path", "title").in_bulk([pk for pk in (newer, older) if pk])
    return render.around(found.get(newer or 0), found.get(older or 0))


@module.fragment("comments")
def comments(fragment: FragmentId) -> list[Item]:
    """The newest comments on a public post; a part names the comment that all are older than."""
    here = public_post(_number(fragment.key), "path")
    before = _number(fragment.part) if fragment.part else None
    return render.comments(here.address, discussion.stretch(here.pk, before))


@module.fragment("drafts", who=EDITORS)
def drafts(fragment: FragmentId) -> list[Item]:
    """The drafts, last changed first."""
    found = Post.objects.filter(status=Post.Status.DRAFT, deleted_at=None).order_by("-updated")
    return render.draft_list(list(found.defer("text", "html")[:MOST_DRAFTS]))


@module.fragment("draft", who=EDITORS)
def draft(fragment: FragmentId) -> str:
    """A draft."""
    found = Post.objects.filter(pk=_number(fragment.key), status=Post.Status.DRAFT, deleted_at=None).first()
    if found is None:
        raise NotFound("There is no such draft.")
    return render.draft(found)


def public_post(number: int, *fields: str) -> Post:
    """The public post of this number, with these fields or all; raises NotFound."""
    found = Post.objects.filter(pk=number).only(*fields, *(lists.STANDING if fields else ())).first()
    if found is None or not found.is_public:
        raise NotFound("There is no such post.")
    return found


def _page_of(fragment: FragmentId, *, or_empty: bool = False) -> list[Post]:
    posts = lists.posts(lists.page(fragment.name, _page_number(fragment)), *_LISTED)
    if not posts and not or_empty:
        raise NotFound("There is nothing here.")
    return posts


def _page_number(fragment: FragmentId) -> int:
    number = _number(fragment.part) if fragment.part else 1
    if fragment.part and (number < 2 or fragment.part != str(number)):
        raise NotFound("There is no such page.")
    return number


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise NotFound("There is no such thing.")
    return int(text)


def _base(name: str) -> str:
    kind, _, key = name.partition("-")
    if kind == "tag":
        found = Tag.objects.filter(pk=_number(key)).first()
        return f"/blog/tag/{found.slug}/" if found else ""
    return f"/blog/section/{key}/" if kind == "section" else "/blog/"
