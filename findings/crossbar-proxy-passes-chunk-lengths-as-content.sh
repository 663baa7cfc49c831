#!/usr/bin/env bash
# Library: crossbar 26.10.1 (web transport, path of type `reverseproxy`), CPython 3.11.
# Source: RFC 9112, section 7.1: a recipient must be able to parse the chunked transfer coding, whose chunk lengths
#   are no part of the content. Crossbar documentation, "Web Services", Reverse Proxy, says nothing about it.
# Guess: content that the application sends in chunks arrives as it was written, whichever way the proxy frames it.
# Seen:
#   asked of the application: 200, 'Hello, world'
#   asked through the proxy: 200, '7\r\nHello, \r\n5\r\nworld\r\n0\r\n\r\n'
#   with a Content-Length, through the proxy: 200, 'Hello, world'
# Instead: every answer that goes through this proxy says its Content-Length; a streamed download does so from the
#   size that it was stored with, and an ASGI application without one is given it by a middleware.
. "$(dirname "$0")/lab.sh"
python_packages "crossbar==${CROSSBAR:-26.10.1}"
port=$(free_port)
upstream=$(free_port)

cat >"$LAB/application.py" <<'PYTHON'
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Application(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        if self.path == "/chunks":
            self.send_header("Transfer-Encoding", "chunked")
            body = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (b"Hello, ", b"world", b""))
        else:
            self.send_header("Content-Length", "12")
            body = b"Hello, world"
        self.end_headers()
        self.wfile.write(body)


ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Application).serve_forever()
PYTHON
python3 "$LAB/application.py" "$upstream" 2>>"$LAB/errors" &
STARTED=$!
listening "$upstream"

crossbar_starts "$port" <<JSON
{"type": "router", "realms": [], "transports": [{"type": "web",
  "endpoint": {"type": "tcp", "interface": "127.0.0.1", "port": $port},
  "paths": {"/": {"type": "reverseproxy", "host": "127.0.0.1", "port": $upstream}}}]}
JSON

py - "$upstream" "$port" <<'PYTHON' | as_seen
import sys
from http.client import HTTPConnection


def asked(title, port, path):
    connection = HTTPConnection("127.0.0.1", int(port), timeout=20)
    connection.request("GET", path)
    answer = connection.getresponse()
    print(f"{title}: {answer.status}, {answer.read().decode()!r}")


asked("asked of the application", sys.argv[1], "/chunks")
asked("asked through the proxy", sys.argv[2], "/chunks")
asked("with a Content-Length, through the proxy", sys.argv[2], "/whole")
PYTHON
