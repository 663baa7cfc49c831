"""The commands about mail: `courant mail`."""

import sys

import click

from courant_cli.installation import Installation, Trouble, installation

TAKE = "courant.mail.bounce.take"
LONGEST = 200_000
"""Bytes of a message that are read: a report is at its beginning, and the letter that came back behind it."""


@click.group()
def mail() -> None:
    """Look after the newsletter and the notices of comments."""


@mail.command()
def bounce() -> None:
    """Read a message that a mail server sent back, from standard input, and count it for its address.

    A mail server runs this for each message to the address in COURANT_MAIL_RETURNS.
    """
    click.echo(taken(installation(), sys.stdin.buffer.read(LONGEST)))


def taken(place: Installation, message: bytes) -> str:
    """Have the mail service read a message, and return what it was; raises Trouble."""
    from courant_cli.access.operator import at_router

    if not message.strip():
        raise Trouble("There is no message on standard input: courant mail bounce < message.eml")
    answer = at_router(place, lambda session: session.call(TAKE, message=message))
    if not answer["known"]:
        return "This message is no report about a letter of this site."
    return "A letter never arrives; it has been counted." if answer["final"] else "A letter is delayed."
