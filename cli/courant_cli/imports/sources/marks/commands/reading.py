"""Reads the commands of a text: each as Markdown, without its marks, or left as it is (no I/O)."""

import re

from courant_cli.imports.sources.marks.changing import Changes, shortened
from courant_cli.imports.sources.marks.commands import meaning
from courant_cli.imports.sources.marks.commands.parsing import Command, commands

LEFT_OUT = "site generator command, left out"
DEEPEST = 20

_BLANK = re.compile(r"[ \t]*(?:\n[ \t>]*(?:\n|\Z)|\Z)")


def read(text: str, changes: Changes) -> str:
    """The text with what its commands mean; what means nothing here is left out and reported."""
    found = commands(text)
    return _Reading(text, changes).of(found) if found else text


class _Reading:
    """One pass over the commands, with the commands that are open and the pieces of the text in each."""

    def __init__(self, text: str, changes: Changes) -> None:
        self._text, self._changes = text, changes
        self._open: list[Command] = []
        self._pieces: list[list[str]] = [[]]
        self._done = 0

    def of(self, found: list[Command]) -> str:
        for command in found:
            if command.start < self._done:
                continue
            if self._open and command.partner is self._open[-1]:
                self._upto(command)
                self._close()
            elif command.partner and not command.closes:
                self._begin(command, command.partner)
            else:
                self._alone(command)
        return "".join([*self._pieces[0], self._text[self._done :]])

    def _upto(self, command: Command) -> None:
        self._pieces[-1].append(self._text[self._done : command.start])
        self._done = command.end

    def _begin(self, command: Command, end: Command) -> None:
        self._upto(command)
        if command.name in meaning.UNSEEN or command.words == "false":
            self._leave_out(command)
            self._done = end.end
        elif command.name in meaning.CODE:
            self._pieces[-1].append(self._set(meaning.code(command, self._text[command.end : end.start]), end.end))
            self._done = end.end
        elif len(self._open) < DEEPEST:
            self._open.append(command)
            self._pieces.append([])
        else:
            self._leave_out(command)

    def _close(self) -> None:
        command, inside = self._open.pop(), "".join(self._pieces.pop())
        paired = meaning.PAIRED.get(command.name)
        if paired is None:
            self._leave_out(command)
            self._pieces[-1].append(inside)
        elif paired is meaning.linked:
            self._pieces[-1].append(paired(command, inside))
        else:
            self._pieces[-1].append(self._set(paired(command, _dedented(inside)), self._done))

    def _alone(self, command: Command) -> None:
        single = meaning.SINGLE.get(command.name)
        becomes = single(command) if single and not command.closes else ""
        known = (
            command.hugo
            or command.partner
            or command.closes in meaning.KNOWN | meaning.UNSEEN
            or command.name in meaning.KNOWN | meaning.UNSEEN
        )
        if becomes or known or single:
            self._upto(command)
            self._pieces[-1].append(becomes)
            if not becomes:
                self._leave_out(command)

    def _leave_out(self, command: Command) -> None:
        self._changes.append((LEFT_OUT, shortened(f"{command.name} {command.words}".strip())))

    def _set(self, block: str, end: int) -> str:
        """A block with blank lines around it, indented like its command; `end` is where the text goes on."""
        before = "".join(self._pieces[-1][-3:])
        above, _, line = before.rpartition("\n")
        indent = line if not line.strip(" \t>") else ""
        space = "\n\n" if line.strip(" \t>") else ""
        if not space and above.rpartition("\n")[2].strip(" \t>"):
            space = "\n"
        return f"{space}{block}".replace("\n", f"\n{indent}") + ("" if _BLANK.match(self._text, end) else "\n")


def _dedented(text: str) -> str:
    lines = text.strip("\n").split("\n")
    space = re.match(r"[ \t]*", lines[0])
    indent = space[0] if space else ""
    return "\n".join(line.removeprefix(indent) for line in lines).strip()
