"""Live fragments, pure: their ids, topics and elements in a page."""

import re
from dataclasses import dataclass

import msgspec

_ID = re.compile(
    r"(?P<module>[a-z][a-z0-9_]*)\.(?P<kind>[a-z][a-z0-9_]*)"
    r"(?:-(?P<key>[A-Za-z0-9_-]+))?(?:/(?P<part>[A-Za-z0-9_-]+))?"
)
_ELEMENT = re.compile(r'<[a-z][a-z0-9-]* data-live="([^"]+)" data-version="(-?\d+)"')


@dataclass(frozen=True, slots=True)
class FragmentId:
    """`<module>.<kind>[-<key>][/<part>]`: what a fragment shows, and which part of it."""

    module: str
    kind: str
    key: str = ""
    part: str = ""

    @classmethod
    def parse(cls, text: str) -> "FragmentId":
        """The id written as `text`; raises ValueError when it is none."""
        found = cls.match(text)
        if found is None:
            raise ValueError(f"{text!r} is not a fragment id")
        return found

    @classmethod
    def match(cls, text: str) -> "FragmentId | None":
        """The id written as `text`, or None when it is none."""
        found = _ID.fullmatch(text)
        return cls(**{name: value or "" for name, value in found.groupdict().items()}) if found else None

    @property
    def name(self) -> str:
        """The last component of its topic."""
        return f"{self.kind}-{self.key}" if self.key else self.kind

    @property
    def base(self) -> str:
        """The id without its part: what has the version."""
        return f"{self.module}.{self.name}"

    def __str__(self) -> str:
        return f"{self.base}/{self.part}" if self.part else self.base


class Item(msgspec.Struct, frozen=True):
    """One child of a list fragment: `html` is a single element whose `id` attribute is `key`."""

    key: str
    html: str


Rendering = str | list[Item]
"""What a fragment's render function gives: its whole inner HTML, or its children one by one."""


def topic(fragment: FragmentId, *, staff: bool = False) -> str:
    """The topic on which the fragment's events travel."""
    return f"courant.{fragment.module}.{'staff' if staff else 'live'}.{fragment.name}"


def versions_in(html: str) -> dict[str, int]:
    """The fragments in a page's HTML with their versions, in order.

    People's own HTML has no data attributes, and a `<` in their text is escaped: only our own tags are found.
    """
    return {found[1]: int(found[2]) for found in _ELEMENT.finditer(html)}


def whole(rendering: Rendering) -> str:
    """The inner HTML of a fragment."""
    return rendering + "" if isinstance(rendering, str) else "".join(item.html for item in rendering)


def wrap(
    fragment: FragmentId, version: int, html: str, *, tag: str = "section", staff: bool = False, attributes: str = ""
) -> str:
    """The element that holds a fragment in a page; `attributes` is trusted markup, such as `class="comments"`."""
    extra = f' data-topic="{topic(fragment, staff=True)}"' if staff else ""
    extra += f" {attributes}" if attributes else ""
    return f'<{tag} data-live="{fragment}" data-version="{version}"{extra}>{html}</{tag}>'
