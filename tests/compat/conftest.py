"""A site that mounts Django's admin, a small app of the tests, and two apps of other people from the package index."""

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import gettempdir

import pytest

from tests.docs.documents import DOCS, blocks, write
from tests.prepared import prepared
from tests.router import ROOT
from tests.site import Site

OURS = Path(__file__).parent / "apps"
REQUIREMENTS = ROOT / "requirements" / "compat.txt"

HOW_TO = DOCS / "how-to" / "mount-a-django-app.md"
"""It mounts Django's admin and an app of its own; what follows is added."""

MIGRATING = 300
"""Seconds for the start of a site that also makes the tables of all these apps, on a machine that does much else."""

PLAIN = f"""
[[app]]
path = "/plain/"
apps = ["plain"]
folder = "{OURS}"
title = "Plain"
for = "everybody"
"""

THEIRS = """
[[app]]
path = "/todo/"
apps = ["todo", "dal", "dal_select2"]
folder = "{folder}"
title = "To do"
icon = "list"
for = "editors"
allow = ["inline-scripts", "inline-styles", "html-from-scripts"]
uploads = ["tasks/"]
scripts = ["admin/js/vendor/jquery/jquery.min.js"]

[[app]]
path = "/help/"
apps = ["helpdesk", "django.contrib.sites", "django.contrib.humanize", "rest_framework"]
folder = "{folder}"
title = "Help"
for = "everybody"
allow = ["inline-scripts", "inline-styles", "html-from-scripts"]
uploads = ["helpdesk/"]
settings = {{ SITE_ID = 1, HELPDESK_TEAMS_MODE_ENABLED = false }}
"""


def installed() -> Path | None:
    """The folder with the apps of other people, which is made once for each version of the list; None without them."""
    version = hashlib.sha256(REQUIREMENTS.read_bytes() + sys.version.encode()).hexdigest()[:16]
    folder = Path(gettempdir()) / f"courant-compat-{version}"
    made = folder.with_suffix(".complete")
    if not made.exists():
        options = ("--quiet", "--no-deps", "--require-hashes", "--target", str(folder), "-r", str(REQUIREMENTS))
        command = [str(Path(sys.executable).with_name("uv")), "pip", "install", "--python", sys.executable, *options]
        if subprocess.run(command, check=False, capture_output=True, timeout=300).returncode:
            return None
        made.touch()
    return folder


@pytest.fixture(scope="session")
def theirs() -> Path:
    """The folder with the apps of other people; skips where they cannot be installed."""
    folder = installed()
    if folder is None:
        pytest.skip("the apps in requirements/compat.txt cannot be installed on this machine")
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A whole site with the apps; `ada` is an editor, `grace` a member, `admin` the administrator."""
    folder = installed()
    beside = tmp_path_factory.mktemp("mounts")
    write(beside, [block for block in blocks(HOW_TO) if "." in block.label])
    apps = beside / "apps.toml"
    apps.write_text(apps.read_text() + PLAIN + (THEIRS.format(folder=folder) if folder else ""))
    running = prepared({"COURANT_DJANGO_APPS": str(apps)}, patience=MIGRATING)
    yield running
    running.stop()
