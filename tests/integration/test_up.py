"""`courant up` with real processes: it starts, restarts what dies, separates its secrets and stops completely."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.prepared import prepared
from tests.router import ROOT, SERVICES
from tests.site import PROCESSES, Site


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A git repository without commits."""
    folder = tmp_path_factory.mktemp("git") / "garden.git"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(folder)], check=True)
    return folder


@pytest.fixture(scope="module")
def site(bare: Path) -> Iterator[Site]:
    """A running site without content, whose wiki is kept in a repository."""
    running = Site({"COURANT_SYNC_GIT": str(bare)}).start()
    yield running
    running.stop()


def said(site: Site) -> str:
    """What `courant up` has printed, up to the address."""
    deadline = time.monotonic() + 60
    while "Data and logs" not in (printed := (site.data / "up.log").read_text()):
        assert time.monotonic() < deadline, printed
        time.sleep(0.1)
    return printed


def test_it_prints_one_address_and_the_data_directory(site: Site) -> None:
    printed = said(site)
    assert printed.count("http://") == 1
    assert f"Courant is at {site.url}/" in printed
    assert str(site.data) in printed


def test_a_password_that_was_given_is_not_printed(site: Site) -> None:
    assert site.environment["COURANT_ADMIN_PASSWORD"] not in said(site)


def test_nothing_in_the_data_directory_is_readable_by_other_users(site: Site) -> None:
    kept = [path for path in site.data.rglob("*") if path != site.data / "up.log"]
    assert {path.name for path in kept} >= {"blog", "log"}
    assert [path for path in kept if path.lstat().st_mode & 0o077] == []


def test_check_finds_nothing_wrong(site: Site) -> None:
    printed = site.command("check")
    assert "wrong" not in printed
    for what in ("database of blog", "the router lets the operator in", "module wiki is present"):
        assert what in printed


def test_check_says_in_words_what_is_wrong_and_what_would_be_right(site: Site) -> None:
    secret = site.data / "secrets" / "blog"
    secret.chmod(0o644)
    try:
        with pytest.raises(subprocess.CalledProcessError) as failed:
            site.command("check")
    finally:
        secret.chmod(0o600)
    assert failed.value.returncode == 1
    assert f"chmod 600 {secret}" in failed.value.stdout.decode()


def test_a_second_copy_on_the_same_data_is_refused(site: Site) -> None:
    with pytest.raises(subprocess.CalledProcessError) as refused:
        site.command("up")
    assert "already running" in refused.value.stderr.decode()


@pytest.mark.parametrize("name", PROCESSES)
def test_a_killed_process_comes_back_by_itself(site: Site, name: str) -> None:
    before = set(site.pids(name))
    site.kill(name)
    site.until_ready()
    assert set(site.pids(name)).isdisjoint(before)


def test_the_program_that_keeps_the_wiki_in_git_runs_and_comes_back_when_it_was_killed(site: Site, bare: Path) -> None:
    def subjects() -> list[str]:
        log = ["git", "log", "--format=%s", "main", "--"]
        return subprocess.run(log, cwd=bare, check=False, capture_output=True, text=True).stdout.splitlines()

    with site.operator() as peer:
        reported = peer.subscribe("courant.wiki.staff.sync")
        for number in range(2):
            peer.call("courant.wiki.page.save", title="Kept", path="kept-in-git", base=number, text=f"Line {number}.",
                      summary=f"Edit {number}")  # fmt: skip
            while not {f"Edit {number}", "Bring what the wiki has"} & {*subjects()[:1]}:
                peer.next_event(reported, 90)
            for pid in site.pids("cli"):
                if b"sync" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0"):
                    os.kill(pid, signal.SIGKILL)
        assert subjects()[0] == "Edit 1"
        assert "git    was killed (signal 9)" in (site.data / "up.log").read_text()


def test_a_credential_is_made_through_the_router_and_explained(site: Site) -> None:
    printed = site.command("module", "add", "shelf")
    assert "COURANT_SECRET=" in printed
    assert f"ws://localhost:{site.port}/ws" in printed


def test_a_name_that_is_taken_is_refused_in_words(site: Site) -> None:
    with pytest.raises(subprocess.CalledProcessError) as refused:
        site.command("module", "add", "blog")
    assert "belongs to the site" in refused.value.stderr.decode()
    assert "Traceback" not in refused.value.stderr.decode()


def test_no_service_sees_the_secret_of_another(site: Site) -> None:
    secrets = {path.name: path.read_text().strip() for path in (site.data / "secrets").iterdir()}
    for name in {*SERVICES} - {"web"}:  # which knows the key of the sessions too
        (pid,) = site.pids(name)
        environment = Path(f"/proc/{pid}/environ").read_text()
        assert [other for other, secret in secrets.items() if secret in environment] == [name]


def test_a_second_copy_runs_beside_the_first_and_ends_whole(site: Site) -> None:
    other = prepared(people=False)
    pids = [pid for name in PROCESSES for pid in other.pids(name)]
    assert other.process is not None
    other.process.send_signal(signal.SIGINT)
    assert other.process.wait(60) == 0
    assert [pid for pid in pids if Path(f"/proc/{pid}/exe").exists()] == []
    assert site.fetch("/readyz")[0] == 200
    other.stop()


def test_the_command_runs_from_anywhere(site: Site) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "courant_cli", "check"], cwd="/", env=site.environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert str(ROOT) in done.stdout
    assert done.returncode == 0
