"""Live fragments (no I/O): their declarations, their ids, and their elements in a page."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import NoneType
from typing import Any, Generic, NamedTuple, TypeVar, overload

import msgspec

from courant_kit.live.audience import EVERYBODY, Audience

K = TypeVar("K", int, str, None)

LARGEST = 2**53
"""The largest key or part that is a number: JavaScript holds all integers up to it exactly."""

_NAME = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
_KEY = re.compile(r"[A-Za-z0-9_-]{1,150}")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,15}")
_ID = re.compile(r"(?P<name>[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*)(?:-(?P<key>[^/]+))?(?:/(?P<part>[^/]+))?")
_ELEMENT = re.compile(r'<[a-z][a-z0-9-]* data-live="([^"]+)" data-version="(-?\d+)"')


@dataclass(frozen=True, init=False, eq=False)
class Fragment(Generic[K]):
    """The declaration of a kind of fragment, an entry of a contract like a procedure or a topic.

    `name` is `<module>.<kind>`; `key` is the type of the key that distinguishes fragments of the kind (int or str; omit
    it if there is only one); `audience` is who may see them, or a function that returns the audience for a key. With
    `memory`, versions live in memory. `since` and `deprecated` are as in a Procedure. Calling the declaration returns
    the id of one fragment: `COMMENTS(12)`.
    """

    name: str
    key: type[Any]
    audience: Audience | Callable[[Any], Audience]
    memory: bool
    doc: str
    since: str
    deprecated: str

    @overload
    def __init__(
        self: "Fragment[None]", name: str, *, audience: Audience = ..., memory: bool = ..., doc: str = ...,
        since: str = ..., deprecated: str = ...,
    ) -> None: ...  # fmt: skip
    @overload
    def __init__(
        self: "Fragment[int]", name: str, *, key: type[int], audience: Audience | Callable[[int], Audience] = ...,
        memory: bool = ..., doc: str = ..., since: str = ..., deprecated: str = ...,
    ) -> None: ...  # fmt: skip
    @overload
    def __init__(
        self: "Fragment[str]", name: str, *, key: type[str], audience: Audience | Callable[[str], Audience] = ...,
        memory: bool = ..., doc: str = ..., since: str = ..., deprecated: str = ...,
    ) -> None: ...  # fmt: skip
    def __init__(
        self, name: str, *, key: type[Any] = NoneType, audience: Audience | Callable[[Any], Audience] = EVERYBODY,
        memory: bool = False, doc: str = "", since: str = "", deprecated: str = "",
    ) -> None:  # fmt: skip
        """Declare it; raises ValueError if the name is not `<module>.<kind>` or the key is neither int nor str."""
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name!r} is not the name of a fragment, <module>.<kind>")
        if key not in (int, str, NoneType):
            raise ValueError(f"the key of {name} must be int or str")
        for field, value in {
            "name": name, "key": key, "audience": audience, "memory": memory, "doc": doc, "since": since,
            "deprecated": deprecated,
        }.items():  # fmt: skip
            object.__setattr__(self, field, value)

    @property
    def module(self) -> str:
        """The module that owns it."""
        return self.name.partition(".")[0]

    @property
    def kind(self) -> str:
        """Its name within its module."""
        return self.name.partition(".")[2]

    @overload
    def __call__(self: "Fragment[None]", *, part: int = 0) -> "FragmentId[None]": ...
    @overload
    def __call__(self, key: K, *, part: int = 0) -> "FragmentId[K]": ...
    def __call__(self, key: Any = None, *, part: int = 0) -> "FragmentId[Any]":
        """The id of the fragment with this key, or of a numbered part of it.

        Raises TypeError if the key is not of the declared type, ValueError if an id cannot contain it.
        """
        if type(key) is not self.key:
            raise TypeError(f"{self.name} has a key of type {self.key.__name__}, not {key!r}")
        if not _stands(key) or not 0 <= part <= LARGEST:
            raise ValueError(f"{key!r} (part {part}) cannot be in the id of a fragment of {self.name}")
        return FragmentId(self, key, part)


@dataclass(frozen=True, slots=True)
class FragmentId(Generic[K]):
    """The id of a fragment: its declaration, its key, and the number of a part of it (0 for the complete fragment).

    Written as `<module>.<kind>[-<key>][/<part>]`. Calling a declaration creates one; so does `read`.
    """

    fragment: Fragment[K]
    key: K
    part: int = 0

    @property
    def audience(self) -> Audience:
        """The audience that may see it."""
        declared = self.fragment.audience
        return declared if isinstance(declared, str) else declared(self.key)

    @property
    def topic(self) -> str:
        """The topic of its events; a part has the topic of the complete fragment."""
        return f"courant.{self.fragment.module}.{self.audience}.{self.base.partition('.')[2]}"

    @property
    def base(self) -> str:
        """The id without its part. All parts share its version."""
        return self.fragment.name if self.key is None else f"{self.fragment.name}-{self.key}"

    def __str__(self) -> str:
        return f"{self.base}/{self.part}" if self.part else self.base


def read(text: str, declared: Mapping[str, Fragment[Any]]) -> "FragmentId[Any] | None":
    """The id written as `text`; `declared` has the declarations by name. None if `text` is not an id of one of them."""
    found = _ID.fullmatch(text)
    fragment = declared.get(found["name"]) if found else None
    if found is None or fragment is None:
        return None
    part = _number(found["part"] or "0")
    key = _number(found["key"] or "") if fragment.key is int else found["key"]
    if part is None or not _stands(key) or type(key) is not fragment.key or (found["part"] and not part):
        return None
    return FragmentId(fragment, key, part)


def declares(text: str, declared: Mapping[str, Fragment[Any]]) -> bool:
    """Whether `text` names one of these declarations; its key and part need not be valid."""
    found = _ID.fullmatch(text)
    return found is not None and found["name"] in declared


class Item(msgspec.Struct, frozen=True):
    """One child of a list fragment: `html` is a single element whose `id` attribute is `key`."""

    key: str
    html: str


Rendering = str | list[Item]
"""The result of a fragment's render function: the complete inner HTML, or a list of the children."""


