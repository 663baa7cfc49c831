"""The documents of the API are what they say they are, in the eyes of the tools that others read them with."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from tests.docs.documents import DOCS
from tests.router import ROOT

REFERENCE = DOCS / "reference"
PARSER = ROOT / "deploy" / "lint" / "asyncapi"


def document(name: str) -> dict[str, Any]:
    """A generated document."""
    found: dict[str, Any] = json.loads((REFERENCE / name).read_text())
    return found


def asyncapi(path: Path) -> subprocess.CompletedProcess[str]:
    """What AsyncAPI's own parser finds in a document."""
    beside = Path(sys.executable).parent
    node = shutil.which("node", path=f"{os.environ['PATH']}{os.pathsep}{beside}")
    assert node
    return subprocess.run(
        [node, "check.mjs", path], cwd=PARSER, capture_output=True, text=True, timeout=120, check=False
    )


def test_the_schemas_are_json_schema() -> None:
    schema = document("protocol.schema.json")
    Draft202012Validator.check_schema(schema)
    for name, struct in schema["$defs"].items():
        Draft202012Validator.check_schema(struct)
        assert struct["type"] == "object", name


def test_the_http_api_is_openapi() -> None:
    validate(document("openapi.json"))


def test_the_routers_api_is_asyncapi() -> None:
    done = asyncapi(REFERENCE / "asyncapi.json")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_the_parser_finds_a_fault(tmp_path: Path) -> None:
    faulty = document("asyncapi.json")
    faulty["operations"]["courant.blog.post.list"]["action"] = "answer"
    (tmp_path / "faulty.json").write_text(json.dumps(faulty))
    done = asyncapi(tmp_path / "faulty.json")
    assert done.returncode == 1
    assert "courant.blog.post.list" in done.stdout
