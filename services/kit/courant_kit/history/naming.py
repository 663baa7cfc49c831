"""Gives a revision a name, with which it stays as it is."""

from typing import Any

from courant_kit.calls.errors import Invalid
from courant_kit.history.revisions import NAME
from courant_kit.words import gettext as _


def checked(name: str) -> str:
    """A name on one line; raises Invalid if it is too long."""
    line = " ".join(name.split())
    if len(line) > NAME:
        raise Invalid(
            _("The name has {count} characters; at most {most} are allowed.").format(count=len(line), most=NAME),
            field="name",
        )
    return line


def rename(revision: Any, name: str) -> str:
    """Set the name of a revision, empty for none; returns a sentence about it. Raises Invalid."""
    revision.name = checked(name)
    revision.save(update_fields=["name"])
    if not revision.name:
        return _("Revision {number} has no name.").format(number=revision.number)
    return _("Revision {number} is now “{name}”.").format(number=revision.number, name=revision.name)
