"""Credentials of modules and backends: created once, shown once, rejected with the same message for every reason."""

from typing import Any

import pytest
from autobahn.wamp import auth
from courant_core import contract
from courant_core.models import Credential
from courant_kit.calls.errors import Forbidden, Invalid, NotFound
from courant_kit.process import discovery
from courant_kit.process.wamp import Disclosed
from courant_kit.store.models import AnsweredCall
from courant_kit.testing import finished

from .staged_core import StagedCore

pytestmark = pytest.mark.django_db(transaction=True, reset_sequences=True)

KEY = "ab" * 32
"""A public key, as far as core can see."""


@pytest.fixture
def core() -> StagedCore:
    return StagedCore()


@pytest.fixture
def killed(core: StagedCore) -> list[Any]:
    """The authids whose sessions the router was asked to end."""
    found: list[Any] = []

    async def kill(who: Disclosed, args: list[Any], kwargs: dict[str, Any]) -> list[int]:
        found.extend(args)
        return []

    core.session.procedures["wamp.session.kill_by_authid"] = kill
    return found


def create(core: StagedCore, name: str, kind: str = "module", **fields: str) -> str:
    """The secret of a new credential."""
    answer = core.call(contract.CREATE_CREDENTIAL, "admin", "eve#1", name=name, kind=kind, **fields)
    return str(answer["secret"])


def joins(core: StagedCore, name: str | None, ticket: object, realm: str | None = "courant") -> Any:
    """The identity that the router receives for the bearer of a ticket."""
    return asked(core, name, realm, {"authmethod": "ticket", "ticket": ticket})


def challenged(core: StagedCore, name: str, method: str) -> Any:
    """The identity that the router receives before it challenges a program."""
    return asked(core, name, "courant", {"authmethod": method})


def asked(core: StagedCore, name: str | None, realm: str | None, details: dict[str, object]) -> Any:
    ask = core.session.procedures[contract.AUTHENTICATE.uri]
    return finished(ask(Disclosed(2, None, "trusted"), [realm, name, {**details, "transport": {}}], {}))


def test_a_module_joins_with_its_secret(core: StagedCore) -> None:
    secret = create(core, "guestbook")
    assert joins(core, "guestbook", secret) == {
        "realm": "courant",
        "role": "service",
        "authid": "guestbook#credential-1",
        "extra": {},
    }


@pytest.mark.usefixtures("killed")
def test_a_secret_is_stored_nowhere_even_for_a_call_with_a_key(core: StagedCore) -> None:
    key = "0123456789abcdef"
    secret = create(core, "guestbook", idempotency_key=key)
    renewed = core.call(contract.RENEW_CREDENTIAL, "admin", "eve#1", name="guestbook", idempotency_key=key)["secret"]
    stored = [*AnsweredCall.objects.values_list("answer", flat=True), *Credential.objects.values_list("digest")]
    assert secret not in str(stored)
    assert renewed not in str(stored)
    with pytest.raises(Invalid, match="already a credential"):
        create(core, "guestbook", idempotency_key=key)


def test_for_wamp_cra_only_a_key_derived_from_the_secret_is_stored(core: StagedCore) -> None:
    secret = create(core, "mailer", "backend", method="wampcra")
    salted = challenged(core, "mailer", "wampcra")
    assert (salted["role"], salted["authid"]) == ("backend", "mailer#credential-1")
    derived = auth.derive_key(secret, salted["salt"], salted["iterations"], salted["keylen"])
    assert salted["derived"] == derived.decode()
    assert secret not in str(Credential.objects.values())
    assert secret not in str(salted)


def test_two_equal_programs_have_different_salts(core: StagedCore) -> None:
    for name in ("one", "two"):
        create(core, name, "backend", method="wampcra")
    assert len({challenged(core, name, "wampcra")["salt"] for name in ("one", "two")}) == 2


def test_for_cryptosign_a_public_key_is_stored_and_there_is_no_secret(core: StagedCore) -> None:
    assert create(core, "mailer", "backend", method="cryptosign", key=KEY.upper()) == ""
    keyed = challenged(core, "mailer", "cryptosign")
    assert (keyed["role"], keyed["authid"], keyed["pubkey"]) == ("backend", "mailer#credential-1", KEY)


@pytest.mark.parametrize(
    ("method", "key"),
    [("cryptosign", ""), ("cryptosign", "ab" * 31), ("cryptosign", "xy" * 32), ("ticket", KEY), ("wampcra", KEY)],
)
def test_a_key_is_for_cryptosign_and_has_64_hexadecimal_digits(core: StagedCore, method: str, key: str) -> None:
    with pytest.raises(Invalid) as refused:
        create(core, "mailer", "backend", method=method, key=key)
    assert refused.value.field == "key"


