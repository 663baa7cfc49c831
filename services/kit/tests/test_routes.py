"""Routes: Django patterns in the manifest."""

import pytest
from courant_kit.wire.contract import Procedure, page
from courant_kit.wire.feed import Feed
from courant_kit.wire.payload import Nothing, Payload
from courant_kit.wire.routes import feed_routes, routes, serves
from django.urls import path, re_path


class Listed(Payload):
    """A list by tag."""

    tag: str
    page: int = 1


LIST = page("courant.blog.page.tag", Listed)


def test_what_the_path_does_not_name_comes_from_the_query() -> None:
    (route,) = routes([path("blog/tag/<slug:tag>/", serves(LIST))])
    assert route.query == ["page"]
    assert route.pattern == r"^blog/tag/(?<tag>[-a-zA-Z0-9_]+)/$"


def test_a_regular_expression_says_the_same() -> None:
    (route,) = routes([re_path(r"^blog/t/(?P<tag>[a-z]+)/$", serves(LIST))])
    assert route.query == ["page"]


def test_a_feed_with_arguments_is_a_route_to_a_procedure_that_returns_a_feed() -> None:
    tagged = Procedure("courant.blog.feed.tag", Nothing, Feed)
    (route,) = feed_routes([path("blog/tag/<slug:tag>/feed/", serves(tagged))])
    assert (route.procedure, route.python) == (tagged.uri, r"^blog/tag/(?P<tag>[-a-zA-Z0-9_]+)/feed/\Z")
    with pytest.raises(ValueError, match="returns a Feed"):
        feed_routes([path("blog/", serves(LIST))])
