"""The settings of the site: what they may be, how they reach everybody, and what an administrator sees."""

import pytest
from courant_core import contract
from courant_core.models import SiteDraft, SiteFile, SiteState
from courant_core.site import arranging, colours, sheet
from courant_core.site.colours import DARK, LIGHT, palette
from courant_core.site.payloads import ChangeSite, FrontChoice, MenuChoice, SiteSettings
from courant_kit.calls.errors import Conflict, Forbidden, Invalid, NotFound, TooLarge
from courant_kit.wire.manifest import MenuEntry
from courant_kit.wire.page import page_from

from .staged_core import StagedCore

BLOG, WIKI = MenuEntry("Blog", "/blog/"), MenuEntry("Wiki", "/wiki/", role="member")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><path d="M0 0h8v8z"/></svg>'
FONT = b"wOF2" + b"\0\1\0\0" + (48).to_bytes(4, "big") + bytes(36)


def test_the_usual_colours_can_be_read() -> None:
    for scheme in (LIGHT, DARK):
        made = palette(scheme, "", "")
        colours.check(scheme, made.accent, made.paper, ("accent", "ground"))


def test_contrast_is_that_of_wcag() -> None:
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize(
    ("scheme", "accent"), [(LIGHT, "#ffcc00"), (DARK, "#0000aa"), (LIGHT, "#ffffff"), (DARK, "#000000")]
)
def test_an_accent_that_nobody_can_read_is_refused_with_one_that_does(scheme: colours.Scheme, accent: str) -> None:
    with pytest.raises(Invalid, match=r"contrast of .* to 1 .*4\.5 to 1 is needed") as refused:
        colours.check(scheme, accent, "", ("accent", "ground"))
    assert refused.value.field == "accent"
    colours.check(scheme, refused.value.details["nearest"], "", ("accent", "ground"))


@pytest.mark.parametrize(("scheme", "ground"), [(LIGHT, "#888888"), (DARK, "#776655"), (LIGHT, "#101010")])
def test_a_ground_on_which_nobody_can_read_is_refused_with_one_that_does(scheme: colours.Scheme, ground: str) -> None:
    with pytest.raises(Invalid) as refused:
        colours.check(scheme, "", ground, ("accent", "ground"))
    assert refused.value.field == "ground"
    nearest = refused.value.details["nearest"]
    with_accent = palette(scheme, "", nearest).accent
    assert colours.contrast(with_accent, nearest) > 1


@pytest.mark.parametrize("text", ["red", "#fff", "#12345g", "url(x)", "#123456;}"])
def test_a_colour_is_six_digits(text: str) -> None:
    with pytest.raises(Invalid):
        colours.checked(text, "accent")


def test_the_sheet_has_only_what_is_set() -> None:
    assert sheet.written(SiteSettings("A")) == ""
    one = sheet.written(SiteSettings("A", accent="#0a5a6a"))
    assert "--accent:light-dark(#0a5a6a," in one
    assert "--paper" not in one
    assert 'src:url("../1f/font.woff2")' in sheet.written(
        SiteSettings("A", text="own", font="/assets/core/1f/font.woff2")
    )


def test_the_menu_follows_the_choices_and_has_new_modules_at_its_end() -> None:
    choices = [
        MenuChoice("/about/", "About", own=True), MenuChoice("/wiki/", "Handbook"), MenuChoice("/away/", "x"),
        MenuChoice("/blog/", hidden=True),
    ]  # fmt: skip
    found = arranging.arranged([BLOG, WIKI, MenuEntry("New", "/new/")], choices)
    assert [(one.title, one.url, one.role) for one in found] == [
        ("About", "/about/", ""), ("Handbook", "/wiki/", "member"), ("New", "/new/", ""),
    ]  # fmt: skip


