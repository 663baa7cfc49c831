#!/usr/bin/env bash
# Library: merge3 1.0.0 (CPython 3.11).
# Source: its README and Merge3.merge_lines ("Return merge in cvs-like form"). A text without a newline at its end is not
#   mentioned; what `git merge-file` prints for it is known.
# Guess: the marks of a conflict each have a line of their own. Two people who append the same line, one of them one more,
#   agree on the first.
# Seen:
#   both append, no newline at the end: a | <<<<<<< mine | b | c======= | b | d>>>>>>> theirs
#   one appends b, the other b and c: a | <<<<<<< mine | b | ======= | b | c | >>>>>>> theirs
# Instead: end every text with a newline before the merge, and take it off again (a form or an editor sends none). For the
#   second ask for `reprocess=True`, or compare the sides of a conflict before showing it.
. "$(dirname "$0")/lab.sh"
python_packages "merge3==${MERGE3:-1.0.0}"

py - <<'PYTHON' >"$LAB/output"
from merge3 import Merge3


def merged(base: str, mine: str, theirs: str) -> str:
    """The merge with its marks, lines joined by a bar."""
    merge = Merge3(*(text.splitlines(keepends=True) for text in (base, mine, theirs)))
    marks = {"start_marker": "<<<<<<<", "mid_marker": "=======", "end_marker": ">>>>>>>"}
    return " | ".join("".join(merge.merge_lines("mine", "theirs", **marks)).splitlines())


print("both append, no newline at the end:", merged("a\nb", "a\nb\nc", "a\nb\nd"))
print("one appends b, the other b and c:", merged("a\n", "a\nb\n", "a\nb\nc\n"))
PYTHON
as_seen <"$LAB/output"
