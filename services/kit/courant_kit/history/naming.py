"""Gives a revision a name, with which it stays as it is."""

from typing import Any

from courant_kit.calls.errors import Invalid
from courant_kit.history.revisions import NAME


def checked(name: str) -> str:
    """A name on one line; raises Invalid if it is too long."""
    line = " ".join(name.split())
    if len(line) > NAME:
        raise Invalid(f"The name has {len(line)} characters; at most {NAME} are allowed.", field="name")
    return line


def rename(revision: Any, name: str) -> str:
    """Set the name of a revision, empty for none; returns a sentence about it. Raises Invalid."""
    revision.name = checked(name)
    revision.save(update_fields=["name"])
    if not revision.name:
        return f"Revision {revision.number} has no name."
    return f"Revision {revision.number} is now “{revision.name}”."
