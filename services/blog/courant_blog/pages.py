"""The pages of the blog: which fragments each contains, and where old addresses redirect."""

from collections.abc import Callable
from dataclasses import replace

from courant_kit.calls import commenting
from courant_kit.calls.caller import EDITORS, Caller
from courant_kit.calls.errors import NotFound
from courant_kit.content import locations
from courant_kit.content.assets import WRITING
from courant_kit.content.templates import draw
from courant_kit.live.audience import PERSONAL
from courant_kit.live.fragment import FragmentId
from courant_kit.wire.old_addresses import OldPath, bare
from courant_kit.wire.page import Page, redirect
from courant_kit.wire.payload import Nothing
from django.utils import timezone

from courant_blog import contract, histories, payloads, render
from courant_blog.addresses.paths import address, day_path, draft_address, list_address
from courant_blog.discussion import ruling, stretches
from courant_blog.discussion.guests import WELCOME
from courant_blog.models import Post, Tag
from courant_blog.module import FEED_PATH, module
from courant_blog.reading import finding, lists, old_addresses
from courant_blog.render import section_title
from courant_blog.writing import forms

PUBLIC = ("slug", "title", "excerpt", "section", "image", "published_at", "updated")


@module.handles(contract.PAGE_INDEX)
def index_page(caller: Caller, request: payloads.ListPage) -> Page:
    """All posts, newest first."""
    return _list_page("Blog", "All posts, newest first", lists.INDEX, "/blog/", request.page)


@module.handles(contract.PAGE_TAG)
def tag_page(caller: Caller, request: payloads.TagPage) -> Page:
    """The posts with a tag."""
    # A tag that only drafts have gets the same answer as a tag that no post has.
    tag = Tag.objects.filter(slug=request.slug).first() or Tag(pk=0, slug=request.slug)
    words = f"All posts with the tag “{tag.name}”, newest first"
    return _list_page(tag.name, words, lists.tag_list(tag.pk), tag.address, request.page)


@module.handles(contract.PAGE_SECTION)
def section_page(caller: Caller, request: payloads.SectionPage) -> Page:
    """The posts of a section."""
    base = f"/blog/section/{request.slug}/"
    title = section_title(request.slug)
    words = f"All posts in “{title}”, newest first"
    return _list_page(title, words, lists.section_list(request.slug), base, request.page)


@module.handles(contract.PAGE_TAGS)
def tags_page(caller: Caller, request: Nothing) -> Page:
    """All tags."""
    html = draw("blog/tags.html", tags=module.embed(contract.ALL_TAGS(), tag="ul", attributes='class="tags"'))
    words = "All tags of the blog, with the number of posts that have each."
    return Page(title="Tags", html=html, description=words, canonical="/blog/tags/", feed=FEED_PATH)


@module.handles(contract.PAGE_POST)
def post_page(caller: Caller, request: payloads.PostPage) -> Page:
    """A post with its newest comments; any other address of the post redirects to it."""
    post, path = _at(request)
    if post is None or not post.is_public:
        return _elsewhere(caller, post, path, request)
    parts = {
        "article": module.embed(contract.POST(post.pk), tag="article", attributes='class="page"'),
        "comments": module.embed(contract.COMMENTS(post.pk), tag="ol"),
        "around": module.embed(
            contract.AROUND(post.pk), tag="nav", attributes='class="pager" aria-label="Other posts"'
        ),
    }
    closed = ruling.current().closed(post.published_at, timezone.now())
    html = draw("blog/post.html", post=post, guests=WELCOME, closed=closed, **parts)
    return Page(
        title=post.title, html=html, description=post.excerpt, canonical=address(path), feed=FEED_PATH,
        image=_picture(path, post.image), published=post.shown_at.isoformat(),
        modified=post.updated.isoformat(), author=post.author,
    )  # fmt: skip


def _picture(path: str, found: str) -> str:
    return locations.joined(address(path), found) if locations.parts(found).path else ""


@module.handles(contract.PAGE_COMMENTS)
def comments_page(caller: Caller, request: payloads.CommentsPage) -> Page:
    """The comments on a post that are older than the given one."""
    found, path = _at(request)
    if found is None or not found.is_public:
        return _absent(found)
    post = found
    comments = module.embed(contract.COMMENTS(post.pk, part=request.before), tag="ol")
    html = draw("blog/comments.html", post=post, address=address(path), comments=comments)
    title = f"Older comments: {post.title}"
    return Page(title=title, html=html, description=post.excerpt, canonical=address(path), noindex=True)


