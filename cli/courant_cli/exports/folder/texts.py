"""Texts with front matter (no I/O): written so that reading gives exactly what was written, and diffs are small."""

import json
from datetime import date, datetime
from typing import Any

import yaml

_FENCE = "---\n"


class Unreadable(ValueError):
    """A file that is not as an export writes it; the message says why."""


def written(fields: dict[str, Any], text: str) -> str:
    """A file of Markdown with these fields before it; those that are empty are left out."""
    kept = {name: value for name, value in fields.items() if value not in ("", [], {}, None)}
    head = yaml.dump(
        kept, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10**6, default_flow_style=False
    )  # fmt: skip
    return f"{_FENCE}{head}{_FENCE}\n{text}\n"


def read(content: str) -> tuple[dict[str, Any], str]:
    """The fields and the text of such a file, also after an editor changed it; raises Unreadable."""
    if not content.startswith(_FENCE):
        raise Unreadable("there is no front matter")
    head, fence, text = content.removeprefix(_FENCE).partition(f"\n{_FENCE}")
    if not fence:
        raise Unreadable("the front matter does not end")
    return _fields(head), text.removeprefix("\n").removesuffix("\n")


def listed(things: list[dict[str, Any]]) -> str:
    """A file of JSON, with a line for each field."""
    return json.dumps(things, ensure_ascii=False, indent=1) + "\n"


def read_list(content: str) -> list[dict[str, Any]]:
    """The things in such a file; raises Unreadable."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"it is no JSON: {error}") from None
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise Unreadable("it should be a list of objects")
    return found


def _fields(head: str) -> dict[str, Any]:
    try:
        # An alias in YAML can stand for very much text, and an export writes none.
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(head, yaml.CSafeLoader)):
            raise Unreadable("the front matter refers to other parts of itself")
        found = yaml.load(head, yaml.CSafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise Unreadable(f"the front matter is no YAML: {' '.join(str(error).split())}") from None
    if not isinstance(found, dict):
        raise Unreadable("the front matter has no keys")
    return {str(name): _plain(value) for name, value in found.items()}


def _plain(value: Any) -> Any:
    """A date that YAML understood, as a word again."""
    return value.isoformat() if isinstance(value, date | datetime) else value
