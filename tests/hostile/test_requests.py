"""Hostile HTTP requests get a clear error page, redirect nowhere else, and reveal nothing."""

import http.client
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import httpx
import pytest

from tests.readers import Reader, words
from tests.site import PASSWORD, Site
from tests.wamp import WampError

pytestmark = pytest.mark.router

EVIL = "https://evil.test"
SAVE = "courant.wiki.page.save"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def grace(site: Site) -> Reader:
    """The browser of a member."""
    return Reader(site).sign_in("grace")


@pytest.fixture(scope="module")
def ada(site: Site) -> Reader:
    """The browser of an editor."""
    return Reader(site).sign_in("ada")


def raw(site: Site, path: str, headers: dict[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
    """The answer to a path that no client would send as it is."""
    connection = http.client.HTTPConnection("localhost", site.port, timeout=20)
    connection.putrequest("GET", path, skip_host=headers is not None and "Host" in headers)
    for name, value in (headers or {}).items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


FOREIGN: list[dict[str, str]] = [
    {"Origin": EVIL}, {"Origin": "null"}, {"Origin": "http://["}, {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"}, {}, {"Origin": EVIL, "X-Forwarded-Host": "evil.test"},
    {"Origin": EVIL, "Sec-Fetch-Site": "same-origin"},
]  # fmt: skip


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
@pytest.mark.parametrize("path", [f"/call/{SAVE}/", "/accounts/logout/", "/accounts/login/", "/accounts/people/grace/"])
def test_a_form_of_another_site_changes_nothing(site: Site, grace: Reader, path: str, headers: dict[str, str]) -> None:
    answer = httpx.post(site.url + path, headers={"Cookie": grace.cookies, **headers}, data={"title": "Forged"})
    assert answer.status_code == 403
    assert "Only pages of this site can send this form." in answer.text
    assert grace.http.get("/wiki/forged/").status_code == 404


def test_headers_without_end_are_refused_and_others_are_served(site: Site, grace: Reader) -> None:
    for size in (20_000, 70_000, 300_000):
        try:
            status = httpx.get(f"{site.url}/blog/", headers={"Cookie": "a=" + "x" * size}).status_code
        except httpx.TransportError:
            status = 400
        assert status in {200, 400, 431}
    assert grace.http.get("/blog/").status_code == 200


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"title=%ff%fe&text=\xff", FORM, 422),
        (b"title=%00%07&text=x", FORM, 422),
        (b"title=a&title=b&text=x", FORM, 422),
        (b"title[a]=b", FORM, 422),
        (b"uri=a&self=b&procedure=c&options=d&args=e", FORM, 422),
        (b"base=-99999999999999999999&title=a&text=b", FORM, 422),
        (b"title=" + b"x" * 10_000 + b"&text=b", FORM, 422),
        (b"title=a&text=" + b"x" * 400_001, FORM, 413),
        (b"&".join(b"f%d=x" % number for number in range(600)), FORM, 413),
        (b"text=" + b"x" * 2_500_000, FORM, 413),
        (b"x" * 8_000_000, FORM, 413),
        (b'{"title": "a", "text": "b"}', "application/json", 422),
        (b"title=+ADw-script+AD4-", f"{FORM}; charset=utf-7", 400),
        (b"garbage", "multipart/form-data; boundary=x", 422),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_broken_form_is_refused_in_words(ada: Reader, content: bytes, kind: str, status: int) -> None:
    answer = ada.http.post(f"/call/{SAVE}/", content=content, headers={"Content-Type": kind})
    assert answer.status_code == status
    assert status == 400 or len(words(answer)) > 20


def test_no_title_breaks_the_feed(site: Site, ada: Reader) -> None:
    answer = ada.call(SAVE, {"title": "Be\x07ll \x1b[31m&#7;", "text": "&#0;&#7;\x0b\x1f &#xffff;", "path": "bells"})
    assert answer.status_code == 303
    ET.fromstring(ada.http.get("/wiki/feed/").content)  # noqa: S314 - our own


@pytest.mark.parametrize(
    "path",
    [
        "/media/../secrets/web", "/media/blog/..%2f..%2f..%2fetc%2fpasswd", "/media/blog/....//....//etc/passwd",
        "/media/blog/%2e%2e/%2e%2e/secrets/web", "/media/..%5c..%5csecrets/web", "/media/secrets/web",
        "/media/blog/%00.png", "/static/../courant_web/environment.py", "/static/..%2f..%2fsettings.py",
        "/static/%2e%2e/%2e%2e/settings.py", "/static//etc/passwd", "/static/....//settings.py", "/%00", "/%ff%fe",
        "/wiki/../../etc/passwd", "/..%2f..%2fetc/passwd", "/.git/config", "/web.sqlite3", "/secrets/web",
        "/router/key.priv", "/wiki/" + "a/" * 2000, "/wiki/" + "%2f" * 500,
    ],
    ids=lambda path: path[:40],
)  # fmt: skip
def test_no_path_leads_out(site: Site, path: str) -> None:
    status, headers, body = raw(site, path)
    assert status in {400, 404, 503} or headers["location"] == f"{path}/"
    assert not [secret for secret in (b"root:", b"SECRET_KEY", b"SQLite format", b"BEGIN") if secret in body]


@pytest.mark.parametrize(
    "path", ["//evil.test", "//evil.test/blog", "/\\evil.test/blog", "/%5cevil.test", "///evil.test/%2e%2e",
             "/blog//evil.test", "/%0d%0aLocation:%20https://evil.test/blog"],
)  # fmt: skip
def test_no_address_leads_elsewhere(site: Site, path: str) -> None:
    _, headers, _ = raw(site, path)
    location = headers.get("location", "/")
    assert location.startswith("/")
    assert not re.match(r"[/\\]{2}", location)


@pytest.mark.parametrize(
    "place", [EVIL, "//evil.test", "/\\evil.test", "\\\\evil.test", "javascript:alert(1)", "http:///evil.test",
              "\t//evil.test", "https:evil.test", "/\t/evil.test", "//localhost@evil.test"],
)  # fmt: skip
def test_nobody_is_sent_elsewhere_after_a_form(site: Site, grace: Reader, place: str) -> None:
    left = Reader(site).http.post("/accounts/logout/", data={"next": place})
    called = grace.http.post("/call/courant.blog.post.list/", headers={"Referer": place.strip() or "/"})
    assert [answer.headers["Location"] for answer in (left, called)] == ["/", "/"]


def test_nobody_is_sent_elsewhere_after_signing_in(site: Site) -> None:
    for place in (EVIL, "//evil.test", "/\\evil.test"):
        fields = {"login": "ada", "password": PASSWORD, "next": place}
        assert Reader(site).http.post("/accounts/login/", data=fields).headers["Location"] == "/"


@pytest.mark.parametrize("host", ["evil.test", "localhost.evil.test", "localhost@evil.test", "", "a" * 300, "[::1"])
def test_a_wrong_host_is_refused(site: Site, host: str) -> None:
    status, headers, body = raw(site, "/accounts/password/reset/", {"Host": host})
    assert status == 400
    assert body in {b"", b"This request cannot be read.\n"}
    assert b"evil" not in body
    assert body == b"" or headers["x-frame-options"] == "DENY"


def test_the_mail_for_a_new_password_leads_to_this_site(site: Site) -> None:
    Reader(site).sign_up("henry", "henry@example.org")
    forged = {"X-Forwarded-Host": "evil.test", "X-Forwarded-Proto": "https", "X-Forwarded-Port": "1",
              "Forwarded": "host=evil.test", "X-Host": "evil.test", "Referer": f"{EVIL}/"}  # fmt: skip
    known, unknown = (
        Reader(site).http.post("/accounts/password/reset/", data={"email": mail}, headers=forged, follow_redirects=True)
        for mail in ("henry@example.org", "nobody@example.org")
    )
    mails = (site.data / "log" / "web.log").read_text()
    assert re.findall(r"https?://[^/\s]+(?=/accounts/password/reset/key/)", mails) == [site.url]
    assert "evil.test" not in mails
    assert (known.status_code, words(known)) == (unknown.status_code, words(unknown))


@pytest.mark.parametrize(
    "path", ["/", "/blog/", "/wiki/", "/accounts/login/", "/nothing/", "/blog/feed/", "/sitemap.xml", "/robots.txt",
             "/healthz", "/media/blog/nothing.png", f"/call/{SAVE}/", "/blog", "/accounts/people/"],
)  # fmt: skip
def test_no_page_can_be_framed_sniffed_or_run_a_foreign_script(site: Site, path: str) -> None:
    headers = httpx.get(site.url + path).headers
    policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
    assert policy["frame-ancestors"] == policy["default-src"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["require-trusted-types-for"] == "'script'"
    assert (headers["X-Frame-Options"], headers["X-Content-Type-Options"]) == ("DENY", "nosniff")
    assert (headers["Referrer-Policy"], headers["Cross-Origin-Opener-Policy"]) == ("same-origin", "same-origin")
    assert headers["Server"] == "Courant"


def test_the_logs_hold_no_secret(site: Site) -> None:
    reader = Reader(site).sign_in("grace")
    with site.operator() as operator:
        ticket = operator.call("courant.core.credential.create", name="logged", kind="backend")["secret"]
    site.stranger("logged", ticket).close()
    with pytest.raises(WampError):
        site.stranger("logged", "a-wrong-ticket-1234")
    reader.socket().close()
    Reader(site).http.post("/accounts/login/", data={"login": "grace", "password": "a-wrong-password-1"})
    secrets = [PASSWORD, reader.session, ticket, "a-wrong-ticket-1234", "a-wrong-password-1"]
    secrets += [path.read_text().strip() for path in (site.data / "secrets").iterdir()]
    written = {path: path.read_text(errors="replace") for path in logs(site.data)}
    assert written
    assert not [path.name for path, text in written.items() for secret in secrets if secret in text]


def logs(data: Path) -> list[Path]:
    """All that the site's processes print."""
    return [*data.glob("*.log"), *(data / "log").iterdir()]
