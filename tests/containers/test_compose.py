"""Runs the stack that compose.yaml describes: uses it through its front, breaks, scales and restarts it."""

import base64
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

import httpx
import pytest

from tests.containers.images import build, engine
from tests.containers.repository import cloned, pushed_by_the_site, served
from tests.containers.stack import Stack, call
from tests.router import PRINCIPALS, SERVICES

JOINING = {f"COURANT_{name.upper()}_SECRET" for name in PRINCIPALS}
OWN = {name: {"COURANT_SECRET", "DATABASE_URL"} for name in SERVICES}
OWN["web"] = OWN["core"] | {"COURANT_SECRET_KEY"}
OWN["core"] = OWN["core"] | {"COURANT_OPERATOR_SECRET"}
PASSWORDS = {f"COURANT_{name.upper()}_DATABASE_PASSWORD" for name in SERVICES}
SECRETS = JOINING | OWN["web"] | PASSWORDS | {"POSTGRES_PASSWORD"}

pytestmark = [pytest.mark.containers, pytest.mark.timeout(1800)]


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    environment = engine()
    if environment is None:
        pytest.skip("no container engine answers; COURANT_CONTAINERS may name a script that starts one")
    build(environment)
    running = Stack(environment)
    try:
        running.up()
        yield running
    finally:
        running.down("-v")
        rmtree(running.folder, ignore_errors=True)


@pytest.fixture(scope="module")
def editor(stack: Stack) -> httpx.Client:
    return stack.person("ada", "editor")


def write(stack: Stack, editor: httpx.Client, title: str) -> str:
    """Publish a post through the front; its path."""
    answer = call(editor, stack, "courant.blog.post.save", title=title, text="Words.", published="1")
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_what_is_written_through_the_front_is_read_through_it_and_travels_live(
    stack: Stack, editor: httpx.Client
) -> None:
    with stack.window() as window:
        subscription = window.subscribe("courant.blog.live.index")
        path = write(stack, editor, "From a container")
        assert "From a container" in str(window.next_event(subscription, timeout=30))
    page = stack.client().get(path)
    assert page.status_code == 200
    assert "From a container" in page.text
    assert page.headers["strict-transport-security"]


def test_a_wiki_page_is_kept_in_postgresql(stack: Stack, editor: httpx.Client) -> None:
    call(editor, stack, "courant.wiki.page.save", title="Harbour", text="Ships.", path="harbour", base="0")
    assert "Ships." in stack.client().get("/wiki/harbour/").text
    tables = stack.compose("exec", "-T", "db", "psql", "-U", "courant", "-d", "wiki", "-c", r"\dt")
    assert "courant_wiki" in tables


def test_a_killed_container_comes_back_by_itself(stack: Stack, editor: httpx.Client) -> None:
    path = write(stack, editor, "Before the fall")
    stack.kill("blog")
    stack.until_ready()
    assert "Before the fall" in stack.client().get(path).text


def test_the_wiki_is_kept_in_git_over_kills(stack: Stack, editor: httpx.Client, tmp_path: Path) -> None:
    call(editor, stack, "courant.wiki.page.save", title="Pier", text="Planks.", path="pier", base="0", summary="Build")
    with served(stack) as address, stack.window() as window:
        clone = cloned(address, tmp_path / "clone")
        pier = clone.folder / "wiki" / "pier.md"
        stack.kill("git")
        call(editor, stack, "courant.wiki.page.save", title="Pier", text="Planks.\n\nNails.", path="pier", base="1",
             summary="Nail")  # fmt: skip
        pushed_by_the_site(clone, "ada|Nail")
        stack.kill("wiki")
        clone.git("reset", "-q", "--hard", "origin/main")
        pier.write_text(pier.read_text().replace("Planks.", "New planks."))
        subscription = window.subscribe("courant.wiki.live.recent")
        clone.pushed("Mend")
        assert "Mend" in str(window.next_event(subscription, timeout=120))
    page = stack.client().get("/wiki/pier/").text
    assert "New planks." in page
    assert "Nails." in page
    assert "Bob B" in stack.client().get("/wiki/pier/~history/").text


def test_an_administrator_imports_in_the_browser(stack: Stack) -> None:
    admin = stack.person("grace", "admin")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("posts/2019-02-03-tide.md", "---\ntitle: Tide tables\n---\n\nHigh at noon.\n")
    data = packed.getvalue()
    with stack.window() as reader, stack.window(admin) as window:
        subscription = reader.subscribe("courant.blog.live.index")
        upload = window.call("courant.core.import.begin", name="posts.zip", size=len(data))["upload"]
        sent = "\0" + base64.b64encode(data).decode()
        assert window.call("courant.core.import.put", upload=upload, offset=0, data=sent)["offset"] == len(data)
        window.call("courant.core.import.start", upload=upload, target="blog")
        assert "Tide tables" in str(reader.next_event(subscription, timeout=120))
    assert "High at noon." in stack.client().get("/blog/2019/02/03/tide/").text


def test_two_replicas_share_the_work_and_publish_once(stack: Stack, editor: httpx.Client) -> None:
    stack.up("--scale", "blog=2")
    stack.until_joined("blog", replicas=2)
    with stack.window() as window:
        subscription = window.subscribe("courant.blog.live.index")
        versions = []
        for number in range(6):
            write(stack, editor, f"Replica {number}")
            versions.append(window.next_event(subscription, timeout=30)[1]["version"])
    assert versions == sorted(set(versions))
    first = stack.containers("blog")[0]
    stack.docker("kill", first)
    path = write(stack, editor, "With one left")
    assert stack.client().get(path).status_code == 200


def test_nothing_is_lost_over_down_and_up(stack: Stack, editor: httpx.Client) -> None:
    path = write(stack, editor, "Kept")
    stack.down()
    stack.up()
    assert "Kept" in stack.client().get(path).text
    assert "Ships." in stack.client().get("/wiki/harbour/").text


def test_services_run_without_rights_and_without_each_others_secrets(stack: Stack) -> None:
    for service in ("router", *SERVICES):
        who = stack.compose("exec", "-T", service, "id", "-u").strip()
        assert who == "10001", service
        held = {line.partition("=")[0] for line in stack.compose("exec", "-T", service, "env").splitlines()}
        assert held & SECRETS == (JOINING if service == "router" else OWN[service]), service


def test_a_service_that_is_added_gets_a_database_of_its_own(stack: Stack) -> None:
    prepare = ["exec", "-T", "-e", "COURANT_SHELF_DATABASE_PASSWORD=a-password", "db", "bash"]
    for _ in range(2):
        stack.compose(*prepare, "/docker-entrypoint-initdb.d/databases.sh")
    listed = stack.compose("exec", "-T", "db", "psql", "-U", "courant", "-d", "postgres", "-Atc",
                           "SELECT datname, pg_get_userbyid(datdba), datacl FROM pg_database")  # fmt: skip
    assert re.search(r"^shelf\|shelf\|\{shelf=CTc/shelf\}$", listed.replace("=T/shelf,", ""), re.MULTILINE), listed
    assert {*SERVICES} <= {line.partition("|")[0] for line in listed.splitlines()}
