"""What a manifest may contain: its own procedures and paths, and none that belong to the site."""

import pytest
from courant_core.admission import check, first_word
from courant_kit.calls.errors import Invalid
from courant_kit.wire.contract import page
from courant_kit.wire.manifest import FeedEntry, Manifest, MenuEntry, Route
from courant_kit.wire.routes import routes, serves
from django.urls import path, re_path
from msgspec.structs import replace

from .staged_core import manifest

PAGE = page("courant.guestbook.page.all")
VIEW = serves(PAGE)


def route(python: str, pattern: str = "") -> Route:
    return Route("all", pattern, python, PAGE.uri)


@pytest.mark.parametrize(
    ("pattern", "word"),
    [
        (path("", VIEW), ""),
        (path("guestbook/", VIEW), "guestbook"),
        (path("guest-book/<int:year>/<slug:slug>/", VIEW), "guest-book"),
        (path("feed.xml", VIEW), "feed.xml"),
        (re_path(r"^wiki/(?P<name>.*)/$", VIEW), "wiki"),
        (re_path(r"^wiki$", VIEW), "wiki"),
        (re_path(r"wiki/?$", VIEW), "wiki"),
        (re_path(r"^wiki/(?P<name>a|b)/$", VIEW), "wiki"),
        (re_path(r"^wiki/[|)(]+/$", VIEW), "wiki"),
    ],
)
def test_the_first_word_of_a_route(pattern: object, word: str) -> None:
    (found,) = routes([pattern])  # type: ignore[list-item]  # `object`, for parametrize
    assert first_word(found) == word


@pytest.mark.parametrize(
    "python",
    [r"^(?P<name>.+)/\Z", r"^(?i:wiki)/", r"^wiki", r"^wiki.*", r"^/wiki/", r"^a|wiki/\Z", r"^a/|wiki/\Z",
     r"^a/?(?P<x>.*)\Z", r"^a/*b\Z", r"^a/{0,1}b\Z", r"^[a-z]/", r"\w/", r"^a?/"],
)  # fmt: skip
def test_a_route_that_would_answer_for_others_is_refused(python: str) -> None:
    with pytest.raises(Invalid):
        first_word(route(python))


@pytest.mark.parametrize(
    "python",
    [r"^own/(?#[)|wiki/(?P<x>.*)[]]?", "^own/(?x:# (\n)|wiki/.*(?:)", r"^own/(?i:a)", r"^own/(?-i:a)", r"^own/(?#a)\Z"],
)
def test_a_choice_does_not_hide_behind_a_comment(python: str) -> None:
    with pytest.raises(Invalid, match="no comments and no flags"):
        first_word(route(python))


def test_an_ordinary_manifest_is_taken() -> None:
    check(manifest("guestbook"), [manifest("blog"), manifest("wiki")])


@pytest.mark.parametrize("path", ["accounts", "assets", "static", "call", "media", "ws", "healthz"])
def test_paths_of_the_site_itself_are_refused(path: str) -> None:
    with pytest.raises(Invalid, match="belongs to the site itself"):
        check(manifest("guestbook", path), [])


def test_the_library_of_a_modules_files_is_below_their_addresses() -> None:
    own = Route("library", r"^media/guestbook/$", r"^media/guestbook/\Z", "courant.guestbook.page.library")
    check(replace(manifest("guestbook"), routes=[own]), [manifest("blog")])
    others = replace(own, pattern=r"^media/blog/$", python=r"^media/blog/\Z")
    with pytest.raises(Invalid, match="/media already belongs to the site itself"):
        check(replace(manifest("guestbook"), routes=[others]), [manifest("blog")])


def test_the_administrators_path_is_cores_alone() -> None:
    with pytest.raises(Invalid, match="belongs to the site itself"):
        check(manifest("guestbook", "admin"), [])
    check(manifest("core", "admin"), [manifest("guestbook")])


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"routes": [Route("x", "", r"^guestbook/\Z", "courant.wiki.page.all")]}, "routes"),
        ({"routes": [route(r"^guestbook/\Z", "^wiki/$")]}, "routes"),
        ({"routes": [route(r"^guestbook/(\Z")]}, "routes"),
        ({"front": "courant.wiki.front.render"}, "routes"),
        ({"sitemap": "wamp.session.list"}, "routes"),
        ({"moved": "courant.blog.page.old"}, "routes"),
        ({"feeds": [FeedEntry("/guestbook/feed/", "Feed", "courant.core.credential.list")]}, "routes"),
        ({"feed_routes": [Route("x", "", r"^guestbook/feed/\Z", "courant.wiki.feed.all")]}, "routes"),
        ({"feed_routes": [Route("x", "", r"^blog/tag/feed/\Z", "courant.guestbook.feed.all")]}, "routes"),
        ({"feed_routes": [Route("x", "", r"^.*feed/\Z", "courant.guestbook.feed.all")]}, "routes"),
        ({"feeds": [FeedEntry("/blog/feed/", "Feed", "courant.guestbook.feed.all")]}, "menu"),
        ({"feeds": [FeedEntry("feed", "Feed", "courant.guestbook.feed.all")]}, "feeds"),
        ({"menu": [MenuEntry("X", "javascript:alert(1)")]}, "menu"),
        ({"menu": [MenuEntry("X", "//example.org/")]}, "menu"),
        ({"menu": [MenuEntry("X", "/\\example.org/")]}, "menu"),
        ({"menu": [MenuEntry("X", "/blog/")]}, "menu"),
        ({"menu": [MenuEntry("X", "/blog?page=2")]}, "menu"),
        ({"menu": [MenuEntry("X", "/blog#top")]}, "menu"),
        ({"menu": [MenuEntry("X", "/guestbook/", icon="../x")]}, "menu"),
        ({"scripts": ["https://example.org/x.js"]}, "scripts"),
        ({"scripts": ["/static/built/client.js"]}, "scripts"),
        ({"scripts": ["/assets/blog/1f/x.js"]}, "scripts"),
        ({"scripts": ["/assets/guestbook/1f/../../blog/1f/x.js"]}, "scripts"),
        ({"styles": ["/assets/guestbook/x.css"]}, "styles"),
        ({"styles": ["/assets/guestbook/1f/x.css"] * 101}, "styles"),
        ({"title": ""}, "title"),
        ({"title": "x" * 101}, "title"),
        ({"version": "1" * 41}, "version"),
        ({"menu": [MenuEntry("X", "/guestbook/")] * 101}, "menu"),
    ],
)
def test_a_wrong_manifest_is_refused_with_its_field(fields: dict[str, object], field: str) -> None:
    wrong: Manifest = replace(manifest("guestbook"), **fields)
    with pytest.raises(Invalid) as refused:
        check(wrong, [manifest("blog")])
    assert refused.value.field == field


def test_a_module_names_its_own_files() -> None:
    own = {"scripts": ["/assets/guestbook/1f/parts/x.js"], "styles": ["/assets/guestbook/1f/x.css"]}
    check(replace(manifest("guestbook"), **own), [])
