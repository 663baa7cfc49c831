"""Series: turns a typed name into a row, and knows which fragments show one."""

from collections.abc import Iterable, Iterator
from typing import Any
from zlib import crc32

from courant_kit.content.slugs import key
from courant_kit.live.fragment import FragmentId

from courant_blog import contract
from courant_blog.addresses.paths import slug_of
from courant_blog.models import Series
from courant_blog.reading import series

LONGEST_SLUG = 50


def series_named(name: str) -> Series | None:
    """The series with this name, which is created if there is none; None if the name is empty."""
    words = " ".join(name.split())
    if not words:
        return None
    found = Series.objects.filter(key=key(words)).first()
    return found or Series.objects.create(name=words, key=key(words), slug=_free(words))


def shown(numbers: Iterable[int]) -> Iterator[FragmentId[Any]]:
    """The fragments that show these series: their own pages, and their public posts."""
    for number in sorted(numbers):
        yield contract.IN_SERIES(number)
        yield from (contract.POST(post.pk) for post in series.posts(number))


def _free(name: str) -> str:
    slug = slug_of(name, f"series-{crc32(name.encode()):x}")[:LONGEST_SLUG].strip("-_")
    return f"{slug}-{crc32(name.encode()):x}" if Series.objects.filter(slug=slug).exists() else slug
