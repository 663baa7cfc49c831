"""Stages a single-file module for the tests of documents: `python staged.py FOLDER NAME < actions.json`.

Each action is `[uri, role, fields]`; what each gives (a page's HTML, an error's sentence) is printed as JSON. A process
can set Django up once, so every step of a tutorial is one.
"""

import json
import sys
from importlib import import_module
from typing import Any

from courant_kit.calls.errors import CourantError


def main(folder: str, name: str) -> None:
    """Import the module, make its tables, take each action and print the answers."""
    sys.path.insert(0, folder)
    app = import_module(name).app
    from courant_kit.testing import Stage
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0)
    stage = Stage(app.module)
    answers = [_answer(stage, *action) for action in json.load(sys.stdin)]
    print(json.dumps({"answers": answers, "topics": stage.topics()}))  # noqa: T201 - the test reads it


def _answer(stage: Any, uri: str, role: str, fields: dict[str, Any]) -> str:
    procedure = stage.module.contract.procedures[uri]
    try:
        return str(
            stage.page(procedure, role, **fields).html if procedure.is_page else stage.call(procedure, role, **fields)
        )
    except CourantError as error:
        return f"{error.uri}: {error.message}"


if __name__ == "__main__":
    main(*sys.argv[1:])
