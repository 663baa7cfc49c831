"""Drawings (SVG) without metadata and without what could run, for the eyes alone.

Pages show a drawing as a picture, in which nothing runs, and its own address has a policy that forbids all. This takes
away what a program for drawing writes along: names, paths of files, comments; and what has no use in a picture.
"""

import re
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from courant_kit.media.workshop.making import DAMAGED, Options, Refused
from courant_kit.words import marked

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"

NO_DRAWING = marked("This is not a drawing (SVG): its first element should be <svg xmlns=…>.")

_WITHOUT = frozenset({"script", "metadata", "foreignObject", "handler", "listener", "iframe", "audio", "video"})
_ELSEWHERE = re.compile(r"\s*(?!#|data:image/)\S", re.IGNORECASE)
_LINK = re.compile(r"\s*(?:#|https?:|mailto:|/)", re.IGNORECASE)


def drawn(data: bytes) -> tuple[Options, bytes]:
    """The drawing as it is stored; raises Refused if it is no SVG. Its size is not known here."""
    try:
        root = ET.fromstring(data)  # noqa: S314 - in a process with bounds; expat loads nothing from elsewhere
    except ET.ParseError:
        raise Refused(DAMAGED) from None
    if root.tag != f"{{{SVG}}}svg":
        raise Refused(NO_DRAWING)
    _clean(root)
    ET.register_namespace("", SVG)
    ET.register_namespace("xlink", XLINK)
    return {}, ET.tostring(root, encoding="utf-8")


def _clean(element: Element) -> None:
    for name in [name for name, value in element.attrib.items() if not _may_stay(element, name, value)]:
        del element.attrib[name]
    for child in list(element):
        if _is_shown(child):
            _clean(child)
        else:
            _remove(element, child)


def _is_shown(element: Element) -> bool:
    space, _, name = element.tag[1:].partition("}")
    return space == SVG and name not in _WITHOUT


def _remove(parent: Element, child: Element) -> None:
    """Remove an element, but not the text that follows it."""
    index = list(parent).index(child)
    if child.tail and index:
        parent[index - 1].tail = (parent[index - 1].tail or "") + child.tail
    elif child.tail:
        parent.text = (parent.text or "") + child.tail
    parent.remove(child)


def _may_stay(element: Element, name: str, value: str) -> bool:
    """An attribute stays if it is SVG's own, runs nothing, and fetches nothing; links may lead elsewhere."""
    space, _, local = name[1:].partition("}") if name.startswith("{") else ("", "", name)
    if space not in {"", XLINK, XML} or local.lower().startswith("on"):
        return False
    if local == "href":
        is_link = element.tag == f"{{{SVG}}}a"
        return bool(_LINK.match(value)) if is_link else not _ELSEWHERE.match(value)
    return True
