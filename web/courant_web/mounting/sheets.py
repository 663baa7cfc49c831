"""Style sheets of mounted apps, rewritten so that they reach the app's part of a page and nothing around it. Pure."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import tinycss2  # type: ignore[import-untyped]
from tinycss2 import ast

ROOT = "courant-app"
BODY = "courant-body"
"""The elements that hold a mounted page; in its style sheets they stand for `html` and, within it, `body`."""

NESTING = frozenset({"media", "supports", "layer", "container", "document", "starting-style"})
"""At-rules that hold rules."""

Path = Callable[[str], str]


def scoped(css: str, address: Path) -> str:
    """The style sheet with every selector below ROOT. `address` gives the scoped address of a sheet it imports."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "".join(_written(rule, address) for rule in rules)


def _written(rule: Any, address: Path) -> str:
    if isinstance(rule, ast.QualifiedRule):
        selectors = ",".join(map(_selector, _parts(rule.prelude)))
        return f"{selectors}{{{tinycss2.serialize(rule.content)}}}\n"
    if not isinstance(rule, ast.AtRule):
        return ""
    if rule.lower_at_keyword == "import":
        return _imported(rule, address)
    if rule.content is None or rule.lower_at_keyword not in NESTING:
        return "" if rule.lower_at_keyword == "charset" else rule.serialize() + "\n"
    inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
    body = "".join(_written(one, address) for one in inner)
    return f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{body}}}\n"


def _imported(rule: Any, address: Path) -> str:
    """An import of a sheet beside this one is as good scoped; one from elsewhere is left out, as the policy would."""
    head, *rest = [one for one in rule.prelude if one.type != "whitespace"] or [None]
    url = getattr(head, "value", "")
    if head is not None and head.type == "function":
        url = next((one.value for one in head.arguments if one.type == "string"), "")
    if not isinstance(url, str) or not url or urlsplit(url).netloc:
        return ""
    return f'@import "{address(url)}" {tinycss2.serialize(rest)};\n'


def _parts(prelude: list[Any]) -> Iterator[list[Any]]:
    """The selectors of a list of them."""
    part: list[Any] = []
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            yield part
            part = []
        elif token.type != "comment":
            part.append(token)
    yield part


def _selector(tokens: list[Any]) -> str:
    """One selector below ROOT. A theme that is chosen on the real root still counts there: `html[data-theme=dark]`."""
    first, rest = _compound(_stripped(tokens))
    if length := _root(first):
        about = tinycss2.serialize(first[length:])
        own = ROOT if length == 1 else f".{ROOT}"
        return f"{f'html{about} ' if about else ''}{own}{_below(rest)}"
    return f":where({ROOT}) {_below([*first, *rest])}"


def _below(tokens: list[Any]) -> str:
    """A selector's text, in which BODY stands for `body`."""
    text, start = "", True
    for token in tokens:
        text += BODY if start and _names([token], "body") else token.serialize()
        start = token.type == "whitespace" or (token.type == "literal" and token.value in ">+~")
    return text


def _compound(tokens: list[Any]) -> tuple[list[Any], list[Any]]:
    """The tokens until the first combinator, and those from it on."""
    for number, token in enumerate(tokens):
        if token.type == "whitespace" or (token.type == "literal" and token.value in ">+~"):
            return tokens[:number], tokens[number:]
    return tokens, []


def _stripped(tokens: list[Any]) -> list[Any]:
    while tokens and tokens[0].type == "whitespace":
        tokens = tokens[1:]
    while tokens and tokens[-1].type == "whitespace":
        tokens = tokens[:-1]
    return tokens


def _names(tokens: list[Any], element: str) -> bool:
    return bool(tokens) and tokens[0].type == "ident" and tokens[0].lower_value == element


def _root(tokens: list[Any]) -> int:
    """How many tokens at the beginning of a compound say that it is the root: `html`, or `:root`, which are two."""
    if tokens and tokens[0].type == "literal" and tokens[0].value == ":":
        return 2 if _names(tokens[1:], "root") else 0
    return int(_names(tokens, "html"))
