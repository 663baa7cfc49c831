"""The layout of an installation, and the environment variables that configure it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


class Trouble(Exception):
    """A problem that a person can solve; the message is a sentence that says how."""


@dataclass(frozen=True)
class Installation:
    """A checkout, its data directory and the environment of its start."""

    root: Path
    data: Path
    host: str
    port: int
    environment: Mapping[str, str] = field(repr=False)

    @property
    def is_checkout(self) -> bool:
        """Whether the code is in a checkout, which has the site's environments and data beside it."""
        return (self.root / "deploy" / "setup").is_dir()

    @property
    def run(self) -> Path:
        """Files about the running site: its addresses `router`, `web` and `public`, and its `lock`."""
        return self.data / "run"

    @property
    def secrets(self) -> Path:
        """The directory of secrets: one file for each, mode 0600."""
        return self.data / "secrets"

    @property
    def logs(self) -> Path:
        """The directory of logs: one file for each process."""
        return self.data / "log"

    @property
    def node(self) -> Path:
        """Crossbar's node directory."""
        return self.data / "router"

    @property
    def python(self) -> Path:
        """The interpreter of the services' environment."""
        return self.root / ".venv" / "bin" / "python"

    @property
    def router_python(self) -> Path:
        """The interpreter of the router's environment."""
        return self.root / "router" / ".venv" / "bin" / "python"

    @property
    def url(self) -> str:
        """The public address of the site."""
        return self.environment.get("COURANT_SITE_URL") or f"http://{_spoken(self.host)}:{self.port}"

    @property
    def public(self) -> str:
        """The public address as the running site noted it, since this command may have another environment; else `url`.

        It ends without a slash.
        """
        note = self.run / "public"
        noted = note.read_text().strip() if note.exists() else ""
        return (noted or self.url).rstrip("/")


def installation(environment: Mapping[str, str] | None = None) -> Installation:
    """The installation that COURANT_DATA, PORT and COURANT_HOST describe; raises Trouble."""
    env = os.environ if environment is None else environment
    root = Path(__file__).resolve().parents[2]
    return Installation(
        root=root,
        data=Path(env.get("COURANT_DATA") or _usual(root)).resolve(),
        host=env.get("COURANT_HOST") or "127.0.0.1",
        port=port_of(env, "PORT", 8080),
        environment=env,
    )


def _usual(root: Path) -> str:
    """The data directory without COURANT_DATA: `var` here. Raises Trouble where there is neither checkout nor site."""
    if Path.cwd() == root or Path("var", "secrets").exists():
        return "var"
    raise Trouble(
        f"There is no site in {Path.cwd()}, for it has no directory `var` with a site's data. Set COURANT_DATA to the "
        f"data directory, such as COURANT_DATA={root / 'var'}, or run this command in Courant's checkout: cd {root}"
    )


def port_of(environment: Mapping[str, str], name: str, default: int) -> int:
    """The port in a variable, or the default; raises Trouble."""
    value = environment.get(name) or str(default)
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise Trouble(f"{name} is {value!r}; it should be a port number from 1 to 65535.")
    return int(value)


def _spoken(host: str) -> str:
    return "localhost" if host in {"127.0.0.1", "0.0.0.0", "::", "::1"} else host  # noqa: S104 - compared, not bound