def versions_in(html: str) -> dict[str, int]:
    """The fragments in a page's HTML with their versions, in order.

    People's HTML has no data attributes, and a `<` in their text is escaped, so only elements of `wrap` are found.
    """
    return {found[1]: int(found[2]) for found in _ELEMENT.finditer(html)}


def whole(rendering: Rendering) -> str:
    """The inner HTML of a fragment."""
    return rendering + "" if isinstance(rendering, str) else "".join(item.html for item in rendering)


class Part(NamedTuple):
    """A fragment that is to be an element of a page: `attributes` is trusted markup, such as `class="comments"`."""

    fragment: FragmentId[Any]
    tag: str = "section"
    attributes: str = ""


def wrap(
    fragment: FragmentId[Any], version: int, html: str, *, tag: str = "section", attributes: str = "", topic: str = ""
) -> str:
    """The element that holds a fragment in a page; `attributes` is trusted markup, such as `class="comments"`.

    `topic` is the topic of its events, if that is not the fragment's own, because the page is in another language than
    the site's default one.
    """
    topic = topic or ("" if fragment.audience == EVERYBODY else fragment.topic)
    extra = f' data-topic="{topic}"' if topic else ""
    extra += f" {attributes}" if attributes else ""
    return f'<{tag} data-live="{fragment}" data-version="{version}"{extra}>{html}</{tag}>'


def _stands(key: object) -> bool:
    if isinstance(key, str):
        return _KEY.fullmatch(key) is not None
    return key is None or (isinstance(key, int) and 0 <= key <= LARGEST)


def _number(text: str) -> int | None:
    return int(text) if _NUMBER.fullmatch(text) else None
