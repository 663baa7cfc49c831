"""Drafts the letters of an issue from what the blog has now: what is no longer public is in none.

To make HTML and text of a long post takes a while, so that happens in a thread.
"""

from collections.abc import Callable
from html import escape

from courant_kit.words import day_in_words, gettext, in_the_sites_language

from courant_mail.hearing import blog
from courant_mail.letters import drafts
from courant_mail.letters.drafts import Draft, Part, Site
from courant_mail.models import Issue
from courant_mail.module import module


async def draft(issue: Issue, site: Site) -> Draft | None:
    """What the letters of an issue say; None if nothing of it is public any more. Raises Unavailable."""
    if issue.kind == Issue.Kind.CONFIRM:
        return await _drawn(lambda: drafts.confirmation(site, issue.link))
    if issue.kind == Issue.Kind.COMMENT:
        return await _comment(issue, site)
    found = [await blog.post(number) for number in issue.about]
    posts = [one for one in found if one]
    if not posts:
        return None
    if issue.kind == Issue.Kind.POST or (issue.kind == Issue.Kind.TEST and len(issue.about) == 1):
        return await _drawn(lambda: drafts.post(site, _whole(posts[0])))
    return await _drawn(lambda: drafts.week(site, [_brief(one) for one in posts]))


async def _comment(issue: Issue, site: Site) -> Draft | None:
    found = await blog.comment(issue.about[0])
    if not found:
        return None
    return await _drawn(lambda: drafts.comment(site, _remark(found)))


async def _drawn(draw: Callable[[], Draft]) -> Draft:
    made: Draft = await module.in_thread(_in_language, draw)
    return made


def _in_language(draw: Callable[[], Draft]) -> Draft:
    with in_the_sites_language():
        return draw()


def _remark(found: blog.Comment) -> Part:
    line = gettext("{name} commented:").format(name=found.byline)
    return Part(found.title, line, f"/blog/comment/{found.id}/", found.html)


def _whole(post: blog.Post) -> Part:
    return Part(post.title, _line(post), post.path, post.html)


def _brief(post: blog.Post) -> Part:
    return Part(post.title, _line(post), post.path, f"<p>{escape(post.summary)}</p>")


def _line(post: blog.Post) -> str:
    day = day_in_words(post.published_at)
    return f"{post.author}, {day}" if post.author else day