def test_the_front_page_follows_the_choices() -> None:
    choices = [FrontChoice("wiki"), FrontChoice("welcome"), FrontChoice("blog", hidden=True)]
    assert arranging.blocks(["blog", "wiki", "new"], choices, welcome=True) == ["wiki", "welcome", "new"]
    assert arranging.blocks(["blog", "wiki"], [], welcome=True) == ["welcome", "blog", "wiki"]
    assert arranging.blocks(["blog"], choices, welcome=False) == []


def asked(**fields: list[str]) -> ChangeSite:
    """A request with these lists."""
    return ChangeSite(**fields)  # type: ignore[arg-type]  # they are lists of the form


def test_a_form_orders_the_menu_by_number() -> None:
    request = asked(
        menu_url=["/blog/", "/wiki/", "/about/", ""], menu_title=["", "Book", "About", ""],
        menu_place=["30", "10", "20", "40"], menu_shown=["yes", "yes", "yes", "yes"],
    )  # fmt: skip
    assert arranging.menu_of(request, [BLOG, WIKI], []) == [
        MenuChoice("/wiki/", "Book"), MenuChoice("/about/", "About", own=True), MenuChoice("/blog/"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "url", ["javascript:void(0)", "//other.example/", "about", "/a b/", "https://", "/\\other.example"]
)
def test_a_link_of_the_menu_leads_to_a_page(url: str) -> None:
    with pytest.raises(Invalid) as refused:
        arranging.menu_of(asked(menu_url=[url], menu_title=["X"]), [], [])
    assert refused.value.field == "menu_url"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"menu_url": ["/a/", "/b/"], "menu_title": ["A"]}, "menu_place"),
        ({"menu_url": ["/a/"], "menu_title": [""]}, "menu_title"),
        ({"menu_url": ["/a/"], "menu_title": ["x" * 61]}, "menu_title"),
        ({"menu_url": ["/a/"], "menu_title": ["A"], "menu_place": ["first"]}, "menu_place"),
        ({"menu_url": ["/a/", "/a/"], "menu_title": ["A", "B"]}, "menu_url"),
    ],
)
def test_a_row_of_the_menu_that_is_wrong_is_named(fields: dict[str, list[str]], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        arranging.menu_of(asked(**fields), [], [])
    assert refused.value.field == field


@pytest.fixture
def core() -> StagedCore:
    core = StagedCore()
    core.arrive("blog", 20, front=True, order=10)
    core.arrive("wiki", 21, front=True, order=20)
    core.answers("courant.blog.front.render", lambda: {"html": "<section>Latest</section>"})
    core.answers("courant.wiki.front.render", lambda: {"html": "<section>Recently</section>"})
    core.session.events.clear()
    return core


def save(core: StagedCore, **fields: object) -> dict[str, object]:
    """The answer to saving settings as an administrator."""
    return core.call(contract.SAVE_SITE, "admin", "ada", **fields)  # type: ignore[no-any-return]


@pytest.mark.django_db(transaction=True)
def test_the_environment_counts_until_somebody_saves(core: StagedCore) -> None:
    shown = core.call(contract.SHOW_SITE)
    assert (shown["name"], shown["revision"], shown["time_zone"], shown["sheets"]) == ("The Delta", 0, "UTC", [])
    assert "The Delta" in core.shown("core.brand")
    assert "every page is current" in core.shown("core.footer")


@pytest.mark.django_db(transaction=True)
def test_a_change_is_in_every_part_of_the_shell_at_once(core: StagedCore) -> None:
    save(core, name="The Fern", tagline="Green and calm", footer="Made in *Enschede*", time_zone="Europe/Amsterdam")
    assert "The Fern" in core.shown("core.brand")
    assert "<em>Enschede</em>" in core.shown("core.footer")
    page = core.page(contract.PAGE_FRONT)
    assert (page.title, page.description) == ("The Fern", "Green and calm")
    published = {one.id for one in core.deliveries()}
    assert {"core.brand", "core.footer", "core.look", "core.menu", "core.front", "core.site"} <= published
    (told,) = [one for topic, one in core.session.events if topic == contract.SITE_CHANGED.uri]
    assert (told["name"], told["time_zone"], told["by"]) == ("The Fern", "Europe/Amsterdam", "ada")


@pytest.mark.django_db(transaction=True)
def test_settings_outlast_a_restart(core: StagedCore) -> None:
    save(core, name="The Fern", accent="#0a5a6a")
    again = StagedCore()
    shown = again.call(contract.SHOW_SITE)
    assert shown["name"] == "The Fern"
    assert shown["sheets"][0] in again.shown("core.look")


@pytest.mark.django_db(transaction=True)
def test_the_sheet_is_served_under_the_hash_of_its_content(core: StagedCore) -> None:
    save(core, accent="#0a5a6a")
    _, _, _, version, name = core.call(contract.SHOW_SITE)["sheets"][0].split("/")
    get = core.module.contract.procedures["courant.core.asset.get"]
    file = core.call(get, version=version, name=name)
    assert b"--accent:light-dark(#0a5a6a," in file["data"]
    assert file["content_type"].startswith("text/css")
    with pytest.raises(NotFound):
        core.call(get, version="0" * 16, name=name)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": ""}, "name"), ({"name": "  "}, "name"), ({"time_zone": "Europe/Amsterdan"}, "time_zone"),
        ({"accent": "#ffff00"}, "accent"), ({"accent_dark": "#000066"}, "accent_dark"),
        ({"ground": "#777777"}, "ground"),
        ({"ground": "blue"}, "ground"), ({"text": "own"}, "font_file"), ({"headings": "comic"}, "headings"),
        ({"theme": "nobodys"}, "theme"), ({"logo_file": b"not a picture"}, "logo_file"),
        ({"font_file": b"not a typeface"}, "font_file"), ({"font_file": FONT + b"more"}, "font_file"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_and_changes_nothing(core: StagedCore, fields: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        save(core, **fields)
    assert refused.value.field == field
    assert not SiteState.objects.exists()
    assert core.deliveries() == []


@pytest.mark.django_db(transaction=True)
def test_a_mistyped_time_zone_is_answered_with_the_nearest(core: StagedCore) -> None:
    with pytest.raises(Invalid, match="Europe/Amsterdam"):
        save(core, time_zone="Europe/Amsterdan")


@pytest.mark.django_db(transaction=True)
def test_a_logo_and_a_typeface_are_uploaded_and_taken_away(core: StagedCore) -> None:
    save(core, logo_file=SVG, logo_alt="A leaf", font_file=FONT, text="own")
    assert 'alt="A leaf"' in core.shown("core.brand")
    shown = core.call(contract.SHOW_SITE)
    assert shown["logo"].endswith("/logo.svg")
    assert SiteFile.objects.filter(name="font.woff2").exists()
    save(core, logo_gone="1", font_gone="1", text="")
    assert "<img" not in core.shown("core.brand")
    big = FONT[:8] + (700_000).to_bytes(4, "big") + bytes(700_000 - 12)
    with pytest.raises(TooLarge):
        save(core, font_file=big)


@pytest.mark.django_db(transaction=True)
def test_the_menu_and_the_front_page_are_arranged(core: StagedCore) -> None:
    save(
        core, menu_url=["/blog/", "/wiki/", "/about/"], menu_title=["", "Handbook", "About"],
        menu_place=["2", "1", "3"], menu_shown=["no", "yes", "yes"], front_block=["blog", "wiki", "welcome"],
        front_place=["3", "1", "2"], front_shown=["yes", "yes", "yes"], welcome="# Hello\n\n<script>x</script>",
    )  # fmt: skip
    menu = core.shown("core.menu")
    assert menu.index("Handbook") < menu.index("About")
    assert "/blog/" not in menu
    html = core.page(contract.PAGE_FRONT).html
    assert html.index("Recently") < html.index("Hello") < html.index("Latest")
    assert "<script" not in html


@pytest.mark.django_db(transaction=True)
def test_who_was_slower_overwrites_nothing(core: StagedCore) -> None:
    save(core, name="One", base=0)
    with pytest.raises(Conflict):
        save(core, name="Two", base=0)
    assert core.call(contract.SHOW_SITE)["name"] == "One"


@pytest.mark.django_db(transaction=True)
def test_a_revision_is_restored(core: StagedCore) -> None:
    save(core, name="One")
    answer = save(core, name="Two", footer="x")
    assert save(core, name="Two")["notice"] == "Nothing has changed."
    history = core.call(contract.SITE_HISTORY, "admin")["revisions"]
    assert [one["changed"] for one in history] == [["name", "footer"], ["name"]]
    undo = answer["undo"]
    assert isinstance(undo, dict)
    core.call(contract.RESTORE_SITE, "admin", "ada", **undo["fields"])
    assert core.call(contract.SHOW_SITE)["name"] == "One"
    core.call(contract.RESTORE_SITE, "admin", "ada", revision=0)
    assert core.call(contract.SHOW_SITE)["name"] == "The Delta"
    with pytest.raises(NotFound):
        core.call(contract.RESTORE_SITE, "admin", revision=999_999)


@pytest.mark.django_db(transaction=True)
def test_a_preview_is_for_the_administrator_alone(core: StagedCore) -> None:
    answer = core.call(contract.PREVIEW_SITE, "admin", "ada", name="Draft", welcome="Soon", accent="#0a5a6a")
    key = answer["location"].split("/")[-2]
    assert core.call(contract.SHOW_SITE)["name"] == "The Delta"
    assert core.deliveries() == []
    drafted = core.call(contract.SITE_DRAFT, "service", "web", draft=key, by="ada")
    assert (drafted["name"], drafted["revision"]) == ("Draft", 0)
    assert "Draft" in drafted["brand"]
    assert drafted["sheets"]
    page = page_from(core.call(contract.PAGE_PREVIEW, "admin", "ada", draft=key))
    assert page_from(core.call(contract.PAGE_PREVIEW, "admin", "bea", draft=key)).status == 404
    core.call(contract.PREVIEW_SITE, "admin", "bea", name="Other")
    with pytest.raises(NotFound):
        core.call(contract.SITE_DRAFT, "service", "web", draft=key, by="bea")
    assert core.call(contract.SITE_DRAFT, "service", "web", draft=key, by="ada")["name"] == "Draft"
    assert "Soon" in page.html
    assert page.fragments == {}
    core.call(contract.PREVIEW_SITE, "admin", "ada", name="Draft 2")
    assert SiteDraft.objects.count() == 2
    with pytest.raises(NotFound):
        core.call(contract.SITE_DRAFT, "service", "web", draft=key, by="ada")
    assert core.page(contract.PAGE_PREVIEW, "editor", draft=key).status == 403


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("role", ["visitor", "member", "editor", "backend", "service"])
def test_only_administrators_change_settings(core: StagedCore, role: str) -> None:
    for procedure in (contract.SAVE_SITE, contract.PREVIEW_SITE):
        with pytest.raises(Forbidden):
            core.call(procedure, role, name="Mine")
    assert core.page(contract.PAGE_SITE, role).status == 403


@pytest.mark.django_db(transaction=True)
def test_the_page_shows_each_setting_as_it_is_now(core: StagedCore) -> None:
    save(core, name="The “Fern”", time_zone="Europe/Amsterdam", accent="#0a5a6a")
    page = core.page(contract.PAGE_SITE, "admin")
    for part in (
        'value="The “Fern”"',
        'value="Europe/Amsterdam"',
        'value="#0a5a6a"',
        'name="menu_url[]"',
        "Name, Time zone",
        "The settings of the environment",
    ):
        assert part in page.html
    assert core.page(contract.PAGE_REDIRECTS, "admin").status == 200
