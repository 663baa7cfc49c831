"""Which requests are views of a page, and what is kept of them."""

import pytest
from courant_web.front.views import MOST, MOST_AGENTS, MOST_KNOWN, MOST_NEW, Counted, Views

PAGE = Counted("/blog/", "Blog", "")
OTHER = Counted("/wiki/", "Wiki", "ada")
BROWSER = {"User-Agent": "Mozilla/5.0 Firefox/140.0", "Accept": "text/html", "Host": "delta.example"}


def headers(**fields: str) -> list[tuple[bytes, bytes]]:
    """The headers of a browser that goes to a page, with these fields besides, as ASGI has them."""
    named = {**BROWSER, **{name.replace("_", "-"): value for name, value in fields.items()}}
    return [(name.lower().encode(), value.encode("latin-1")) for name, value in named.items()]


def counted(*requests: list[tuple[bytes, bytes]]) -> dict[str, int]:
    """How often the page was seen by way of each site."""
    views = Views()
    for request in requests:
        views.see(PAGE, request)
    return dict(views.told(views.swap(), lambda agent: "bot" in agent).get(PAGE, {}))


def test_views_add_up_by_page_and_site() -> None:
    views = Views()
    for _ in range(3):
        views.see(PAGE, headers(Referer="https://news.example.org/a/b?q=secret"))
    views.see(OTHER, headers())
    assert views.told(views.swap(), lambda _: False) == {PAGE: {"news.example.org": 3}, OTHER: {"": 1}}
    assert views.told(views.swap(), lambda _: False) == {}


@pytest.mark.parametrize(
    "fields",
    [
        {"Sec_Fetch_Mode": "cors"}, {"Sec_Purpose": "prefetch;prerender", "Sec_Fetch_Mode": "navigate"},
        {"Purpose": "prefetch"}, {"Accept": "*/*"}, {"User_Agent": ""}, {"User_Agent": "x" * 301},
        {"User_Agent": "Somebot/1"},
    ],
)  # fmt: skip
def test_what_is_no_view(fields: dict[str, str]) -> None:
    assert counted(headers(**fields)) == {}


@pytest.mark.parametrize(
    ("referrer", "host"),
    [
        ("https://Example.ORG/", "example.org"), ("https://example.org:8443/x", "example.org"),
        ("https://delta.example/blog/", ""), ("http://localhost:8000/", ""), ("http://10.0.0.7/", ""),
        ("http://[::1]/", ""), ("http://nas.local/", ""), ("http://intranet/", ""), ("nonsense", ""),
        ("http://[", ""), ("https://exämple.org/", ""), ("https://a..b/", ""), ("https://x.y<script>/", ""),
    ],
)  # fmt: skip
def test_only_the_name_of_another_public_site_is_kept(referrer: str, host: str) -> None:
    assert counted(headers(Referer=referrer)) == {host: 1}


@pytest.mark.parametrize("wish", [{"DNT": "1"}, {"Sec_GPC": "1"}])
def test_where_somebody_came_from_is_not_kept_of_those_who_do_not_want_it(wish: dict[str, str]) -> None:
    assert counted(headers(Referer="https://example.org/", **wish)) == {"": 1}


def test_what_is_kept_until_it_is_handed_over_is_bounded() -> None:
    views = Views()
    for most in (MOST_NEW, MOST):  # the browser is new, and then known
        for at in range(most + 10):
            views.see(Counted(f"/{at}/", "", ""), headers())
        assert len(views.told(views.swap(), lambda _: False)) == most


def test_a_flood_of_new_browsers_hides_no_known_one() -> None:
    views = Views()
    views.see(PAGE, headers())
    assert views.told(views.swap(), lambda _: False) == {PAGE: {"": 1}}
    for at in range(MOST + MOST_NEW):
        views.see(OTHER, headers(User_Agent=f"Browser/{at}"))
    views.see(PAGE, headers())
    assert views.told(views.swap(), lambda _: False)[PAGE] == {"": 1}


def test_the_browser_that_was_seen_last_is_remembered_and_the_most_frequent_new_one_looked_at() -> None:
    views = Views()
    for turn in range(MOST_KNOWN // MOST_AGENTS + 2):
        for at in range(MOST_AGENTS + 1):
            views.see(OTHER, headers(User_Agent=f"Browser/{turn}/{at}"))
        for _ in range(2):
            views.see(PAGE, headers())
        assert views.told(views.swap(), lambda _: False)[PAGE] == {"": 2}


def test_few_unknown_browsers_are_looked_at_each_time_and_known_ones_not_again() -> None:
    views, asked = Views(), list[str]()
    for _ in range(2):
        for at in range(MOST_AGENTS + 5):
            views.see(PAGE, headers(User_Agent=f"Browser/{at}"))
        views.told(views.swap(), lambda agent: bool(asked.append(agent)))
    assert len(asked) == MOST_AGENTS + 5
