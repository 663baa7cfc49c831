"""A small site of static pages: the real shell and client around the content that a test gives."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

CLIENT = Path(__file__).parent.parent
BUILT = CLIENT.parent / "courant_web" / "static" / "built"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types courant"
)
SHELL = """<!doctype html>
<html lang="en" data-role="{role}" data-socket="/ws" data-site="Courant">
<head><meta charset="utf-8"><title>{title} · Courant</title><link rel="icon" href="data:,">
<script type="module" src="/static/{client}"></script>{styles}</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="topbar">
<nav aria-label="Main" data-live="core.menu" data-version="1"><ul><li><a href="/blog/">Blog</a></li></ul></nav>
<p id="connection" role="status"></p><div id="presence"></div>
<button id="theme" popovertarget="theme-menu" hidden>Light or dark</button><div id="theme-menu" popover>
<button value="light">Light</button><button value="dark">Dark</button><button value="">As the system</button></div>
<div data-shell="account">{account}</div>
</header>
<div id="progress" hidden></div>
<main id="main" tabindex="-1" data-module="{module}" data-status="{status}" {files}>{html}</main>
<div id="announce" aria-live="polite"></div>
<div id="notices" role="status"></div>
{modules}</body></html>"""
FILES = {"styles": "", "files": ""}
LONG = "<p>" + "<br>" * 200 + "</p>"


class Site:
    """Serves pages by path, each given as the content of main, and records the HTTP requests."""

    def __init__(self) -> None:
        """Start without pages."""
        self.pages: dict[str, str] = {}
        self.files: dict[str, str] = {}
        self.shell: dict[str, str] = {}
        self.requests: list[str] = []
        self.absent: tuple[str, ...] = ()
        handler = type("Handler", (Handler,), {"site": self})
        self.client = next(BUILT.glob("client-*.js")).name
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def render(self, path: str) -> tuple[int, str]:
        """The page at a path in its shell."""
        html = self.pages.get(path)
        values = {**self.values, "title": "First", **self.shell}
        status = values["status"] if html is not None else "404"
        return int(status), SHELL.format(**{**values, "status": status, "html": html or "<h1>No such page</h1>"})

    @property
    def values(self) -> dict[str, str]:
        """What the shell around every page contains unless a test says otherwise."""
        more = {
            "role": "visitor",
            "account": "",
            "status": "200",
            "modules": "",
            "module": "blog",
            "client": self.client,
        }
        return {**more, **FILES}

    def built(self, path: str) -> str | None:
        """A file of the client, unless the test says that it cannot be loaded."""
        file = BUILT / path.removeprefix("/static/")
        known = path.startswith("/static/") and file.is_file() and not path.startswith(self.absent)
        return file.read_text() if known else None


class Handler(BaseHTTPRequestHandler):
    """Answers with pages that have the real shell's content security policy."""

    site: Site

    def do_GET(self) -> None:
        """A page, or a script or style."""
        path = self.path.split("?", maxsplit=1)[0]
        file = self.site.files.get(path) or self.site.built(path)
        if file is not None:
            return self._send(200, "text/css" if path.endswith(".css") else "text/javascript", file)
        self.site.requests.append(f"GET {self.path}")
        self._send(*self._page(path))
        return None

    def do_POST(self) -> None:
        """A form without the client."""
        length = int(self.headers["Content-Length"])
        self.site.requests.append(f"POST {self.path} {self.rfile.read(length).decode()}")
        values = {**self.site.values, "title": "Sent", "html": "<h1>Sent</h1>"}
        self._send(200, "text/html", SHELL.format(**values))

    def log_message(self, *_: object) -> None:
        """Print nothing."""

    def _page(self, path: str) -> tuple[int, str, str]:
        status, text = self.site.render(path)
        return status, "text/html", text

    def _send(self, status: int, kind: str, text: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)
