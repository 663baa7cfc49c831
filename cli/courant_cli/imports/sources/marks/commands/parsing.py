"""Finds the commands in a text, each with its end if it has one (no I/O).

They are `{% hint style="info" %}` (Liquid, Nunjucks, Hexo, GitBook), `{{< figure src="a.png" >}}` and `{{% notice %}}`
(Hugo), `{{ youtube(id="x") }}` and `{% quote(author="V") %}` (Zola).
"""

import re
from collections import Counter
from dataclasses import dataclass

from courant_cli.imports.reading.addresses import masked

_VALUE = r""""[^"\n]*+"|'[^'\n]*+'|“[^”\n]*+”"""
_WORDS = rf"(?:{_VALUE}|[^\"'“%>{{}}]|[%>](?!\}}))*+"
_COMMAND = re.compile(
    rf"\{{\{{(?P<hugo>[<%])-?\s*+(?P<end>/?)\s*+(?P<name>[\w./-]*\w)(?P<words>{_WORDS})[>%]\}}\}}"
    rf"|\{{%-?\s*+(?P<liquid>\w+)(?P<given>{_WORDS})%\}}"
    rf"|\{{\{{-?\s*(?P<zola>[a-z_]\w*)(?P<zolas>\({_WORDS})\}}\}}"
)
_NAMED = re.compile(rf"(?<![\w-])(?P<key>[\w-]++)\s*+[=:]\s*(?!//)(?P<value>{_VALUE}|[^\s,()\"'“]+)")
_PLAIN = re.compile(rf"{_VALUE}|[^\s,()\"'“]+")


@dataclass(slots=True, eq=False)
class Command:
    """A command in a text: its name, what it was given, and where it and its end are."""

    name: str
    named: dict[str, str]
    plain: list[str]
    words: str
    start: int
    end: int
    hugo: bool
    closes: str = ""
    partner: "Command | None" = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names that its end may have; Zola's `{% end %}` ends whatever has brackets."""
        return (self.name, "*") if self.words.startswith("(") else (self.name,)

    def first(self, *keys: str) -> str:
        """The first of the named values that is there; "" if none is."""
        return next((self.named[key] for key in keys if self.named.get(key)), "")


def commands(text: str) -> list[Command]:
    """The commands outside code, in order; one that has an end is the partner of it, and the reverse."""
    if "{%" not in text and "{{" not in text:
        return []
    found = [_command(one) for one in _COMMAND.finditer(masked(text))]
    waiting: list[Command] = []
    names: Counter[str] = Counter()
    for one in found:
        if not one.closes:
            waiting.append(one)
            names.update(one.names)
        elif names[one.closes]:
            while one.closes not in (other := waiting.pop()).names:
                names.subtract(other.names)
            names.subtract(other.names)
            one.partner, other.partner = other, one
    return found


def _command(found: re.Match[str]) -> Command:
    name = (found["name"] or found["liquid"] or found["zola"]).lower()
    words = (found["words"] or found["given"] or found["zolas"] or "").strip().rstrip("/-").strip()
    closes = ""
    if found["end"]:
        closes = name
    elif found["liquid"] and name.startswith("end"):
        closes = name[3:] or "*"
    named = {one["key"].lower(): _bare(one["value"]) for one in _NAMED.finditer(words)}
    plain = [_bare(one[0]) for one in _PLAIN.finditer(_NAMED.sub(" ", words))]
    return Command(name, named, plain, words, found.start(), found.end(), bool(found["hugo"]), closes)


def _bare(value: str) -> str:
    return value[1:-1] if value[:1] in "\"'“" else value
