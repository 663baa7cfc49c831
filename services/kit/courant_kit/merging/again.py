"""Importing again (no I/O): what changed at the source since it was last imported is combined with edits made here.

Three states are compared, each a mapping of the same fields: `base`, the source as it was last imported; `theirs`, the
site; and `ours`, the source now. A field that only the source changed is imported, and one that only people here
changed stays. If both changed a field, the site's value stays and the report names it. Texts are merged by lines and
words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from courant_kit.merging import texts

Outcome = Literal["created", "updated", "merged", "unchanged", "kept", "conflict", "deleted"]
"""The result of an import. `merged`: changes at the source were combined with edits made here. `kept`: edits made here
stay, and the source has not changed. `conflict`: both changed the same place, where the site's words stay. `deleted`:
the document was deleted here and stays deleted."""

LONGEST = 60
MOST = 20


@dataclass(frozen=True, slots=True)
class Combined:
    """The fields after an import, and a line for each place where an edit made here stays against the source."""

    fields: dict[str, Any]
    outcome: Outcome
    kept: list[str] = field(default_factory=list)


def combine(
    base: Mapping[str, Any], theirs: Mapping[str, Any], ours: Mapping[str, Any], text: str = "text"
) -> Combined:
    """The site's fields and the source's as one; `text` names the field that is merged by lines and words."""
    fields, kept = dict(theirs), []
    for name, value in ours.items():
        if value == base.get(name) or value == theirs[name]:
            continue
        if theirs[name] == base.get(name):
            fields[name] = value
        elif name == text and isinstance(base.get(name), str):
            fields[name], places = texts.keeping(base[name], value, theirs[name])
            kept += [_place(place) for place in places]
        else:
            kept.append(f"{name}: {_shown(theirs[name])} here, {_shown(value)} in the file")
    return Combined(fields, _outcome(base, theirs, ours, fields, kept), kept[:MOST])


def _outcome(
    base: Mapping[str, Any], theirs: Mapping[str, Any], ours: Mapping[str, Any], fields: Any, kept: list[str]
) -> Outcome:
    if kept:
        return "conflict"
    edited = any(theirs[name] not in (base.get(name), ours[name]) for name in ours)
    if fields == theirs:
        return "kept" if edited else "unchanged"
    return "merged" if edited else "updated"


def _place(place: texts.Kept) -> str:
    return f"text, line {place.line}: {_shown(place.theirs)} here, {_shown(place.mine)} in the file"


def _shown(value: Any) -> str:
    if isinstance(value, list | tuple):
        value = ", ".join(map(str, value))
    words = " ".join(str(value).split())
    return f"“{words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + '…'}”"
