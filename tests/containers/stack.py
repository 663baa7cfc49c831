"""The complete stack of compose.yaml under a separate project name, and requests to its front."""

import json
import os
import signal
import ssl
import subprocess
import sys
import time
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import httpx

from tests.router import ROOT, free_port
from tests.site import PASSWORD
from tests.wamp import Peer, WebSocketWire


class Stack:
    """The services of compose.yaml on free ports, with secrets freshly drawn."""

    def __init__(self, environment: dict[str, str]) -> None:
        """Choose ports and secrets; nothing runs before `up`."""
        self.https, self.http = free_port(), free_port()
        self.folder = Path(mkdtemp(prefix="courant-compose-"))
        self.name = self.folder.name.replace("_", "")
        self.environment = {
            **environment, "HTTPS_PORT": str(self.https), "HTTP_PORT": str(self.http),
            "COURANT_SITE_URL": self.url, "COMPOSE_PROJECT_NAME": self.name,
            "COURANT_SECRETS": str(self.folder / "secrets"), "COMPOSE_PROFILES": "git",
            "COURANT_SYNC_GIT": "http://repository:8000/", "COURANT_SYNC_EVERY": "5",
        }  # fmt: skip
        subprocess.run([sys.executable, ROOT / "deploy" / "secrets", self.folder / "secrets"], check=True)

    @property
    def url(self) -> str:
        """The address that people use."""
        return f"https://localhost:{self.https}"

    def compose(self, *arguments: str, entered: str = "") -> str:
        """What docker-compose prints."""
        return self._run("docker-compose", *arguments, entered=entered)

    def up(self, *arguments: str) -> None:
        """Bring it up, create the administrator, and wait until the site is ready, seen through the front."""
        self.compose("up", "-d", "--no-build", *arguments)
        self.compose("exec", "-T", "web", "python", "-m", "courant_web", "ensure-admin", entered=PASSWORD)
        self.until_ready()

    def until_ready(self, timeout: float = 180) -> None:
        """Wait until the front answers that the site is ready."""
        deadline = time.monotonic() + timeout
        while not self._ready():
            if time.monotonic() > deadline:
                seen = self.compose("ps") + self.compose("logs", "--tail=20")
                raise RuntimeError(f"The stack is not ready:\n{seen}")
            time.sleep(0.5)

    def until_joined(self, service: str, replicas: int, timeout: float = 180) -> None:
        """Wait until so many containers of a service are there, each joined to the router as its health check says."""
        deadline = time.monotonic() + timeout
        health = ["inspect", "--format", "{{.State.Health.Status}}"]
        while self.docker(*health, *self.containers(service)).split() != ["healthy"] * replicas:
            if time.monotonic() > deadline:
                raise RuntimeError(f"{service} has not joined:\n{self.compose('logs', '--tail=20', service)}")
            time.sleep(0.5)

    def containers(self, service: str) -> list[str]:
        """The ids of a service's containers."""
        return self.compose("ps", "-q", service).split()

    def docker(self, *arguments: str) -> str:
        """What docker prints."""
        return self._run("docker", *arguments)

    def person(self, name: str, role: str) -> httpx.Client:
        """A user, made and signed in through the front."""
        self.compose("exec", "-T", "web", "python", "-m", "courant_web", "user-add", name, "--role", role,
                     "--password-stdin", entered=PASSWORD)  # fmt: skip
        client = self.client()
        client.get("/accounts/login/")
        form = {"login": name, "password": PASSWORD, "csrfmiddlewaretoken": client.cookies.get("csrftoken", "")}
        answer = client.post("/accounts/login/", data=form, headers={"Origin": self.url, "Referer": self.url})
        assert answer.status_code == 302, answer.text
        return client

    def client(self) -> httpx.Client:
        """A visitor of the front; its certificate is the front's own."""
        return httpx.Client(base_url=self.url, verify=False, timeout=30)  # noqa: S501 - a front on loopback

    def window(self, person: httpx.Client | None = None) -> Peer:
        """The WAMP session of a visitor, or of somebody who has signed in, through the front."""
        context = ssl._create_unverified_context()  # noqa: S323 - the same
        cookies = "; ".join(f"{name}={value}" for name, value in person.cookies.items()) if person else ""
        headers = {"Cookie": cookies} if cookies else None
        return Peer(WebSocketWire(f"wss://localhost:{self.https}/ws", headers, self.url, tls=context))

    def kill(self, service: str) -> None:
        """End the processes of a service's containers at once; the engine starts them again."""
        for container in self.containers(service):
            pid = self.docker("inspect", "--format", "{{.State.Pid}}", container).strip()
            os.kill(int(pid), signal.SIGKILL)

    def down(self, *arguments: str) -> None:
        """End all containers; `-v` takes the data away too."""
        self.compose("down", "-t", "15", *arguments)

    def _ready(self) -> bool:
        try:
            answer = self.client().get("/readyz")
            return bool(answer.status_code == 200 and json.loads(answer.text)["ready"])
        except (httpx.HTTPError, ValueError):
            return False

    def _run(self, *command: str, entered: str = "", timeout: float = 300) -> str:
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, input=entered, capture_output=True, text=True, timeout=timeout,
            check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout}\n{done.stderr}")
        return done.stdout


def call(client: httpx.Client, stack: Stack, procedure: str, **fields: Any) -> httpx.Response:
    """Send a form as a page without JavaScript does."""
    return client.post(f"/call/{procedure}/", data=fields, headers={"Origin": stack.url})
