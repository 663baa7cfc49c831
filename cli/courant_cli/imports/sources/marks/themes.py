"""Pictures for light and for dark pages (no I/O): the one for light pages stays, since a page here is either."""

import re

from courant_cli.imports.sources.marks.changing import Changes, left_out, outside

DARK = "picture for dark pages, left out"

_DARK = r"#(?:gh-dark-mode-only|only-dark|dark-mode-only|dark)"
_LIGHT = r"#(?:gh-light-mode-only|only-light|light-mode-only|light)"
_DARK_PICTURES = (
    re.compile(rf"\[!\[[^\]\n]*\]\([^\s()]*{_DARK}(?:[ \t][^()\n]*)?\)\]\([^\s()]*\)[ \t]*"),
    re.compile(rf"!\[[^\]\n]*\]\([^\s()]*{_DARK}(?:[ \t][^()\n]*)?\)[ \t]*"),
    re.compile(rf"<img\b[^<>]*{_DARK}[\"'][^<>]*>", re.IGNORECASE),
)
_LIGHT_MARK = re.compile(rf"(?P<address>\([^\s()]*|(?:src|href)=[\"'][^\"'<>]*){_LIGHT}(?=[\s)\"'])", re.IGNORECASE)
_PICTURE = re.compile(r"<picture\b[^<>]*>(?P<inside>.*?)</picture>", re.DOTALL | re.IGNORECASE)
_SOURCE = re.compile(r"<source\b(?P<attributes>[^<>]*)>\s*", re.IGNORECASE)
_IMAGE = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_SET = re.compile(r"""\bsrcset\s*=\s*["']?\s*(?P<address>[^\s"'<>,]+)""", re.IGNORECASE)
_SRC = re.compile(r"""\bsrc\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)


def read(text: str, changes: Changes) -> str:
    """The text with one picture where there were one for light and one for dark pages."""
    if re.search(_LIGHT, text):  # alone, a picture for dark pages is all there is
        for pattern in _DARK_PICTURES:
            text = left_out(text, pattern, DARK, changes)
    text = re.sub(rf"(?P<address>\([^\s()]*){_DARK}(?=[\s)])", r"\g<address>", text)
    text = outside(text, _LIGHT_MARK, r"\g<address>")
    return outside(text, _PICTURE, lambda found: _picture(found, changes))


def _picture(found: re.Match[str], changes: Changes) -> str:
    """The `<img>` of a `<picture>`, which shows its source for light pages if there is one."""
    image = _IMAGE.search(found["inside"])
    if image is None:
        return found[0]
    shown = image[0]
    for source in _SOURCE.finditer(found["inside"]):
        media = source["attributes"].lower()
        address = _SET.search(source["attributes"])
        if "light" in media and "color-scheme" in media and address:
            light = f'src="{address["address"]}"'
            shown = _SRC.sub(light.replace("\\", r"\\"), shown, count=1)
        elif "dark" in media and address:
            changes.append((DARK, address["address"]))
    return shown
