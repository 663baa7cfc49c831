"""The addresses that generators make (no I/O): templates such as `/:categories/:year/:title/`, filled in."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from unicodedata import category, normalize

MANY = 5000
"""How many words are remembered in their forms: each is asked for several times."""

#: Jekyll's names for templates (https://jekyllrb.com/docs/permalinks/).
STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "none": "/:categories/:title.html",
}

_PLACE = re.compile(r":(?P<name>[a-z_]+)")
_CODE = re.compile(r"\{\{-?\s*(?P<words>[^{}]*?)\s*-?\}\}")
_CODES = (
    (re.compile(r"(?:page\.)?date\s*\|\s*date:?\s*\(?['\"](?P<form>[^'\"]+)['\"]\)?"), ""),
    (re.compile(r"(?:page\.)?(?:fileslug|slug)(?:\s*\|\s*slug\w*)?", re.IGNORECASE), ":name"),
    (re.compile(r"title\s*\|\s*slug\w*", re.IGNORECASE), ":words"),
    (re.compile(r"page\.filepathstem", re.IGNORECASE), ":stem"),
)
_KEPT = set("_.~!$&'()+,;=@-")


@dataclass(frozen=True, slots=True)
class Facts:
    """What an address may be made of: `name` is the file's, as written and without its day; `stem` has its folders."""

    title: str
    name: str
    slug: str
    stem: str
    section: str
    categories: tuple[str, ...]
    day: date | None


def filled(template: str, facts: Facts, *, titled: bool = False) -> str | None:
    """The path of a template, without slashes at its ends; None if something in it is not known.

    `titled` means that `:title` is the title, as in Hugo, and not the name of the file, as in Jekyll.
    """
    template = STYLES.get(template.strip(), template.strip())
    words = _CODE.sub(lambda found: _coded(found["words"]) or found[0], template)
    if "{{" in words or "{%" in words:
        return None
    values = _values(facts, titled=titled)
    names = {found["name"]: values.get(found["name"]) for found in _PLACE.finditer(words)}
    if None in names.values():
        return None
    path = _PLACE.sub(lambda found: names[found["name"]] or "", words)
    return re.sub(r"/{2,}", "/", path).strip("/")


@lru_cache(MANY)
def pretty(words: str) -> str:
    """Words as Jekyll writes them in an address: as they are, with `-` for what no address may contain."""
    kept = (one if one in _KEPT or _is_letter(one) else "\0" for one in normalize("NFC", words))
    return re.sub("\0+", "-", "".join(kept)).strip("-")


@lru_cache(MANY)
def lowered(words: str) -> str:
    """A path as Hugo writes it: in lower case, with `-` for spaces."""
    path = re.sub(r"\s+", "-", normalize("NFC", words).strip()).lower()
    return "".join(one for one in path if one in "_./~+-" or _is_letter(one))


def _is_letter(one: str) -> bool:
    """Whether a character is a letter, a digit, or a mark that belongs to one (`हिन्दी` has three)."""
    return category(one)[0] in "LMN"


def _values(facts: Facts, *, titled: bool) -> dict[str, str | None]:
    day, title = facts.day, lowered(facts.title or facts.name) if titled else pretty(facts.slug or facts.name)
    words = {
        "title": title, "name": pretty(facts.name),
        "slug": lowered(facts.slug or (titled and facts.title) or facts.name),
        "words": lowered(facts.title), "stem": facts.stem, "filename": lowered(facts.name), "basename": facts.name,
        "contentbasename": lowered(facts.name), "slugorfilename": lowered(facts.slug or facts.name),
        "slugorcontentbasename": lowered(facts.slug or facts.name), "section": facts.section.partition("/")[0],
        "sections": facts.section, "categories": "/".join(one.lower() for one in facts.categories),
        "slugified_categories": "/".join(map(lowered, facts.categories)), "output_ext": ".html",
        "category": facts.categories[0].lower() if facts.categories else "", "path": facts.stem,
    }  # fmt: skip
    forms = {
        "year": "%Y", "short_year": "%y", "month": "%m", "day": "%d", "y_day": "%j", "yearday": "%j",
        "monthname": "%B", "long_month": "%B", "short_month": "%b", "weekdayname": "%A", "hour": "00", "minute": "00",
        "second": "00",
    }  # fmt: skip
    dated = {name: day.strftime(form) if day else None for name, form in forms.items()}
    plain = {"i_month": str(day.month), "i_day": str(day.day)} if day else {}
    return {**words, **dated, **plain}


def _coded(words: str) -> str:
    """A placeholder for a piece of a template language; "" for one that is not understood."""
    for pattern, becomes in _CODES:
        if found := pattern.fullmatch(words.strip()):
            return becomes or _strftime(found["form"])
    return ""


def _strftime(form: str) -> str:
    named = {"%Y": ":year", "%m": ":month", "%d": ":day", "%j": ":y_day", "%y": ":short_year"}
    known = re.sub(r"%[a-zA-Z]", lambda found: named.get(found[0], "{{"), form)
    return re.sub(r"\byyyy\b", ":year", re.sub(r"\bMM\b", ":month", re.sub(r"\bdd\b", ":day", known)))
