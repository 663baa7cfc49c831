"""App: its declarations, and those that it rejects (examples/guestbook has a complete module)."""

import pytest
from courant_kit.app import App, Caller, Nothing, Page
from django.template import TemplateDoesNotExist


@pytest.fixture
def app() -> App:
    return App(__name__, "Test")


def test_it_is_named_after_its_file(app: App) -> None:
    assert app.name == "test_app"
    assert app.module.manifest.title == "Test"


def test_a_handler_says_what_it_is_asked(app: App) -> None:
    with pytest.raises(TypeError, match="which Payload"):

        @app.call("note.add")
        def add(caller: Caller, request: dict[str, str]) -> None: ...


def test_a_call_has_a_noun_and_a_verb(app: App) -> None:
    with pytest.raises(ValueError, match="four components"):

        @app.call("add")
        def add(caller: Caller, request: Nothing) -> None: ...


def test_a_page_without_an_icon_is_not_in_the_menu(app: App) -> None:
    @app.page("notes/<int:number>/")
    def notes(caller: Caller, request: Nothing) -> Page:
        return Page()

    assert app.module.manifest.menu == []
    assert app.module.manifest.routes[0].pattern == "^notes/(?<number>[0-9]+)/$"


def test_a_template_is_beside_the_file(app: App) -> None:
    with pytest.raises(TemplateDoesNotExist):
        app.render("nowhere.html")
