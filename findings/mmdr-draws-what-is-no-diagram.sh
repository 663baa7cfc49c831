#!/usr/bin/env bash
# Library: mmdr 0.4.0 (CPython 3.11), with its two engines: merman and mermaid-rs-renderer.
# Source: its README: "mermaid-rs-renderer: a lighter, faster alternative that covers the most common diagram types";
#   nothing on what either does with a text that Mermaid refuses.
# Guess: the lighter engine knows fewer kinds of diagrams, and refuses what is wrong in those it knows, as the other does.
# Seen:
#   a label that does not end: merman refuses, mermaid-rs-renderer draws 0 labels
#   signs behind an arrow: merman refuses, mermaid-rs-renderer draws 3 labels
#   a message without a receiver: merman refuses, mermaid-rs-renderer draws 4 labels
#   a class without a name: merman refuses, mermaid-rs-renderer draws 0 labels
#   an arrow to nothing: merman refuses, mermaid-rs-renderer refuses
# Instead: let merman read a diagram before mermaid-rs-renderer draws it, and show its words to the writer. It also bounds
#   its own work, which the other does not: both belong in a process with a limit of CPU time.
. "$(dirname "$0")/lab.sh"
python_packages "mmdr==${MMDR:-0.4.0}"

py - <<'PYTHON' >"$LAB/output"
import re

import mmdr

WRONG = {
    "a label that does not end": "graph TD\n A[unclosed --> B",
    "signs behind an arrow": "flowchart TD\n A-->B\n }}}}",
    "a message without a receiver": "sequenceDiagram\n Alice->>",
    "a class without a name": "classDiagram\n class {",
    "an arrow to nothing": "flowchart TD\n A -->",
}


def seen(source: str, engine: str) -> str:
    try:
        labels = len(re.findall("<text", mmdr.render(source, backend=engine).svg()))
    except ValueError:
        return f"{engine} refuses"
    return f"{engine} draws {labels} label{'s' if labels != 1 else ''}"


for name, source in WRONG.items():
    print(f"{name}: {', '.join(seen(source, engine) for engine in ('merman', 'mermaid-rs-renderer'))}")
PYTHON
as_seen <"$LAB/output"
