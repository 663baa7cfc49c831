#!/usr/bin/env bash
# Library: email of CPython 3.11 (EmailMessage, policy.SMTP).
# Source: Python's documentation, email.policy, max_line_length: "The maximum length of any line in the serialized
#   output, not counting the end of line character(s)", 78 by RFC 5322. RFC 2047, section 5: an encoded word must not
#   appear in a structured field such as a link's; RFC 8058 has the link in angle brackets, as it is.
# Guess: a header of ASCII that has no space to fold at is written on one line, as RFC 5322 (2.1.1: 998) allows.
# Seen:
#   with the usual policy: =?utf-8?q?
#   what programs find between < and >: nothing
#   a parser of the same library gives it back: True
#   with max_line_length=998: <https://example.org/
# Instead: give messages with List-Unsubscribe the policy SMTP.clone(max_line_length=998) once their texts are set (the
#   texts take their own lines from the policy). Look at the bytes in tests: Python's own parser hides this.
. "$(dirname "$0")/lab.sh"
python3 -m venv "$LAB/python"

py - <<'PYTHON' | as_seen
import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default

LINK = f"<https://example.org/{'a' * 90}/>"


def written(policy):
    message = EmailMessage(policy=SMTP)
    message["List-Unsubscribe"] = LINK
    message.set_content("Words.")
    message.policy = policy
    return message.as_bytes()


usual, long = written(SMTP), written(SMTP.clone(max_line_length=998))
header = usual.split(b"\r\nContent-Type")[0].decode()
print("with the usual policy:", re.search(r"=\?utf-8\?q\?", header)[0])
print("what programs find between < and >:", (re.search(r"<[^>]*>", header) or ["nothing"])[0])
print("a parser of the same library gives it back:", message_from_bytes(usual, policy=default)["List-Unsubscribe"] == LINK)
print("with max_line_length=998:", re.search(r"<https://example.org/", long.decode())[0])
PYTHON
