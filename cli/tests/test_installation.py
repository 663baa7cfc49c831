"""The environments of an installation's processes, and the messages about wrong settings."""

import socket
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from courant_cli.access import keys
from courant_cli.checks import repository
from courant_cli.checks.check import check
from courant_cli.installation import Trouble, installation
from courant_cli.services import named, principals, services
from courant_cli.supervision import lock, ports, processes
from courant_cli.supervision.readiness import lacks
from courant_cli.sync.remote import remote
from courant_cli.sync.repository import Repository
from dulwich.repo import Repo

SECRETS = {name: f"{name}-secret-0123456789" for name in (*principals(), "django")}
LOOK = "Look at COURANT_SYNC_GIT."
WHERE = processes.Addresses(router="tcp://127.0.0.1:9001", handover="/run/handover")


def courant(data: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command on this data directory."""
    return subprocess.run(
        [sys.executable, "-m", "courant_cli", *arguments], env={"COURANT_DATA": str(data), **environment},
        capture_output=True, text=True, check=False, timeout=30,
    )  # fmt: skip


def test_a_folder_without_a_site_is_named_with_what_would_be_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    root = Path(__file__).parents[2]
    with pytest.raises(Trouble, match=f"no site in {tmp_path}.*COURANT_DATA={root}/var.*cd {root}"):
        installation({})
    assert installation({"COURANT_DATA": "other"}).data == tmp_path / "other"
    (tmp_path / "var" / "secrets").mkdir(parents=True)
    assert installation({}).data == tmp_path / "var"
    monkeypatch.chdir(root)
    assert installation({}).data == root / "var"


def test_each_service_knows_its_own_secret_only(tmp_path: Path) -> None:
    place = installation({"COURANT_DATA": str(tmp_path), "COURANT_ADMIN_PASSWORD": "a-password", "AWS_SECRET": "x"})
    assert {"web", "core", "blog", "wiki"} <= {service.name for service in services()}
    for name in (service.name for service in services()):
        known = processes.service(place, named(name), WHERE, SECRETS).environment
        assert known["COURANT_SECRET"] == SECRETS[name]
        others = {secret for other, secret in SECRETS.items() if other not in {name, "django"}}
        assert not others & set(known.values())
        assert "a-password" not in known.values()
        assert "AWS_SECRET" not in known


def test_the_router_knows_every_secret_that_it_checks_and_not_the_key_of_the_cookies(tmp_path: Path) -> None:
    known = processes.router(installation({"COURANT_DATA": str(tmp_path)}), WHERE, SECRETS).environment
    assert {SECRETS[name] for name in principals()} <= set(known.values())
    assert SECRETS["django"] not in known.values()


def test_settings_of_ours_reach_every_service(tmp_path: Path) -> None:
    place = installation({"COURANT_DATA": str(tmp_path), "COURANT_SITE_NAME": "Notes", "PORT": "8123"})
    known = processes.service(place, named("blog"), WHERE, SECRETS).environment
    assert known["COURANT_SITE_NAME"] == "Notes"
    assert known["COURANT_SITE_URL"] == "http://localhost:8123"
    assert known["COURANT_ROUTER"] == "tcp://127.0.0.1:9001"


def test_the_router_listens_where_the_services_join(tmp_path: Path) -> None:
    place = installation({"COURANT_DATA": str(tmp_path)})
    local = processes.Addresses(router="unix:/srv/run/router.socket")
    known = processes.router(place, local, SECRETS).environment
    assert known["COURANT_ROUTER_SOCKET"] == "/srv/run/router.socket"
    assert processes.service(place, named("blog"), local, SECRETS).environment["COURANT_ROUTER"] == local.router
    assert processes.router(place, WHERE, SECRETS).environment["COURANT_ROUTER_PORT"] == "9001"


def test_each_service_gets_a_database_of_its_own(tmp_path: Path) -> None:
    place = installation({"COURANT_DATA": str(tmp_path), "DATABASE_URL": "postgresql://db/courant_{name}"})
    known = processes.service(place, named("wiki"), WHERE, SECRETS).environment
    assert known["DATABASE_URL"] == "postgresql://db/courant_wiki"


def test_one_database_for_all_is_refused_in_words(tmp_path: Path) -> None:
    place = installation({"COURANT_DATA": str(tmp_path), "DATABASE_URL": "postgresql://db/courant"})
    with pytest.raises(Trouble, match="a database of its own"):
        processes.service(place, named("wiki"), WHERE, SECRETS)


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
def test_a_port_that_is_none_is_refused_in_words(port: str) -> None:
    with pytest.raises(Trouble, match=f"PORT is '{port}'"):
        installation({"PORT": port})


def test_secrets_are_made_once_and_readable_by_the_owner_only(tmp_path: Path) -> None:
    made = keys.ensured(tmp_path / "secrets", ("core", "blog"))
    assert keys.ensured(tmp_path / "secrets", ("core", "blog", "wiki")) | made == keys.ensured(
        tmp_path / "secrets", ("core", "blog", "wiki")
    )
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "secrets").iterdir()} == {0o600}
    assert (tmp_path / "secrets").stat().st_mode & 0o777 == 0o700
    assert len(set(made.values())) == 2


def test_a_secret_file_that_others_could_read_is_closed(tmp_path: Path) -> None:
    (tmp_path / "core").write_text("written-by-hand")
    (tmp_path / "core").chmod(0o644)
    assert keys.ensured(tmp_path, ("core",)) == {"core": "written-by-hand"}
    assert (tmp_path / "core").stat().st_mode & 0o777 == 0o600


def test_a_generated_password_differs_each_time() -> None:
    assert len({keys.password() for _ in range(100)}) == 100


def test_a_port_in_use_ends_in_a_sentence_that_says_who_holds_it(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = courant(tmp_path, "up", PORT=str(port))
    assert done.returncode == 1
    assert f"Port {port} is already in use by" in done.stderr
    assert f"PORT={port + 1} courant up" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_address_of_another_machine_ends_in_a_sentence(tmp_path: Path) -> None:
    done = courant(tmp_path, "up", COURANT_HOST="192.0.2.1", PORT="8080")
    assert done.returncode == 1
    assert "Courant cannot listen on 192.0.2.1, port 8080" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_listening_socket_reaches_web_and_nobody_else(tmp_path: Path) -> None:
    place = installation({"COURANT_DATA": str(tmp_path), "COURANT_WEB_PORT": "1", "COURANT_HANDOVER": "/elsewhere"})
    with ports.listening("127.0.0.1", 0) as listener:
        where = processes.Addresses("tcp://127.0.0.1:9001", listener, "/run/handover")
        children = processes.all_of(place, where, SECRETS)
    heirs = {child.name: child for child in children if child.listener is not None}
    assert set(heirs) == {"web"}
    assert heirs["web"].environment["COURANT_WEB_LISTEN"] == "fd:3"
    assert {child.environment["COURANT_HANDOVER"] for child in children} == {"/run/handover"}
    assert not [child for child in children if "COURANT_WEB_PORT" in child.environment]


def test_a_second_copy_on_the_same_data_is_refused_in_words(tmp_path: Path) -> None:
    with lock.held(tmp_path / "run" / "lock", "http://localhost:8080"):
        done = courant(tmp_path, "up")
    assert done.returncode == 1
    assert "already running on the data directory" in done.stderr
    assert "http://localhost:8080" in done.stderr


def test_the_lock_goes_with_its_holder(tmp_path: Path) -> None:
    path = tmp_path / "run" / "lock"
    with lock.held(path, "here"):
        assert "here" in lock.holder(path)
    assert lock.holder(path) == ""
    with lock.held(path, "again"):
        assert "again" in lock.holder(path)


def test_a_free_port_is_free() -> None:
    assert ports.is_free("127.0.0.1", ports.free())


def test_the_command_explains_itself() -> None:
    done = subprocess.run([sys.executable, "-m", "courant_cli", "--help"], capture_output=True, text=True, check=True)
    for word in ("up", "check", "import", "user", "module", "backend", "COURANT_DATA"):
        assert word in done.stdout


def test_the_wiki_is_kept_in_git_if_a_repository_is_named(tmp_path: Path) -> None:
    def running(**more: str) -> list[processes.Child]:
        place = installation({"COURANT_DATA": str(tmp_path), "COURANT_GIT_PASSWORD": "thyme-42", **more})
        return processes.all_of(place, WHERE, SECRETS)

    assert "git" not in {one.name for one in running(COURANT_SYNC_GIT="")}
    found = {one.name: one for one in running(COURANT_SYNC_GIT="/srv/x.git", COURANT_SYNC_BRANCH="wiki")}
    one = found.pop("git")
    assert list(one.command)[-4:] == ["sync", "git", "--every", "60"]
    known = one.environment
    assert (known["COURANT_SYNC_GIT"], known["COURANT_SYNC_BRANCH"]) == ("/srv/x.git", "wiki")
    assert (known["COURANT_SECRET"], known["COURANT_GIT_PASSWORD"]) == (SECRETS["operator"], "thyme-42")
    assert not any("thyme-42" in other.environment.values() for other in found.values())
    with pytest.raises(Trouble, match="COURANT_SYNC_EVERY is '2'"):
        running(COURANT_SYNC_GIT="/srv/x.git", COURANT_SYNC_EVERY="2")
    with pytest.raises(Trouble, match=r"COURANT_SYNC_GIT: .*COURANT_GIT_PASSWORD instead") as problem:
        running(COURANT_SYNC_GIT="https://bob:thyme-42@git.example/x.git")
    assert "thyme-42" not in str(problem.value)


def test_the_check_says_whether_the_git_repository_answers(tmp_path: Path) -> None:
    bare = tmp_path / "garden.git"

    def said(location: Path | str = bare, **more: str) -> str:
        place = installation({"COURANT_DATA": str(tmp_path), "COURANT_SYNC_GIT": str(location), **more})
        return repository.look(place).line()

    assert said("").startswith("  ok     no git repository was checked")
    assert said() == f"  wrong  the git repository {bare}. There is no git repository at this address. {LOOK}"
    Repo.init_bare(str(bare), mkdir=True).close()
    assert said().startswith(f"  ok     the git repository {bare} answers and has no branch main yet")
    copy = Repository(tmp_path / "copy", remote(str(bare), "main", {}))
    assert copy.push("", copy.make("", {"wiki/fern.md": b"Fern"}, "Ada <ada@users.invalid>", datetime.now(UTC), "Grow"))
    copy.close()
    assert said(f"file://{bare}") == f"  ok     the git repository file://{bare} answers and has the branch main"
    assert "has no branch wiki yet" in said(COURANT_SYNC_BRANCH="wiki")
    port = ports.free()
    nobody = said(f"http://127.0.0.1:{port}/garden.git")
    assert nobody.endswith(f"The repository cannot be reached: 127.0.0.1 accepts no connection on port {port}. {LOOK}")
    hidden = said("https://bob:thyme-42@git.example/x.git")
    assert "COURANT_GIT_PASSWORD instead" in hidden
    assert "thyme-42" not in hidden


def test_a_start_that_takes_long_says_what_it_waits_for() -> None:
    assert lacks("") == "web does not answer"
    assert lacks('{"router": false, "missing": ["blog"]}') == "web has not joined the router"
    assert lacks('{"router": true, "missing": ["blog", "wiki"]}') == "blog, wiki are not there"
    assert lacks('{"router": true, "missing": ["blog"]}') == "blog is not there"
    assert lacks('{"router": true, "missing": [], "administrator": false}') == ""


def test_without_a_checkout_only_what_can_be_reached_from_there_is_checked(tmp_path: Path) -> None:
    place = installation({"COURANT_DATA": str(tmp_path)})
    assert place.is_checkout
    assert len(check(place)) > 8
    lines = [one.line() for one in check(replace(place, root=tmp_path))]
    assert [one for one in lines if "wrong" in one] == []
    assert any("no checkout here" in one for one in lines)
    assert len(lines) == 4
