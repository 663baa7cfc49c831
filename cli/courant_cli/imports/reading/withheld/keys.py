"""The keys of front matter that say something about publishing (no I/O), as generators, themes and writers use them."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from courant_cli.imports.reading.dates import understood
from courant_cli.imports.reading.withheld.answers import (
    closes,
    is_closed,
    is_open,
    says_no,
    says_nothing,
    says_yes,
    word,
)
from courant_cli.imports.reading.withheld.languages import DRAFT, PRIVATE, PUBLIC, STATE
from courant_cli.imports.reading.words import bare

Judge = Callable[[Any, datetime], str]
"""Judges a value at a moment: "" if it does not speak against publishing, otherwise a few words that say why."""

UNKNOWN = "not understood"

#: Yes means private.
AGAINST = {
    "draft", "isdraft", "private", "isprivate", "hidden", "unlisted", "headless", "unpublished", "confidential",
    "internal", "wip", "membersonly", "memberonly", "protected", "encrypt", "encrypted", "paid", "premium",
    "eleventyexcludefromcollections", "trashed", "deleted", "nopublish", "donotpublish", "exclude", "excluded",
    "ignore", *DRAFT, *PRIVATE,
}  # fmt: skip

#: No means private.
FOR = {"published", "ispublished", "publish", "public", "ispublic", "listed", "visible", "live", "render", "online",
       "released", *PUBLIC}  # fmt: skip

#: Public from this moment on; the key may also just be the date of a post.
FROM = {
    "publishdate", "publisheddate", "publishedat", "publishedon", "publishon", "publishat", "pubdate",
    "publicationdate", "publishstartdate", "datepublished", "embargo", "embargodate", "embargoeduntil",
    "releasedate", "scheduled", "scheduledat", "golive", "golivedate", "availablefrom", "visiblefrom",
    "showfrom", "displayfrom", "publishafter", "visibleafter", "availableon", "availableat", "pubdatetime",
    "publishdatetime", "publisheddatetime", "publishedtime",
}  # fmt: skip

#: Public until this moment.
UNTIL = {
    "expirydate", "unpublishdate", "expires", "expiresat", "expireson", "expiry", "expire", "expiration",
    "expirationdate", "expiredate", "publishenddate", "unpublishon", "unpublishat", "validuntil", "visibleuntil",
    "availableuntil", "until", "enddate", "dateend", "endsat", "endson", "ends", "validto", "validthrough", "sunset",
    "sunsetdate", "removeon", "removeafter", "hideafter", "expiredat",
}  # fmt: skip

#: A state, or who may read.
STATES = {
    "status", "poststatus", "workflow", "workflowstate", "publishingstatus", "visibility", "access", "accesslevel",
    "privacy", "permission", "permissions", "tiers", "membership", "publishstate",
    "roles", "acl", "viewers", "allowedroles", "allowedusers", "allowedgroups",
}  # fmt: skip

#: Anything but nothing or no means private.
LOCKS = {
    "password", "passphrase", "secret", "redirectto", "redirect", "redirecturl", "redirectlink", "redirecttarget",
    "login", "loginrequired", "requirelogin", "requireslogin", "auth", "authrequired", "requireauth", "requiresauth",
    "authentication", "authenticated", "deletedat", "trashedat", "archivedat",
}  # fmt: skip

#: A clear no means private, and a clear yes in the second set; anything else is about something else.
FOR_IF_NO = {"enabled", "active", "show", "display", "ready", "finished", "complete", "approved", "routable", "list",
             "share", "shared", "output", "release", "reviewed"}  # fmt: skip
AGAINST_IF_YES = {"hide", "disabled", "skip", "unfinished", "incomplete", "removed", "withdrawn", "ignored",
                  "offline", "archived", "nda", "concept"}  # fmt: skip

#: Keys that matter only if they name a state of publishing (`type: draft`).
MAYBE_STATES = {"state", "stage", "type", "layout", "kind", "posttype", "contenttype", "audience", "readers",
                "review", "approval", "classification", "sensitivity", "confidentiality", *STATE}  # fmt: skip

TAGS = {"tag", "tags", "category", "categories", "keywords", "labels", "topics", "section"}

_REDIRECTS = {"redirect", "redirected", "redirection"}

_ABOUT = re.compile(
    r"draft|publish|privat|privacy|hidden|unlisted|visib|embargo|expir|password|secret|restrict|confidential|paywall|"
    r"(?:members?|subscribers?|patrons?|staff|admins?|paid|email|newsletter|rss|feed)only|withheld|headless|hidefrom|"
    r"entwurf|brouillon|borrador|bozza|rascunho"
)
_POSITIVE = re.compile(r"^(?!.*(?:un|not|no|dis)(?:publish|visib))(?:.*visib|publish|.*publish(?:ed)?$)")
_NOT_ABOUT = re.compile(r"^publisher|^publication|publishedin$|^hiddenin(?:menu|nav|toc|sitemap)")
_TABLES = {"params", "extra", "meta", "metadata", "page", "post", "data", "attributes", "custom",
           "taxonomies"}  # fmt: skip
BUILD = {"build", "_build"}
_BUILD_WORDS = {"render": {"always", "true"}, "list": {"always", "true"}}


def by_keys(values: Mapping[str, Any], now: datetime) -> Iterator[str]:
    """Why a file with this front matter (keys in lower case) is not public at the moment `now`."""
    for _, key, value, why in against(values, now):
        yield f"{key}: {_shown(value)}{f' ({why})' if why != key else ''}"


def against(values: Mapping[str, Any], now: datetime) -> Iterator[tuple[str, str, Any, str]]:
    """What speaks against publishing: the bare name of a key, the key, its value, and why."""
    for key, value in _keys(values):
        if says_nothing(value):
            continue
        name = bare(key.rpartition(".")[2])
        if why := _judge(name, key)(value, now):
            yield name, key, value, why


def by_unread(unread: tuple[str, ...]) -> Iterator[str]:
    """Why parts of front matter that could not be read may mean that the file is not public."""
    for words in unread:
        name = bare(re.split(r"[:=(]", words)[0])
        if _judge(name, name) not in {_harmless, _maybe_state, _if_no, _if_yes, _tags} or _ABOUT.search(bare(words)):
            yield f"{words[:80]} ({UNKNOWN})"


def ending(values: Mapping[str, Any], now: datetime) -> str:
    """The key and the moment at which the generator would have taken the file back, if that is still to come."""
    for key, value in _keys(values):
        until = understood(value) if bare(key) in UNTIL else None
        if until and until.moment > now:
            return f"{key}: {_shown(value)}"
    return ""


def tells(key: str) -> bool:
    """Whether a key (dotted, in lower case) says something about publishing."""
    name = bare(key.rpartition(".")[2])
    return key.partition(".")[0] in BUILD or any(name in names for names, _ in _JUDGES[:-4])


def _keys(values: Mapping[str, Any], within: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in values.items():
        if isinstance(value, Mapping) and key in _TABLES:
            yield from _keys(value, f"{within}{key}.")
        else:
            yield f"{within}{key}", value


def _judge(name: str, key: str) -> Judge:
    if key in BUILD:
        return _build
    if key == "permalink":
        return _no_page
    return next((judge for names, judge in _JUDGES if name in names), None) or _guessed(name)


def _guessed(name: str) -> Judge:
    """The judge for a key that is not among the known ones."""
    if name.endswith("until"):
        return _until
    if not name.isascii():
        return _foreign
    if not _ABOUT.search(name) or _NOT_ABOUT.search(name):
        return _harmless
    return _unknown_for if _POSITIVE.search(name) else _unknown


def _against(value: Any, now: datetime) -> str:
    return "" if says_no(value) else "private" if says_yes(value) else UNKNOWN


def _for(value: Any, now: datetime) -> str:
    if says_yes(value) or (isinstance(value, str) and is_open(value)):
        return ""
    return "private" if says_no(value) or (isinstance(value, str) and is_closed(value)) else _from(value, now)


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
    words = value if isinstance(value, list) else [value]
    if all(map(is_open, words)) or (len(words) == 1 and says_yes(value)):
        return ""
    return "private" if all(map(is_closed, words)) else UNKNOWN


def _maybe_state(value: Any, now: datetime) -> str:
    if word(value) in _REDIRECTS:
        return "leads elsewhere"
    return "private" if isinstance(value, str) and is_closed(value) else ""


def _tags(value: Any, now: datetime) -> str:
    """Tags and categories: people mark their drafts with them, too."""
    return "private" if any(map(closes, _words(value))) else ""


def _words(value: Any) -> Iterator[str]:
    """Tags: a list of them, with lists in it in Hexo, or words between commas or spaces."""
    if isinstance(value, list):
        for one in value:
            yield from _words(one) if isinstance(one, list) else [str(one)]
    elif isinstance(value, str):
        yield from [value, *(value.split(",") if "," in value else value.split())]


def _foreign(value: Any, now: datetime) -> str:
    """A key in a language that is not understood: it may well be about publishing if its value is a yes or a no."""
    if says_yes(value) or says_no(value):
        return UNKNOWN
    return "private" if isinstance(value, str) and is_closed(value) else ""


def _locked(value: Any, now: datetime) -> str:
    return "" if says_no(value) else "private"


def _if_no(value: Any, now: datetime) -> str:
    return "private" if says_no(value) else ""


def _if_yes(value: Any, now: datetime) -> str:
    return "private" if says_yes(value) else ""


def _unknown(value: Any, now: datetime) -> str:
    """A key that is not among the known ones: a clear no is harmless, a moment counts as the first one."""
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
    (FOR_IF_NO, _if_no), (AGAINST_IF_YES, _if_yes), (MAYBE_STATES, _maybe_state), (TAGS, _tags),
)  # fmt: skip


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_shown(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_shown, value)) + "]"
    return str(value).lower() if isinstance(value, bool) else " ".join(str(value).split())[:80]
