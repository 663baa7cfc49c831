"""Routes: Django patterns in the manifest."""

from courant_kit.wire.contract import page
from courant_kit.wire.payload import Payload
from courant_kit.wire.routes import routes, serves
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