@module.handles(contract.PAGE_COMMENT)
def comment_page(caller: Caller, request: payloads.CommentPage) -> Page:
    """Redirect to the page that shows a comment; raises NotFound, Gone."""
    return redirect(stretches.location(request.id))


@module.handles(contract.PAGE_MOVED)
def moved_page(caller: Caller, request: payloads.MovedPage) -> Page:
    """Redirect an old address; raises NotFound if no post had it."""
    path = bare(request.path)
    found = old_addresses.leads_to(f"blog/{path}", path) or old_addresses.with_slash(f"/blog/{path}/")
    if found is None:
        raise NotFound("There is no such page in the blog.")
    return found


@module.handles(contract.PAGE_OLD)
def old_page(caller: Caller, request: OldPath) -> Page:
    """Redirect an old address that lies outside of the blog; raises NotFound if no post had it."""
    found = old_addresses.leads_to(bare(request.path))
    if found is None:
        raise NotFound("There is no such page.")
    return found


@module.handles(contract.PAGE_NEW)
def new_page(caller: Caller, request: Nothing) -> Page:
    """The form for a new post."""
    return _form_page("Write a post", None)


@module.handles(contract.PAGE_EDIT)
def edit_page(caller: Caller, request: payloads.PostPage) -> Page:
    """The form for a public post."""
    post, path = _at(request)
    if post is None or not post.is_public:
        return _elsewhere(caller, post, path, request)
    return _form_page("Edit the post", Post.objects.get(pk=post.pk))


@module.handles(contract.PAGE_HISTORY)
def history_page(caller: Caller, request: payloads.HistoryPage) -> Page:
    """The revisions of a post."""
    older = f"before/{request.before}/" if request.before else ""
    return _about(caller, request, f"history/{older}", lambda post: histories.history(post, request))


@module.handles(contract.PAGE_REVISION)
def revision_page(caller: Caller, request: payloads.RevisionPage) -> Page:
    """An old revision of a post."""
    return _about(caller, request, f"history/{request.number}/", lambda post: histories.revision(post, request.number))


@module.handles(contract.PAGE_DIFF)
def difference_page(caller: Caller, request: payloads.DifferencePage) -> Page:
    """What changed between two revisions of a post."""
    numbers = f"diff/{request.old}/{request.new}/"
    return _about(caller, request, numbers, lambda post: histories.difference(post, request))


@module.handles(contract.PAGE_WRITTEN)
def written_page(caller: Caller, request: payloads.PostPlace) -> Page:
    """Who wrote which words of a post."""
    return _about(caller, request, "written/", histories.written)


@module.handles(contract.PAGE_DRAFTS)
def drafts_page(caller: Caller, request: Nothing) -> Page:
    """The drafts."""
    html = draw("blog/drafts.html", drafts=module.embed(contract.DRAFTS(), tag="ul", attributes='class="rows"'))
    return Page(title="Drafts", html=html, noindex=True)


@module.handles(contract.PAGE_DRAFT)
def draft_page(caller: Caller, request: payloads.DraftPage) -> Page:
    """A preview of a draft; for a public post, a redirect to its page."""
    post = finding.known(request.id, "draft")
    if post.deleted_at:
        return _gone_draft(post)
    if post.is_public:
        return _personal(redirect(post.address))
    html = draw(
        "blog/draft.html", draft=module.embed(contract.DRAFT(post.pk), tag="article", attributes='class="page"')
    )
    return Page(title=post.title, html=html, noindex=True)


@module.handles(contract.PAGE_EDIT_DRAFT)
def edit_draft_page(caller: Caller, request: payloads.DraftPage) -> Page:
    """The form for a draft."""
    post = finding.known(request.id, "draft")
    if post.deleted_at:
        return _gone_draft(post)
    if post.is_public:
        return _personal(redirect(f"{post.address}edit/"))
    return _form_page("Edit the draft", post)


