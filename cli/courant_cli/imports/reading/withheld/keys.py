"""The keys of front matter that say something about publishing (no I/O), as generators, themes and writers use them."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from courant_cli.imports.reading.dates import understood
from courant_cli.imports.reading.withheld.answers import CLOSED, OPEN, says_no, says_nothing, says_yes, word

Judge = Callable[[Any, datetime], str]
"""Judges a value at a moment: "" if it does not speak against publishing, otherwise a few words that say why."""

UNKNOWN = "not understood"

#: Yes means private.
AGAINST = {
    "draft", "isdraft", "private", "isprivate", "hidden", "unlisted", "headless", "unpublished", "confidential",
    "internal", "wip", "membersonly", "memberonly", "protected", "encrypt", "encrypted", "paid", "premium",
    "eleventyexcludefromcollections", "trashed", "deleted", "nopublish", "donotpublish", "exclude", "excluded",
    "ignore",
}  # fmt: skip

#: No means private.
FOR = {"published", "ispublished", "publish", "public", "ispublic", "listed", "visible", "live", "render"}

#: Public from this moment on; the key may also just be the date of a post.
FROM = {
    "publishdate", "publisheddate", "publishedat", "publishedon", "publishon", "publishat", "pubdate",
    "publicationdate", "publishstartdate", "datepublished", "embargo", "embargodate", "embargoeduntil",
    "releasedate", "scheduled", "scheduledat", "golive", "golivedate", "availablefrom", "visiblefrom",
}  # fmt: skip

#: Public until this moment.
UNTIL = {
    "expirydate", "unpublishdate", "expires", "expiresat", "expireson", "expiry", "expire", "expiration",
    "expirationdate", "expiredate", "publishenddate", "unpublishon", "unpublishat", "validuntil", "visibleuntil",
    "availableuntil",
}  # fmt: skip

#: A state, or who may read.
STATES = {
    "status", "poststatus", "workflow", "workflowstate", "publishingstatus", "visibility", "access", "accesslevel",
    "privacy", "permission", "permissions", "tiers", "membership", "publishstate",
}  # fmt: skip

#: Anything but nothing or no means private.
LOCKS = {"password", "passphrase", "redirectto", "secret"}

#: A clear no means private, and a clear yes in the second set; anything else is about something else.
FOR_IF_NO = {"enabled", "active", "show", "display", "ready", "finished", "complete", "approved", "routable", "list"}
AGAINST_IF_YES = {"hide", "disabled", "skip", "unfinished", "incomplete", "removed", "withdrawn", "ignored"}

#: Keys that matter only if they name a state of publishing (`type: draft`).
MAYBE_STATES = {"state", "stage", "type", "layout", "kind", "posttype", "contenttype", "audience", "readers"}

_ABOUT = re.compile(
    r"draft|publish|privat|privacy|hidden|unlisted|visib|embargo|expir|password|secret|restrict|confidential|paywall|"
    r"membersonly|withheld|headless|hidefrom|entwurf|brouillon|borrador|bozza|rascunho"
)
_POSITIVE = re.compile(r"^(?!.*(?:un|not|no|dis)(?:publish|visib))(?:.*visib|publish|.*publish(?:ed)?$)")
_NOT_ABOUT = re.compile(r"^publisher|^publication|publishedin$|^hiddenin(?:menu|nav|toc|sitemap)")
_TABLES = {"params", "extra", "meta", "metadata", "page", "post", "data", "attributes", "custom"}
_BUILD = {"build", "_build"}
_BUILD_WORDS = {"render": {"always", "true"}, "list": {"always", "true"}}


def by_keys(values: Mapping[str, Any], now: datetime) -> Iterator[str]:
    """Why a file with this front matter (keys in lower case) is not public at the moment `now`."""
    for key, value in _keys(values):
        if says_nothing(value):
            continue
        name = re.sub(r"[^a-z0-9]", "", key.rpartition(".")[2])
        if why := _judge(name, key)(value, now):
            yield f"{key}: {_shown(value)}{f' ({why})' if why != key else ''}"


def by_unread(unread: tuple[str, ...]) -> Iterator[str]:
    """Why parts of front matter that could not be read may mean that the file is not public."""
    for words in unread:
        name = re.sub(r"[^a-z0-9]", "", re.split(r"[:=(]", words.lower())[0])
        if _judge(name, name) not in {_harmless, _maybe_state, _if_no, _if_yes} or _ABOUT.search(
            re.sub(r"[^a-z]", "", words.lower())
        ):
            yield f"{words[:80]} ({UNKNOWN})"


def ending(values: Mapping[str, Any], now: datetime) -> str:
    """The key and the moment at which the generator would have taken the file back, if that is still to come."""
    for key, value in _keys(values):
        until = understood(value) if re.sub(r"[^a-z0-9]", "", key) in UNTIL else None
        if until and until.moment > now:
            return f"{key}: {_shown(value)}"
    return ""


def tells(key: str) -> bool:
    """Whether a key (dotted, in lower case) says something about publishing."""
    name = re.sub(r"[^a-z0-9]", "", key.rpartition(".")[2])
    return key.partition(".")[0] in _BUILD or any(name in names for names, _ in _JUDGES[:-3])


def _keys(values: Mapping[str, Any], within: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in values.items():
        if isinstance(value, Mapping) and key in _TABLES:
            yield from _keys(value, f"{within}{key}.")
        else:
            yield f"{within}{key}", value


def _judge(name: str, key: str) -> Judge:
    if key in _BUILD:
        return _build
    if key == "permalink":
        return _no_page
    for names, judge in _JUDGES:
        if name in names:
            return judge
    if not _ABOUT.search(name) or _NOT_ABOUT.search(name):
        return _harmless
    return _unknown_for if _POSITIVE.search(name) else _unknown


def _against(value: Any, now: datetime) -> str:
    return "" if says_no(value) else "private" if says_yes(value) else UNKNOWN


def _for(value: Any, now: datetime) -> str:
    if says_yes(value) or (isinstance(value, str) and word(value) in OPEN):
        return ""
    return "private" if says_no(value) else _from(value, now)


def _from(value: Any, now: datetime) -> str:
    if says_no(value) or says_yes(value):
        return "" if says_no(value) else UNKNOWN
    found = understood(value)
    return UNKNOWN if found is None else "in the future" if found.moment > now else ""


def _until(value: Any, now: datetime) -> str:
    if says_no(value) or word(value) == "never":
        return ""
    found = understood(value)
    return UNKNOWN if found is None else "" if found.moment > now else "over"


def _state(value: Any, now: datetime) -> str:
    words = {word(one).replace(" ", "-").replace("_", "-") for one in (value if isinstance(value, list) else [value])}
    if words <= OPEN or (len(words) == 1 and says_yes(value)):
        return ""
    return "private" if words <= CLOSED else UNKNOWN


def _maybe_state(value: Any, now: datetime) -> str:
    return "private" if isinstance(value, str) and word(value).replace(" ", "-") in CLOSED else ""


def _locked(value: Any, now: datetime) -> str:
    return "" if says_no(value) else "private"


def _if_no(value: Any, now: datetime) -> str:
    return "private" if says_no(value) else ""


def _if_yes(value: Any, now: datetime) -> str:
    return "private" if says_yes(value) else ""


def _unknown(value: Any, now: datetime) -> str:
    """A key that nobody has told us of: a clear no is harmless, a moment counts as the first one."""
    return "" if says_no(value) else _from(value, now)


def _unknown_for(value: Any, now: datetime) -> str:
    return "" if says_yes(value) else _for(value, now)


def _harmless(value: Any, now: datetime) -> str:
    return ""


def _no_page(value: Any, now: datetime) -> str:
    return "no page of its own" if says_no(value) else ""


def _build(value: Any, now: datetime) -> str:
    """Hugo's table: a page that is not rendered, or stands in no list, is not published here either."""
    if not isinstance(value, Mapping):
        return UNKNOWN
    wrong = [
        f"{key}: {one}" for key, one in value.items() if key in _BUILD_WORDS and word(one) not in _BUILD_WORDS[key]
    ]
    strange = [key for key in value if key not in {*_BUILD_WORDS, "publishresources"}]
    return ", ".join(wrong + strange)


_JUDGES: tuple[tuple[set[str], Judge], ...] = (
    (AGAINST, _against), (FOR, _for), (FROM, _from), (UNTIL, _until), (STATES, _state), (LOCKS, _locked),
    (FOR_IF_NO, _if_no), (AGAINST_IF_YES, _if_yes), (MAYBE_STATES, _maybe_state),
)  # fmt: skip


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_shown(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_shown, value)) + "]"
    return str(value).lower() if isinstance(value, bool) else " ".join(str(value).split())[:80]
