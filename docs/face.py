"""The page of the kit's public names, written from its source: signatures and the first words of docstrings."""

from pathlib import Path
from textwrap import fill

import griffe

WIDTH = 100
KIT = Path(__file__).parent.parent / "services" / "kit"
HEAD = """# The kit

This page lists the names that a service imports from `courant_kit`, and those that tests import
from `courant_kit.testing`. It is generated from the source. [Write a
service](../how-to/write-a-service.md) shows the names in use. `Module`, `touch`, `record`,
`take_turn`, `writing` and `media` need Django, so import them after a call of `setup` or `App`.
"""
TITLES = {
    "module": "A module", "app": "A module in one file", "wire.contract": "Contracts", "wire.payload": "Payloads",
    "wire.routes": "Addresses", "wire.page": "Pages", "live.fragment": "Fragments", "live.audience": "Audiences",
    "live.outbox": "Changes", "calls.caller": "Callers", "calls.errors": "Errors",
    "following": "Following events",
    "content": "HTML, Markdown and images", "wire.manifest": "Entries of the manifest",
    "wire.feed": "Feeds, sitemap and front page", "wire.answers": "Common requests and answers",
    "wire.old_addresses": "Old addresses", "wire.search": "Documents for the search",
    "media": "Uploads", "wire.uploads": "Calls of uploads", "signals": "Django's signals",
    "process": "The process", "testing": "Tests: `courant_kit.testing`",
}  # fmt: skip
"""The sections in order, and the files of the kit whose names each has; a folder stands for all of its files."""


UNBROKEN = {"break_long_words": False, "break_on_hyphens": False}
SOLID = "\u00a0"
HIDDEN = {"lazy_loader"}
DJANGO_MODELS = "courant_kit.app.models"

Named = griffe.Object | griffe.Alias


def markdown() -> str:
    """The page; raises LookupError when a name has no docstring."""
    kit = griffe.load("courant_kit", search_paths=[KIT])
    names = [one for one in kit.members.values() if one.is_alias and one.name not in HIDDEN]
    names += [one for one in kit["testing"].members.values() if _has_place(one) and not one.is_alias]
    titles = TITLES | {_section(one): _section(one) for one in names if _section(one) not in TITLES}
    return "\n".join([HEAD, *(_sectioned(title, section, names) for section, title in titles.items())])


def _sectioned(title: str, section: str, names: list[Named]) -> str:
    return "\n".join([f"## {title}\n", *(_entry(one) for one in names if _section(one) == section)])


def _section(one: Named) -> str:
    """The key of a name's section: the file that defines it, or that file's folder."""
    path = one.target_path if one.is_alias else one.path
    file = path.removeprefix("courant_kit.").rpartition(".")[0]
    return next((known for known in TITLES if f"{file}.".startswith(f"{known}.")), file)


def _entry(found: Named) -> str:
    if found.is_alias and found.target_path == DJANGO_MODELS:
        return f"### {found.name}\n\n`models` of `django.db`.\n"
    one = found.final_target if isinstance(found, griffe.Alias) else found
    made = _made(one) if one.is_class else one.signature() if one.is_function else ""
    shown = [f"```python\n{_broken_at_commas(made)}\n```\n"] if made else []
    below = [_bullet(one, member) for member in one.members.values() if _has_place(member)]
    return "\n".join([f"### {one.name}\n", *shown, _words(one), "", *below, *([""] if below else [])])


def _made(kind: Named) -> str:
    """How an object of a class is created: with the arguments of its `__init__` or with its fields."""
    made = kind.members.get("__init__")
    if made and (made.has_docstring or "dataclass" not in kind.labels):
        return str(made.signature(name=kind.name)).removesuffix(" -> None")
    fields = [one for one in kind.members.values() if one.is_attribute and one.annotation]
    if shown := [_field(one) for one in fields if "property" not in one.labels]:
        return f"{kind.name}({', '.join(shown)})"
    return f"class {kind.name}({', '.join(map(str, kind.bases))})"


def _field(one: Named) -> str:
    default = "..." if "default_factory" in str(one.value) else one.value
    return f"{one.name}: {one.annotation}" + (f" = {default}" if one.value is not None else "")


def _has_place(one: Named) -> bool:
    """Whether a member of a class or file is listed with it."""
    return (
        one.is_public
        and one.has_docstring
        and one.name != "__init__"
        and (one.is_function or one.is_class or "property" in one.labels)
    )


def _bullet(parent: Named, one: Named) -> str:
    one = one.final_target if isinstance(one, griffe.Alias) else one
    shown = one.signature() if one.is_function else _made(one) if one.is_class else f"{one.name}: {one.annotation}"
    text = f"`{f'{parent.name}.' if parent.is_module else ''}{shown}`: {_words(one, 1)}"
    return fill(" ".join(text.split()), WIDTH, initial_indent="- ", subsequent_indent="  ", **UNBROKEN)


def _words(one: Named, paragraphs: int | None = None) -> str:
    """The docstring or its first paragraphs, wrapped; raises LookupError when there is none."""
    if not one.docstring:
        raise LookupError(f"{one.path} has no docstring")
    found = one.docstring.value.split("\n\n")[:paragraphs]
    return "\n\n".join(fill(" ".join(text.split()), WIDTH, **UNBROKEN) for text in found)


def _broken_at_commas(signature: str) -> str:
    solid = signature.replace(" ", SOLID).replace(f",{SOLID}", ", ")
    return fill(solid, WIDTH, subsequent_indent="    ", **UNBROKEN).replace(SOLID, " ")
