"""What the mail asks other services: the posts and comments that it is about, and where their people get mail."""

from datetime import datetime
from typing import Any

import msgspec
import structlog
from courant_kit.calls.errors import Gone, Invalid, NotFound

from courant_mail.module import module
from courant_mail.subscribing import addresses

POST, COMMENT, ADDRESSES = "courant.blog.post.get", "courant.blog.notice.of", "courant.web.person.addresses"
PUBLISHED = "published"
"""The only state of a post that is news; a state that nobody knows is none."""

log = structlog.get_logger()


class Post(msgspec.Struct):
    """What a letter needs of a public post; other fields of the blog's answer are left out."""

    id: int
    path: str
    title: str
    summary: str
    author: str
    html: str
    published_at: datetime
    state: str = ""


class Comment(msgspec.Struct):
    """What a letter needs of a comment that readers see.

    `people` are told of it, of whom `writer` wrote the post; `mail` is the address of a guest who wrote the comment.
    """

    id: int
    path: str
    title: str
    thread: int
    byline: str
    html: str
    created: datetime
    writer: str
    people: list[str]
    mail: str = ""


class Person(msgspec.Struct):
    """Where a person gets mail; `verified` if they have shown that the address is theirs."""

    name: str
    mail: str
    verified: bool
    role: str = "member"


async def post(number: int) -> Post | None:
    """The post if it is published, and None otherwise; raises Unavailable while the blog is away."""
    found: Post | None = await _asked(POST, Post, id=number)
    return found if found and found.state == PUBLISHED else None


async def comment(number: int) -> Comment | None:
    """The comment if readers see it, and None otherwise; raises Unavailable while the blog is away."""
    found: Comment | None = await _asked(COMMENT, Comment, id=number)
    return msgspec.structs.replace(found, mail=_spelled(found.mail)) if found else None


async def people(names: list[str]) -> list[Person]:
    """Those of these people who have an address, in its normal form; raises Unavailable while web is away."""
    if not names:
        return []
    answer = await module.session.read(ADDRESSES, names=names[:200])
    found = (_normal(msgspec.convert(one, Person)) for one in answer["people"])
    return [one for one in found if one]


def _normal(person: Person) -> Person | None:
    """The person with the address as it is stored here; None if nothing can be sent to it."""
    if mail := _spelled(person.mail):
        return msgspec.structs.replace(person, mail=mail)
    log.warning("an account has an address to which no letter can be sent", person=person.name)
    return None


def _spelled(mail: str) -> str:
    """An address as it is stored here; "" if it is none."""
    try:
        return addresses.normal(mail)
    except Invalid:
        return ""


async def _asked(uri: str, kind: type[Any], **fields: Any) -> Any:
    try:
        return msgspec.convert(await module.session.read(uri, **fields), kind, strict=False)
    except (NotFound, Gone):
        return None
