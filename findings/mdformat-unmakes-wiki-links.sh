#!/usr/bin/env bash
# Library: mdformat 1.0.0, mdformat-gfm 1.0.0 (CPython 3.11).
# Source: mdformat's documentation, "Formatting style" and "Plugins": the rendered HTML stays the same by CommonMark. Links of
#   wikis are in no specification, and not mentioned.
# Guess: what is no syntax is text and stays as it is, the more so as text in single brackets does.
# Seen:
#   See [[Moss]]. -> See \[[Moss]\].
#   See [[Moss#Water|water]]. -> See \[[Moss#Water|water]\].
#   See [Moss]. -> See [Moss].
#   a note's text -> moved to the end
#   1. 2. 3. -> 1. 1. 1.
# Instead: keep mdformat from a folder that a wiki was exported to (Obsidian, Wiki.js, ours), or add a plugin for these
#   links; an importer may read \[[…]\] as the link that it was, if the page exists.
. "$(dirname "$0")/lab.sh"
python_packages "mdformat==${MDFORMAT:-1.0.0}" "mdformat-gfm==1.0.0"

py - <<'PYTHON' >"$LAB/output"
import mdformat


def formatted(text: str) -> str:
    """The text as GitHub's dialect is formatted."""
    return mdformat.text(text, extensions={"gfm"}).strip()


for text in ("See [[Moss]].", "See [[Moss#Water|water]].", "See [Moss]."):
    print(text, "->", formatted(text))
note = formatted("One.[^1]\n\n[^1]: Note.\n\nTwo.\n")
print("a note's text ->", "moved to the end" if note.endswith("Note.") else "where it stood")
print("1. 2. 3. ->", " ".join(line.split()[0] for line in formatted("1. a\n2. b\n3. c\n").splitlines()))
PYTHON
as_seen <"$LAB/output"
