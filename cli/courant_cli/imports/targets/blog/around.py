"""What stands around a post (no I/O): its series and its place there, whether it is pinned, its language."""

import re
from collections.abc import Mapping
from typing import Any

from courant_cli.imports.reading.front_matter import every, flat, one_line
from courant_cli.imports.reading.withheld.answers import says_yes

_SERIES = ("series", "taxonomies.series", "extra.series", "params.series", "collection_title", "series.name",
           "series.title")  # fmt: skip
_PARTS = ("part", "series_part", "series_order", "seriesorder", "series_weight", "series_index", "series-index",
          "series_number", "episode", "extra.part", "extra.series_index", "series.part", "series.index",
          "series.order")  # fmt: skip
_PINS = ("pinned", "pin", "sticky", "featured", "feature", "top", "ispinned", "issticky", "extra.pinned",
         "params.pinned", "params.featured")  # fmt: skip
_LANGUAGES = ("lang", "language", "locale", "lang_code", "extra.lang", "params.lang")
_SHARED = ("translationkey", "translation_key", "translation_id", "lang-ref", "lang_ref", "ref", "i18n_key",
           "page_id_shared", "extra.translation_key")  # fmt: skip

KEYS = frozenset((*_SERIES, *_PARTS, *_PINS, *_LANGUAGES, *_SHARED))
"""Keys of front matter that say it."""
_CODE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
MOST = 9999


def series_of(values: Mapping[str, Any]) -> tuple[str, int]:
    """The name of a post's series, and its place in it (0: by date); "" if it is in none. Of several, the first."""
    found = dict(flat(values))
    name = next((one_line(one) for key in _SERIES for one in every(found.get(key)) if one_line(one)), "")
    parts = (str(found.get(key) or "") for key in _PARTS)
    part = next((int(one) for one in parts if re.fullmatch(r"[0-9]{1,4}", one)), 0)
    return name, min(part, MOST) if name else 0


def is_pinned(values: Mapping[str, Any]) -> bool:
    """Whether a post stays at the top of the list; a picture under the same key is none of these."""
    found = dict(flat(values))
    return any(says_yes(found.get(key)) for key in _PINS)


def language(values: Mapping[str, Any]) -> str:
    """The code of the language that a post names; "" if it names none."""
    found = dict(flat(values))
    codes = (one_line(found.get(key)).replace("_", "-") for key in _LANGUAGES)
    return next((code for code in codes if _CODE.fullmatch(code)), "")


def shared(values: Mapping[str, Any]) -> str:
    """What a post says that its translations have in common; "" if it says nothing."""
    found = dict(flat(values))
    return next(filter(None, (one_line(found.get(key)) for key in _SHARED)), "")
