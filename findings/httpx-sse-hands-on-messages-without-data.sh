#!/usr/bin/env bash
# Library: httpx-sse 0.4.3, httpx 0.28.1 (CPython 3.11).
# Source: HTML living standard, 9.2.6 "Interpreting an event stream": at an empty line, "if the data buffer is an empty
#   string, set the data buffer and the event type buffer to the empty string and return". httpx-sse's README promises
#   events with `.event`, `.data`, `.id` and `.retry`, and says nothing of blocks without data.
# Guess: a block that has only `retry:` or only `id:` sets the time or the id, and no event arrives, as in a browser.
# Seen:
#   retry alone: message ''
#   comment alone: nothing
#   id alone: message ''
#   data: message 'text'
# Instead: a server gives each block a name and data, also the one that only moves the position; a client looks at
#   `.event` before it parses `.data`.
. "$(dirname "$0")/lab.sh"
python_packages "httpx-sse==${HTTPX_SSE:-0.4.3}" "httpx==0.28.1"

py - <<'PYTHON' >"$LAB/output"
import httpx
from httpx_sse import connect_sse

BLOCKS = {"retry alone": "retry: 2000\n\n", "comment alone": ": \n\n", "id alone": "id: 7\n\n", "data": "data: text\n\n"}

for name, block in BLOCKS.items():
    headers = {"Content-Type": "text/event-stream"}
    answers = httpx.MockTransport(lambda _, block=block: httpx.Response(200, headers=headers, text=block))
    with httpx.Client(transport=answers) as client, connect_sse(client, "GET", "http://lab/") as source:
        found = [f"{event.event} {event.data!r}" for event in source.iter_sse()]
    print(f"{name}:", found[0] if found else "nothing")
PYTHON
as_seen <"$LAB/output"
