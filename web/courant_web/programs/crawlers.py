"""robots.txt: the paths that crawlers should leave out, and the address of the sitemap."""

from django.http import HttpRequest, HttpResponse

from courant_web.pages.shell import absolute

LINES = ("User-agent: *", "Disallow: /accounts/", "Disallow: /call/", "", "Sitemap: {sitemap}", "")


async def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt (RFC 9309)."""
    text = "\n".join(LINES).format(sitemap=absolute("/sitemap.xml"))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
