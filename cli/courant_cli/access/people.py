"""Accounts, through web's own commands, because only web opens its database."""

import subprocess

from courant_cli.access import keys
from courant_cli.installation import Installation, Trouble
from courant_cli.services import named, principals
from courant_cli.supervision import processes


def ensure_admin(place: Installation, password: str) -> bool:
    """Create the account `admin` unless it exists; returns whether it was created. Raises Trouble."""
    return web(place, ["ensure-admin"], password) == "created"


def add(place: Installation, name: str, role: str, password: str) -> str:
    """Create an account and return web's message; raises Trouble."""
    return web(place, ["user-add", name, "--role", role, "--password-stdin"], password)


def set_role(place: Installation, name: str, role: str) -> str:
    """Change a person's role and return web's message; raises Trouble."""
    return web(place, ["user-role", name, role], "")


def web(place: Installation, arguments: list[str], password: str = "") -> str:
    """Run one of web's commands, and return the last line that it prints; raises Trouble with its last words."""
    secrets = keys.ensured(place.secrets, (*principals(), "django"))
    web = processes.service(place, named("web"), processes.Addresses(router="tcp://127.0.0.1:1"), secrets)
    done = subprocess.run(
        [*web.command, *arguments], input=password + "\n", capture_output=True, text=True, check=False,
        env=dict(web.environment),
    )  # fmt: skip
    if done.returncode:
        words = (done.stderr or done.stdout).strip().splitlines()
        raise Trouble(words[-1] if words else f"web ended with exit status {done.returncode}.")
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""
