"""What the commands for modules and backends print, and what they ask core."""

from base64 import b64encode
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from courant_cli.access import credentials
from courant_cli.access.public_keys import public_key
from courant_cli.installation import Installation, Trouble, installation
from courant_kit.calls.errors import NotFound
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

PEM = "-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n"
CREDENTIALS = [
    {
        "name": "follower",
        "kind": "backend",
        "role": "backend",
        "created": "2026-11-02T10:00:00+00:00",
        "method": "wampcra",
    },
    *(
        {
            "name": name,
            "kind": "module",
            "role": "service",
            "created": "2026-11-01T10:00:00+00:00",
            "method": "ticket",
        }
        for name in ("forum", "guestbook", "links", "shelf")
    ),
]
MODULES = [
    {"module": "guestbook", "present": True, "suspended": False},
    {"module": "forum", "present": False, "suspended": True},
    {"module": "links", "present": False, "suspended": False},
    {"module": "old", "present": False, "suspended": False},
]


class Core:
    """A session whose calls core would answer so; `asked` has those that change something."""

    def __init__(self) -> None:
        """Nothing has been asked yet."""
        self.asked: list[tuple[str, str]] = []

    async def call(self, uri: str, **fields: Any) -> Any:
        """Core's answer."""
        name = uri.removeprefix("courant.core.")
        if name.endswith(".list"):
            return {"credentials": CREDENTIALS, "modules": MODULES}
        self.asked.append((name, fields["name"]))
        if name == "credential.revoke" and fields["name"] == "old":
            raise NotFound("There is no credential “old”.")
        return {"secret": "s"}


@pytest.fixture
def core(monkeypatch: pytest.MonkeyPatch) -> Core:
    found = Core()

    def at_router(place: Installation, work: Callable[[Any], Awaitable[Any]]) -> Any:
        outcome: list[Any] = []
        Deferred.fromCoroutine(work(found)).addBoth(outcome.append)
        if isinstance(outcome[0], Failure):
            outcome[0].raiseException()
        return outcome[0]

    monkeypatch.setattr(credentials, "at_router", at_router)
    return found


@pytest.fixture
def place(tmp_path: Path) -> Installation:
    return installation({"COURANT_DATA": str(tmp_path)})


@pytest.mark.usefixtures("core")
def test_the_running_site_says_where_it_is(place: Installation) -> None:
    assert "COURANT_ROUTER=ws://localhost:8080/ws" in credentials.made(place, "shelf", "module")
    place.run.mkdir(parents=True)
    (place.run / "public").write_text("http://localhost:8230\n")
    assert "COURANT_ROUTER=ws://localhost:8230/ws" in credentials.made(place, "shelf", "module")


@pytest.mark.usefixtures("core")
def test_what_is_printed_can_be_pasted(place: Installation) -> None:
    lines = [line.strip() for line in credentials.made(place, "shelf", "module").splitlines()]
    assert [line for line in lines if "=" in line] == [
        "export COURANT_SECRET=s", "export COURANT_ROUTER=ws://localhost:8080/ws",
    ]  # fmt: skip


def test_a_new_secret_is_printed_as_the_first_was(core: Core, place: Installation) -> None:
    assert credentials.renewed(place, "shelf", "module") == credentials.made(place, "shelf", "module")
    assert core.asked == [("credential.renew", "shelf"), ("credential.create", "shelf")]


@pytest.mark.usefixtures("core")
def test_what_is_printed_names_the_method(place: Installation) -> None:
    assert "by ticket" in credentials.made(place, "shelf", "module")
    signed = credentials.made(place, "mirror", "backend", "wampcra")
    assert "by WAMP-CRA" in signed
    assert "export COURANT_AUTH=wampcra" in signed
    assert "by WAMP-CRA" in credentials.renewed(place, "follower", "backend")


def test_a_key_is_read_as_people_have_it(tmp_path: Path) -> None:
    key = "0a" * 32
    files = {
        "hexadecimal": f"{key.upper()}\n",
        "pem": PEM.format(b64encode(bytes.fromhex(f"302a300506032b6570032100{key}")).decode()),
        "ssh": "ssh-ed25519 "
        + b64encode(b"\0\0\0\x0bssh-ed25519\0\0\0 " + bytes.fromhex(key)).decode()
        + " ada@example.org\n",
    }
    assert public_key(key.upper()) == key
    for name, text in files.items():
        (tmp_path / name).write_text(text)
        assert public_key(str(tmp_path / name)) == key


@pytest.mark.parametrize("text", ["", "ssh-rsa AAAA", "ssh-ed25519 !", PEM.format("AAAA")])
def test_a_file_without_such_a_key_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "key").write_text(text)
    with pytest.raises(Trouble, match="no public key for Ed25519"):
        public_key(str(tmp_path / "key"))
    with pytest.raises(Trouble, match="neither a public key"):
        public_key(str(tmp_path / "none"))


@pytest.mark.usefixtures("core")
def test_the_list_has_each_with_its_state(place: Installation) -> None:
    lines = [line.split(maxsplit=1) for line in credentials.listed(place, "module").splitlines()]
    assert [name for name, _ in lines] == ["forum", "guestbook", "links", "shelf"]
    states = [rest.partition("since")[0].strip() for _, rest in lines]
    assert states == ["suspended", "live", "away", "not joined yet"]
    assert credentials.listed(place, "backend").split() == ["follower", "backend", "since", "2026-11-02"]


@pytest.mark.usefixtures("core")
def test_an_empty_list_says_what_to_do(place: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.CREDENTIALS", [])
    assert "courant backend add NAME" in credentials.listed(place, "backend")


def test_a_module_that_is_only_listed_is_removed_too(core: Core, place: Installation) -> None:
    assert "guestbook has been removed" in credentials.removed(place, "guestbook", "module")
    credentials.removed(place, "old", "module")
    assert core.asked == [("credential.revoke", "guestbook"), ("credential.revoke", "old"), ("module.forget", "old")]
    with pytest.raises(NotFound):
        credentials.removed(place, "old", "backend")


@pytest.mark.parametrize("act", [credentials.removed, credentials.renewed])
def test_the_other_kind_is_left_alone(core: Core, place: Installation, act: Callable[..., str]) -> None:
    with pytest.raises(Trouble, match="follower is a backend, not a module: use `courant backend`"):
        act(place, "follower", "module")
    assert core.asked == []
