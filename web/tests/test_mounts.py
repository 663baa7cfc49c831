"""What COURANT_DJANGO_APPS says."""

from pathlib import Path

import pytest
from courant_kit.live.audience import ADMINISTRATORS_ONLY, EVERYBODY
from courant_kit.process.environment import SettingError
from courant_web.mounts import HTML_FROM_SCRIPTS, declared


def test_words_mount_apps_for_administrators_unless_they_say_for_whom() -> None:
    admin, polls = declared("/data/=django.contrib.admin, /polls/=shop.polls:everybody")
    assert (admin.path, admin.word, admin.apps) == ("/data/", "data", ("django.contrib.admin",))
    assert (admin.urls, admin.title, admin.audience) == (
        "django.contrib.admin.site.urls", "Admin", ADMINISTRATORS_ONLY,
    )  # fmt: skip
    assert (admin.allow, polls.allow) == ({HTML_FROM_SCRIPTS}, frozenset())  # its forms are jQuery's
    assert (polls.urls, polls.title, polls.audience) == ("shop.polls.urls", "Polls", EVERYBODY)
    assert declared("") == ()


def test_a_file_mounts_apps_with_settings_of_their_own(tmp_path: Path) -> None:
    file = tmp_path / "apps.toml"
    file.write_text('[[app]]\npath = "/polls/"\napps = ["polls"]\nfolder = "apps"\nsettings = { A = 1 }\n')
    (app,) = declared(str(file))
    assert (app.folder, app.settings, app.audience, app.title) == (
        str(tmp_path / "apps"), {"A": 1}, ADMINISTRATORS_ONLY, "",
    )  # fmt: skip


@pytest.mark.parametrize(("text", "words"), [
    ("polls", "should look like /polls/=polls"),
    ("/polls/=polls:all", "can be for everybody, members, editors, admins"),
    ("/accounts/=polls", "belongs to the site itself"),
    ("/a/b/=polls", "one word between slashes"),
    ("/polls/=polls,/polls/=other", "two apps are mounted at /polls/"),
    ("/polls/=../polls", "should be a dotted name"),
    ("/nowhere/apps.toml", "cannot be read"),
])  # fmt: skip
def test_what_is_wrong_is_said(text: str, words: str) -> None:
    with pytest.raises(SettingError, match=words):
        declared(text)


@pytest.mark.parametrize(("entry", "words"), [
    ("colour = 1", "an app has allow, apps"),
    ('allow = ["everything"]', "it can allow inline-scripts"),
    ("settings = { debug = true }", "no name of a Django setting"),
    ('uploads = ["../"]', "should be a folder"),
    ('icon = "<b>"', "should be a name such as list"),
    ("apps = 1", "has apps = 1"),
])  # fmt: skip
def test_what_is_wrong_in_a_file_is_said(tmp_path: Path, entry: str, words: str) -> None:
    file = tmp_path / "apps.toml"
    apps = "" if entry.startswith("apps") else 'apps = ["polls"]\n'
    file.write_text(f'[[app]]\npath = "/polls/"\n{apps}{entry}\n')
    with pytest.raises(SettingError, match=words):
        declared(str(file))
