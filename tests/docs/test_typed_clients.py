"""The how-to about typed code: its programs run on a real site, and type checkers accept them."""

import os
import re
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.docs.documents import DOCS, blocks, write
from tests.docs.test_how_to import until
from tests.router import ROOT
from tests.services import Program
from tests.site import Site

PAGE = DOCS / "how-to" / "call-from-typed-code.md"
CLIENT, TYPES, PACKAGES = ROOT / "clients" / "python", ROOT / "web" / "client" / "generated", ROOT / "web" / "client"
WRONG = {"limit=3": 'limit="three"', '["title"]': '["headline"]', "post_save(title": "post_save(name"}


def files(folder: Path) -> Path:
    """Write the page's files into a folder."""
    write(folder, [block for block in blocks(PAGE) if "." in block.label])
    return folder


@pytest.fixture
def post(site: Site) -> int:
    """A post to read."""
    with site.operator() as operator:
        return int(operator.call("courant.blog.post.save", title="A fern", text="Green.", published=True)["id"])


@pytest.mark.router
@pytest.mark.parametrize("loop", ["asyncio", "twisted"])
def test_a_session_of_autobahn_is_typed(site: Site, tmp_path: Path, post: int, loop: str) -> None:
    program = files(tmp_path) / "typed.py"
    program.write_text(
        program.read_text().replace("autobahn.asyncio", f"autobahn.{loop}").replace('"typed"', f'"{loop}"')
    )
    environment = dict(re.findall(r"(COURANT_SECRET)=(\S+)", site.command("backend", "add", loop)))
    environment |= {"COURANT_ROUTER": f"ws://localhost:{site.port}/ws", "PYTHONPATH": str(CLIENT)}
    log = tmp_path / "typed.log"
    with site.operator() as operator, Program([program], environment, log):
        until(log, "post: A fern")
        operator.call("courant.blog.comment.add", post=post, text="So green")
        until(log, "comment: So green")


@pytest.mark.router
def test_calls_over_http_are_typed(site: Site, tmp_path: Path, post: int) -> None:
    program = files(tmp_path) / "over_http.py"
    environment = {**os.environ, "SITE": site.url, "PYTHONPATH": str(CLIENT)}
    done = subprocess.run(
        [sys.executable, program], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert "post: A fern" in done.stdout, done.stderr
    assert "courant.error.forbidden" in done.stdout


@pytest.mark.router
def test_calls_in_typescript_are_typed(site: Site, tmp_path: Path, post: int) -> None:
    program = files(tmp_path) / "latest.ts"
    shutil.copytree(TYPES, tmp_path / "generated")
    assert checked(program) == ""
    built = subprocess.run(
        [node_program("esbuild"), program, "--format=esm"], capture_output=True, text=True, check=True, timeout=60
    )
    (tmp_path / "latest.mjs").write_text(built.stdout)
    done = subprocess.run(
        ["node", tmp_path / "latest.mjs"], env={**os.environ, "SITE": site.url}, capture_output=True, text=True,
        check=False, timeout=60,
    )  # fmt: skip
    assert "post: A fern" in done.stdout, done.stderr
    program.write_text(program.read_text().replace("limit: 3", 'limit: "three"').replace("post.title", "post.headline"))
    found = checked(program)
    assert "Type 'string' is not assignable to type 'number'" in found
    assert "Property 'headline' does not exist on type 'PostSummary'" in found


def test_a_type_checker_accepts_the_call_and_rejects_a_wrong_one(tmp_path: Path) -> None:
    program = files(tmp_path) / "over_http.py"
    assert mypy(program).startswith("Success")
    text = program.read_text()
    for right, wrong in WRONG.items():
        text = text.replace(right, wrong)
    program.write_text(text)
    found = mypy(program)
    for words in (
        'incompatible type "str"; expected "int',
        'has no key "headline"',
        'Unexpected keyword argument "name"',
    ):
        assert words in found


def node_program(name: str) -> Path:
    """A program of the browser client's packages."""
    return PACKAGES / "node_modules" / ".bin" / name


def checked(program: Path) -> str:
    """What TypeScript finds wrong."""
    options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--types", "node"]
    options += ["--typeRoots", str(PACKAGES / "node_modules" / "@types")]
    (program.parent / "package.json").write_text('{"type": "module"}')
    done = subprocess.run(
        [node_program("tsc"), *options, str(program)], capture_output=True, text=True, check=False, timeout=120
    )
    return done.stdout


def mypy(program: Path) -> str:
    """What mypy finds wrong."""
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file", os.devnull, program],
        env={**os.environ, "MYPYPATH": str(CLIENT)}, cwd=program.parent, capture_output=True, text=True, check=False,
        timeout=240,
    )  # fmt: skip
    return done.stdout


def test_a_token_is_sent_to_no_other_address() -> None:
    asked: list[str] = []

    class Elsewhere(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.path)
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(302)
            self.send_header("Location", f"http://localhost:{self.headers['Host'].partition(':')[2]}/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_GET(self) -> None:
            asked.append(f"{self.path} {self.headers['Authorization']}")
            self.send_error(404)

    program = (
        "import asyncio, sys\nfrom courant_client.over_http import CallError, Http\n"
        "try: asyncio.run(Http(sys.argv[1], 'a-token').call('courant.blog.post.list'))\n"
        "except CallError as error: print(error)\n"
    )
    with HTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        done = subprocess.run(
            [sys.executable, "-c", program, f"http://127.0.0.1:{server.server_port}"],
            env={**os.environ, "PYTHONPATH": str(CLIENT)}, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        server.shutdown()
    assert (done.stdout, asked) == ("The site answered with 302.\n", ["/api/call/courant.blog.post.list"]), done.stderr