@module.handles(contract.PAGE_EDIT_COMMENT)
def edit_comment_page(caller: Caller, request: payloads.NamedComment) -> Page:
    """The form with which people edit or remove a comment; raises Forbidden, NotFound, Gone."""
    comment = finding.comment(request.id, caller)
    post = finding.public(comment.post)
    editable = commenting.may_edit(caller, comment.author, comment.age)
    if comment.removed:
        commenting.check_may_restore(caller, comment.author, comment.remover)
        title = "This comment has been removed"
    else:
        commenting.check_may_remove(caller, comment.author)
        title = "Edit the comment" if editable else "Remove the comment"
    late = commenting.too_late() if caller.name == comment.author else ""
    html = draw("blog/comment_form.html", comment=comment, post=post, title=title, late=late, editable=editable)
    return Page(status=410 if comment.removed else 200, title=title, html=html, audience=PERSONAL, noindex=True)


@module.handles(contract.PAGE_BIN)
def bin_page(caller: Caller, request: payloads.BinPage) -> Page:
    """The deleted posts."""
    return _bin("Deleted posts", contract.BIN(part=request.before))


@module.handles(contract.PAGE_REMOVED)
def removed_page(caller: Caller, request: payloads.BinPage) -> Page:
    """The removed comments."""
    return _bin("Removed comments", contract.REMOVED(part=request.before))


def _bin(title: str, fragment: FragmentId[None]) -> Page:
    found = module.embed(fragment, tag="ul", attributes='class="rows"')
    posts = fragment.base == contract.BIN.name
    return Page(title=title, html=draw("blog/bin.html", title=title, found=found, posts=posts), noindex=True)


def _gone_draft(post: Post) -> Page:
    html = f'<div class="narrow error">{render.absent(post)}</div>'
    return Page(status=410, title="This draft has been deleted", html=html, audience=PERSONAL, noindex=True)


def _list_page(title: str, words: str, name: str, base: str, page: int) -> Page:
    part = 0 if page == 1 else page
    html = draw(
        "blog/list.html",
        title=title,
        index=name == lists.INDEX,
        posts=module.embed(replace(lists.shown_by(name), part=part), tag="ol", attributes='class="posts"'),
        pager=module.embed(
            contract.PAGER(name, part=part), tag="nav", attributes='class="pager" aria-label="Newer and older posts"'
        ),
    )
    which = "" if page == 1 else f", page {page}"
    return Page(
        title=title + which, html=html, description=f"{words}{which}.", canonical=list_address(base, page),
        feed=FEED_PATH,
    )  # fmt: skip


def _form_page(title: str, post: Post | None) -> Page:
    head = module.embed(contract.HEAD(post.pk), tag="p", attributes='class="byline" data-head') if post else ""
    return Page(title=title, html=forms.form_for(post, head), styles=WRITING, noindex=True)


def _about(caller: Caller, request: payloads.PostPlace, end: str, answer: Callable[[Post], Page]) -> Page:
    """A page about a post, at the post's address or a draft's; from another address of the post a redirect."""
    if request.slug:
        found, path = _at(request)
        if found is None:
            asked = payloads.PostPage(year=request.year, month=request.month, day=request.day, slug=request.slug)
            return _elsewhere(caller, None, path, asked)
        post = Post.objects.get(pk=found.pk)
    else:
        post = finding.known(request.id, "draft")
    if post.deleted_at:
        return _absent(post) if post.path else _gone_draft(post)
    if bool(request.slug) != post.is_public:
        return _personal(redirect(f"{post.place}{end}"))
    return answer(post)


def _at(request: payloads.PostPage | payloads.PostPlace) -> tuple[Post | None, str]:
    path = day_path(request.year, request.month, request.day, request.slug)
    return finding.at(path, *PUBLIC), path


def _elsewhere(caller: Caller, post: Post | None, path: str, request: payloads.PostPage) -> Page:
    if post and post.is_draft and caller.is_(EDITORS):
        return _personal(redirect(draft_address(post.pk)))
    asked = f"blog/{request.year}/{request.month}/{request.day}/{request.slug}"
    found = None if post else old_addresses.leads_to(f"blog/{path}", asked) or old_addresses.named(request.slug)
    return found or _absent(post)


def _absent(post: Post | None) -> Page:
    """In place of a post that readers may not see; one that was public returns by itself."""
    if post is None:
        raise NotFound("There is no such post.")
    status, title = (410, "This post has been deleted") if post.deleted_at else (404, "Not found")
    notice = module.embed(contract.ABSENT(post.pk), attributes=f'class="narrow error" data-error="{status}"')
    return Page(status=status, title=title, html=notice, noindex=True)


def _personal(page: Page) -> Page:
    page.audience = PERSONAL
    return page
