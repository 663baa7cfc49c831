"""The repository elsewhere: its address, how it is reached, and its errors in words without credentials, on dulwich."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from dulwich.client import HTTPUnauthorized, default_urllib3_manager, get_transport_and_path
from dulwich.errors import GitProtocolError, NotGitRepository
from dulwich.refs import Ref, check_ref_format
from dulwich.repo import Repo
from urllib3.exceptions import HTTPError, MaxRetryError, NameResolutionError, NewConnectionError
from urllib3.exceptions import TimeoutError as Silent

from courant_cli.installation import Trouble
from courant_cli.sync import addresses
from courant_cli.sync.addresses import PASSWORD, USER

PATIENCE = 120.0
"""Seconds that a server may be silent."""


class Unreachable(Exception):
    """The remote repository could not be read or written; the message says why, without credentials."""


class Refused(Unreachable):
    """The server does not accept a push; the message names the branch and has what the server said."""


@dataclass(frozen=True, slots=True)
class Remote:
    """A repository elsewhere: a path or an address without credentials, which come separately."""

    location: str
    branch: str
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def ref(self) -> bytes:
        """The name of the branch's ref."""
        return f"refs/heads/{self.branch}".encode()


def remote(location: str, branch: str, environment: Mapping[str, str]) -> Remote:
    """The remote that a command names; raises Trouble if its address has a password, or no branch has such a name."""
    addresses.checked(location)
    parts = urlsplit(location)
    if not check_ref_format(Ref(f"refs/heads/{branch}".encode())):
        raise Trouble(f"“{branch}” is no name of a branch.")
    here = Path(location).expanduser()
    if not parts.scheme and ":" not in location and here.exists():
        location = _bare(here.resolve())
    user, password = (environment.get(name, "") for name in (USER, PASSWORD))
    return Remote(location, branch, user, password)


def connecting(source: Remote, patience: float = PATIENCE) -> tuple[Any, str]:
    """What talks to the repository, and its path there; a server may be silent for `patience` seconds.

    Raises Unreachable.
    """
    options: dict[str, Any] = {"quiet": True}
    if urlsplit(source.location).scheme in {"http", "https"}:
        options["pool_manager"] = default_urllib3_manager(None, base_url=source.location, timeout=patience)
        if source.user or source.password:
            options |= {"username": source.user or "git", "password": source.password}
    with in_words(source.password):
        return get_transport_and_path(source.location, **options)


def has_branch(source: Remote, patience: float = PATIENCE) -> bool:
    """Whether the repository has the branch; raises Unreachable."""
    client, path = connecting(source, patience)
    with in_words(source.password):
        return source.ref in client.get_refs(path).refs


@contextmanager
def in_words(password: str) -> Iterator[None]:
    """Turn the errors of transports into Unreachable, whose words have no password."""
    try:
        yield
    except HTTPUnauthorized:
        raise Unreachable(f"The server wants a name and a password: set {USER} and {PASSWORD}.") from None
    except NotGitRepository:
        raise Unreachable("There is no git repository at this address.") from None
    except (GitProtocolError, HTTPError, OSError, ValueError) as error:
        said = without(password, _reason(error))
        raise Unreachable(f"The repository cannot be reached: {said or type(error).__name__}") from None


def _reason(error: Exception) -> str:
    """Why a transport failed; of those by HTTP, in words instead of urllib3's names of classes."""
    cause: BaseException = error.__context__ if isinstance(error.__context__, HTTPError) else error
    cause = (cause.reason or cause) if isinstance(cause, MaxRetryError) else cause
    if isinstance(cause, NameResolutionError):
        return f"no machine is known as {cause.conn.host}."
    if isinstance(cause, NewConnectionError):
        return f"{cause.conn.host} accepts no connection on port {cause.conn.port}."
    if isinstance(cause, Silent):
        return "its server does not answer."
    return " ".join(str(cause).split())[:300]


def without(password: str, words: str) -> str:
    """Words of others without the password, however they spell it."""
    for secret in filter(None, {password, quote(password), quote(password, safe="")}):
        words = words.replace(secret, "…")
    return words


def _bare(folder: Path) -> str:
    """The path of a repository on this disk; raises Trouble if it has a working copy, whose files would stay behind."""
    try:
        with Repo(str(folder)) as found:
            if not found.bare:
                raise Trouble(f"{folder} has a working copy. Name a bare repository: `git init --bare` makes one.")
    except NotGitRepository:
        raise Trouble(f"There is no git repository in {folder}: `git init --bare` makes one.") from None
    return str(folder)
