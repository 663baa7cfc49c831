"""The URLs that web answers itself: accounts, calls, health and others; all other paths belong to modules."""

from allauth.account import views as allauth
from courant_kit.live import languages
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path, re_path

from courant_web import paths
from courant_web.accounts import device
from courant_web.api import calling, describing, door
from courant_web.environment import configured
from courant_web.mounting import project
from courant_web.pages import calls, module_pages, people, previews, refusal, tokens, tongues
from courant_web.programs import assets, cards, media, readiness, sitemap, statistics, unsubscribing
from courant_web.programs.crawlers import robots
from courant_web.programs.feeds import answers as feeds
from courant_web.upstream.state import directory


async def anything(request: HttpRequest, path: str) -> HttpResponse:
    """Answer any other path with a module's feed or page."""
    found = directory.feed(path) or (None if directory.match(path) else feeds.of_site(path))
    if found:
        with languages.speaking(languages.default()):  # all readers of a feed share it
            return await feeds.show(request, found)
    return await module_pages.show(request, path)


accounts: list[URLPattern] = [
    path("accounts/login/", allauth.login, name="account_login"),
    path("accounts/logout/", allauth.logout, name="account_logout"),
    path("accounts/signup/", allauth.signup, name="account_signup"),
    path("accounts/inactive/", allauth.account_inactive, name="account_inactive"),
    path("accounts/reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/change/", allauth.password_change, name="account_change_password"),
    path("accounts/password/set/", allauth.password_set, name="account_set_password"),
    path("accounts/password/reset/", allauth.password_reset, name="account_reset_password"),
    path("accounts/password/reset/done/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$", allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "accounts/password/reset/key/done/", allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("accounts/people/", people.show, name="people"),
    path("accounts/people/<str:name>/", people.change, name="person"),
    path("admin/site/preview/end/", previews.end),
    path("admin/site/preview/<str:key>/", previews.begin),
    path("accounts/language/", tongues.choose, name="language"),
    path("admin/tokens/", tokens.show, name="tokens"),
]  # fmt: skip

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", readiness.alive),
    path("readyz", readiness.ready),
    path("robots.txt", robots),
    re_path(rf"^{paths.ONE_CLICK[1:]}(?P<token>[A-Za-z0-9._-]{{1,300}})/\Z", unsubscribing.off),
    path("statistics/views.csv", statistics.views),
    path("device.css", device.sheet),
    path("sitemap.xml", sitemap.index),
    path("sitemap/<slug:name>.xml", sitemap.of_module),
    re_path(r"^media/~card/(?P<mark>[0-9a-f]{8})(?P<path>/.{1,500})?\.png\Z", cards.show),
    re_path(r"^media/(?P<module>[a-z][a-z0-9_]*)/(?P<name>[A-Za-z0-9._-]{1,80})$", media.show),
    re_path(r"^media/(?P<module>[a-z][a-z0-9_]*)/~upload\Z", media.upload),
    re_path(
        r"^assets/(?P<module>[a-z][a-z0-9_]*)/(?P<version>[0-9A-Za-z]{1,64})/(?P<name>[A-Za-z0-9_./-]{1,200})\Z",
        assets.show,
    ),
    re_path(r"^call/(?P<procedure>courant(?:\.[a-z][a-z0-9_]*){3})/$", calls.make),
    re_path(r"^api/call/(?P<procedure>[^/]{1,200})/?\Z", calling.call),
    path("api/openapi.json", describing.describe),
    re_path(r"^api(?:/.*)?\Z", door.nowhere),
    *accounts,
    *project.urlpatterns(configured().apps),
    re_path(r"^(?P<path>.*)\Z", anything, name="anything"),
]

handler400 = refusal.bad_request
handler403 = refusal.forbidden
handler404 = refusal.not_found
handler429 = refusal.too_fast
handler500 = refusal.failed
