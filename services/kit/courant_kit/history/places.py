"""Places of a merge that a person has still to decide, and the message about them (no I/O)."""

from courant_kit.calls.errors import Invalid
from courant_kit.content.addresses import masked
from courant_kit.merging import markers
from courant_kit.words import gettext as _


def check_decided(text: str, mine: str) -> None:
    """Raise Invalid if a place of a merge is left to decide; markers of other programs may be shown as code.

    `mine` is the name that our own markers give the writer's text.
    """
    lines = masked(text).split("\n")
    for place in markers.places(text):
        if place.names[1] == mine or lines[place.line - 1].strip():
            message = _(
                "Text: line {line} begins a place that is left to decide, between “<<<<<<<” and “>>>>>>>”."
            ).format(line=place.line)
            raise Invalid(
                _("{message} Keep the words that you want there, without these marks.").format(message=message),
                field="text",
            )