def test_a_credential_joins_by_its_own_method_only(core: StagedCore) -> None:
    secrets = {
        "ticket": create(core, "ticket", "backend"),
        "wampcra": create(core, "wampcra", "backend", method="wampcra"),
        "cryptosign": create(core, "cryptosign", "backend", method="cryptosign", key=KEY),
    }
    with pytest.raises(Forbidden, match="do not match"):
        joins(core, "wampcra", secrets["wampcra"])
    salted, keyed = challenged(core, "ticket", "wampcra"), challenged(core, "ticket", "cryptosign")
    derived = auth.derive_key(secrets["ticket"], salted["salt"], salted["iterations"], salted["keylen"])
    assert salted["derived"] != derived.decode()
    assert salted["role"] == keyed["role"] == "visitor"
    assert challenged(core, "wampcra", "cryptosign")["pubkey"] != KEY
    stored = Credential.objects.get(name="wampcra").digest
    with pytest.raises(Forbidden, match="do not match"):
        joins(core, "wampcra", stored)


def test_a_challenge_does_not_say_which_names_have_credentials(core: StagedCore) -> None:
    create(core, "mailer", "backend", role="admin", method="wampcra")
    create(core, "mirror", "backend", method="cryptosign", key=KEY)
    for method, known in (("wampcra", "mailer"), ("cryptosign", "mirror")):
        real, *decoys = (challenged(core, name, method) for name in (known, "nobody", "core", "x" * 300))
        assert all(one.keys() == real.keys() for one in decoys)
        assert {one["role"] for one in decoys} == {"visitor"}
    salts = [challenged(core, name, "wampcra")["salt"] for name in ("mailer", "nobody", "nobody", "other")]
    assert {len(one) for one in salts} == {32}
    assert salts[1] == salts[2] != salts[3]
    derived = [challenged(core, "nobody", "wampcra")["derived"] for _ in range(2)]
    assert derived[0] != derived[1]


@pytest.mark.usefixtures("killed")
def test_the_method_stays_when_a_secret_or_key_is_replaced(core: StagedCore) -> None:
    create(core, "mailer", "backend", method="wampcra")
    create(core, "mirror", "backend", method="cryptosign", key=KEY)
    old = challenged(core, "mailer", "wampcra")
    assert core.call(contract.RENEW_CREDENTIAL, "admin", "eve#1", name="mailer")["secret"]
    new = challenged(core, "mailer", "wampcra")
    assert (new["salt"], new["derived"]) != (old["salt"], old["derived"])
    other = "cd" * 32
    assert core.call(contract.RENEW_CREDENTIAL, "admin", "eve#1", name="mirror", key=other)["secret"] == ""
    assert challenged(core, "mirror", "cryptosign")["pubkey"] == other
    with pytest.raises(Invalid, match="64 hexadecimal digits"):
        core.call(contract.RENEW_CREDENTIAL, "admin", "eve#1", name="mirror")
    assert challenged(core, "mirror", "cryptosign")["pubkey"] == other
    listed = core.call(contract.LIST_CREDENTIALS, "admin", "eve#1")["credentials"]
    assert [one["method"] for one in listed] == ["wampcra", "cryptosign"]


def test_a_backend_joins_in_the_role_it_was_given(core: StagedCore) -> None:
    assert joins(core, "mailer", create(core, "mailer", "backend"))["role"] == "backend"
    assert joins(core, "importer", create(core, "importer", "backend", role="editor"))["role"] == "editor"


def test_anything_wrong_is_refused_in_the_same_words(core: StagedCore) -> None:
    secret = create(core, "guestbook")
    wrong = [("guestbook", "no"), ("other", secret), (None, secret), ("guestbook", None), ("guestbook", 7), ("", "")]
    for name, ticket in wrong:
        with pytest.raises(Forbidden, match="do not match"):
            joins(core, name, ticket)
    with pytest.raises(Forbidden):
        joins(core, "guestbook", secret, realm="other")
    with pytest.raises(Forbidden):
        joins(core, "guestbook", secret, realm=None)


def test_the_secret_is_not_kept(core: StagedCore) -> None:
    secret = create(core, "guestbook")
    assert secret not in str(Credential.objects.values())
    listed = core.call(contract.LIST_CREDENTIALS, "admin", "eve#1")
    assert [(one["name"], one["kind"], one["role"]) for one in listed["credentials"]] == [
        ("guestbook", "module", "service")
    ]
    assert secret not in str(listed)


