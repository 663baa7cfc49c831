"""The wiki's addresses."""

import pytest
from courant_wiki.routes import urlpatterns
from django.urls import Resolver404, URLResolver
from django.urls.resolvers import RegexPattern

RESOLVER = URLResolver(RegexPattern(r"^"), urlpatterns)


@pytest.mark.parametrize(
    ("path", "name", "arguments"),
    [
        ("wiki/", "index", {}),
        ("wiki/~new/", "new", {}),
        ("wiki/~recent/before/7/", "recent-older", {"before": 7}),
        ("wiki/a/b/c/", "show", {"path": "a/b/c"}),
        ("wiki/größe/", "show", {"path": "größe"}),
        ("wiki/a/b/~edit/", "edit", {"path": "a/b"}),
        ("wiki/a/~history/5/", "revision", {"path": "a", "number": 5}),
        ("wiki/a/~diff/3/5/", "diff", {"path": "a", "old": 3, "new": 5}),
        ("wiki/a/~new/", "new-below", {"path": "a"}),
        ("wiki/a/edit/", "show", {"path": "a/edit"}),
    ],
)
def test_addresses_lead_to_pages(path: str, name: str, arguments: dict[str, object]) -> None:
    match = RESOLVER.resolve(path)
    assert (match.url_name, match.kwargs) == (name, arguments)


@pytest.mark.parametrize(
    "path", ["wiki", "wiki/~other/", "wiki/a/~edit/b/", "wiki//", "wiki/a//b/", "wiki/a/~history/x/"]
)
def test_other_addresses_do_not(path: str) -> None:
    with pytest.raises(Resolver404):
        RESOLVER.resolve(path)
