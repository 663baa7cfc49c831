"""The addresses of redirects: how they are written, compared and checked (no I/O)."""

from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

from courant_kit.calls.errors import Invalid
from courant_kit.wire.old_addresses import bare
from courant_kit.words import gettext

LONGEST = 1000
"""The bytes of a key, at most: PostgreSQL indexes no more than 2,704 (a third of a page of its B-trees)."""

DEEPEST = 40
"""An address is below one with so many words, at most."""

MOST_PARAMETERS = 10
"""So many parameters of a query are looked up one by one."""


def key_of(address: str) -> str:
    """An address of the site as redirects are stored: decoded, without slashes at its ends, its parameters sorted.

    `/a/b/` and `/a/b` are the same, and so are `/?b=1&a=2` and `/?a=2&b=1`. Raises Invalid with `source`.
    """
    parts = _split(address, "source")
    if parts.scheme or parts.netloc or not address.startswith("/") or parts.fragment:
        raise Invalid(gettext("An old address is a path on this site, such as /old/page/ or /?p=123."), field="source")
    key = joined(bare(unquote(parts.path)), parts.query)
    if "\0" in key:
        raise Invalid(gettext("An old address has no zero bytes."), field="source")
    if not key:
        raise Invalid(
            gettext("The front page cannot be redirected. Name a parameter, such as /?p=123."), field="source"
        )
    if len(key.encode()) > LONGEST:
        raise Invalid(gettext("An old address has at most {most} bytes.").format(most=f"{LONGEST:,}"), field="source")
    return key


def joined(path: str, query: str) -> str:
    """The key of a bare path with a query."""
    pairs = sorted(parse_qsl(query, keep_blank_values=True, max_num_fields=100)) if query else []
    return f"{path}?{urlencode(pairs)}" if pairs else path


def keys_of(path: str, query: str) -> list[str]:
    """The keys under which a request for a decoded path is looked up, the most particular one first.

    With its complete query, then with each parameter alone (others may belong to a campaign), then without.
    """
    bared = bare(path)
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        pairs = []
    single = [f"{bared}?{urlencode([pair])}" for pair in pairs[:MOST_PARAMETERS]]
    whole = [f"{bared}?{urlencode(sorted(pairs))}"] if pairs else []
    return list(dict.fromkeys([*whole, *single, *([bared] if bared else [])]))


def above(path: str) -> list[str]:
    """The bare paths that a bare path begins with, the longest first: of `a/b/c`, these are `a/b/c`, `a/b` and `a`."""
    words = path.split("/")[:DEEPEST]
    return ["/".join(words[:count]) for count in range(len(words), 0, -1)] if path else []


def target_of(address: str) -> str:
    """The checked new address: a path on this site, or an address of another one; raises Invalid with `target`."""
    wrong = Invalid(
        gettext("A new address is a path on this site, such as /wiki/page/, or begins with https://."), field="target"
    )
    parts = _split(address, "target")
    if any(one.isspace() for one in address) or "\\" in address:
        raise wrong
    if address.startswith("/") and not parts.netloc and not parts.scheme:
        return address
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
        raise wrong
    return address


def continued(target: str, rest: str) -> str:
    """The new address of what is below an address that is redirected with all below it; `rest` is decoded."""
    if not rest:
        return target
    parts = _split(target, "target")
    path = f"{parts.path.rstrip('/')}/{quote(rest)}" + ("/" if parts.path.endswith("/") else "")
    return parts._replace(path=path).geturl()


def _split(address: str, field: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:
        raise Invalid(gettext("This is not an address."), field=field) from None