def test_a_revoked_credential_opens_nothing_and_its_sessions_end(core: StagedCore, killed: list[Any]) -> None:
    secret = create(core, "guestbook")
    core.call(contract.REVOKE_CREDENTIAL, "admin", "eve#1", name="guestbook")
    assert killed == ["guestbook#credential-1"]
    assert (contract.WITHDRAWN.uri, {"grants": ["guestbook#credential-1"], "event": 0}) in core.session.events
    assert core.call(contract.STANDING, "service", "wiki") == {
        "withdrawn": ["guestbook#credential-1"], "spaces": {}, "suspended": [],
    }  # fmt: skip
    with pytest.raises(Forbidden):
        joins(core, "guestbook", secret)
    with pytest.raises(NotFound):
        core.call(contract.REVOKE_CREDENTIAL, "admin", "eve#1", name="guestbook")
    assert joins(core, "guestbook", create(core, "guestbook"))["authid"] == "guestbook#credential-2"


def test_a_new_secret_replaces_the_old_one_and_ends_its_sessions(core: StagedCore, killed: list[Any]) -> None:
    old = create(core, "importer", "backend", role="editor")
    new = core.call(contract.RENEW_CREDENTIAL, "admin", "eve#1", name="importer")["secret"]
    assert killed == ["importer#credential-1"]
    assert core.call(contract.STANDING, "service", "wiki")["withdrawn"] == killed
    with pytest.raises(Forbidden):
        joins(core, "importer", old)
    identity = joins(core, "importer", new)
    assert (identity["authid"], identity["role"]) == ("importer#credential-2", "editor")
    with pytest.raises(NotFound, match="no credential “nobody”"):
        core.call(contract.RENEW_CREDENTIAL, "admin", "eve#1", name="nobody")


def test_a_module_without_a_credential_is_no_longer_listed(core: StagedCore, killed: list[Any]) -> None:
    create(core, "guestbook")
    core.arrive("guestbook", 20)
    core.call(contract.SUSPEND, "admin", "eve#1", name="guestbook")
    core.call(contract.REVOKE_CREDENTIAL, "admin", "eve#1", name="guestbook")
    assert "guestbook" not in core.listed()
    assert "guestbook" not in core.shown("core.menu")
    assert core.changes()[-1] == ("guestbook", False)
    assert core.call(contract.STANDING, "service", "wiki")["suspended"] == []
    assert killed == ["guestbook#credential-1"]


def test_a_service_of_the_site_stays_if_an_old_credential_with_its_name_is_revoked(
    core: StagedCore, killed: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    create(core, "guestbook")
    monkeypatch.setattr(discovery, "names", lambda: frozenset({"core", "web", "guestbook"}))
    core.arrive("guestbook", 20)
    core.call(contract.REVOKE_CREDENTIAL, "admin", "eve#1", name="guestbook")
    assert core.listed()["guestbook"]


@pytest.mark.parametrize(
    "name", ["core", "blog", "web", "operator", "visitor", "Guest", "1st", "a b", "x" * 40, "a-b", ""]
)
def test_a_name_of_the_site_or_a_malformed_one_is_refused(core: StagedCore, name: str) -> None:
    with pytest.raises(Invalid) as refused:
        create(core, name)
    assert refused.value.field == "name"


def test_a_credential_opens_nothing_once_a_service_is_installed_under_its_name(
    core: StagedCore, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = create(core, "guestbook")
    monkeypatch.setattr(discovery, "names", lambda: frozenset({"core", "web", "guestbook"}))
    with pytest.raises(Forbidden, match="do not match"):
        joins(core, "guestbook", secret)


def test_a_name_is_taken_once(core: StagedCore) -> None:
    create(core, "guestbook")
    with pytest.raises(Invalid, match="already"):
        create(core, "guestbook", "backend")


def test_a_module_is_no_person(core: StagedCore) -> None:
    with pytest.raises(Invalid) as refused:
        create(core, "guestbook", role="admin")
    assert refused.value.field == "role"
    with pytest.raises(Invalid):
        create(core, "guestbook", "robot")


@pytest.mark.parametrize("role", ["visitor", "member", "editor", "backend", "service", "service-blog"])
def test_only_admins_manage_credentials(core: StagedCore, role: str) -> None:
    with pytest.raises(Forbidden):
        core.call(contract.CREATE_CREDENTIAL, role, "eve#1", name="guestbook", kind="module")
    with pytest.raises(Forbidden):
        core.call(contract.LIST_CREDENTIALS, role, "eve#1")
    with pytest.raises(Forbidden):
        core.call(contract.REVOKE_CREDENTIAL, role, "eve#1", name="guestbook")
    with pytest.raises(Forbidden):
        core.call(contract.RENEW_CREDENTIAL, role, "eve#1", name="guestbook")
    with pytest.raises(Forbidden):
        core.call(contract.AUTHENTICATE, role, "eve#1", realm="courant", authid="a", details={})
