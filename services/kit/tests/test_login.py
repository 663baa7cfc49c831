"""What a program proves its name with, from its environment."""

from pathlib import Path

import pytest
from courant_kit.process.environment import SettingError, load
from courant_kit.process.login import private_key, secret_and_method
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KEY = Ed25519PrivateKey.generate()
PEM, PLAIN = serialization.Encoding.PEM, serialization.NoEncryption()
PKCS8, OPENSSH = serialization.PrivateFormat.PKCS8, serialization.PrivateFormat.OpenSSH
WRITTEN = {
    "digits": KEY.private_bytes_raw().hex() + "\n",
    "pem": KEY.private_bytes(PEM, PKCS8, PLAIN).decode(),
    "openssh": KEY.private_bytes(PEM, OPENSSH, PLAIN).decode(),
}
LOCKED = KEY.private_bytes(PEM, PKCS8, serialization.BestAvailableEncryption(b"word")).decode()
OTHER = generate_private_key(SECP256R1()).private_bytes(PEM, PKCS8, PLAIN).decode()


@pytest.mark.parametrize("form", WRITTEN)
def test_a_private_key_is_read_in_every_form_that_people_have_it_in(form: str, tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(WRITTEN[form])
    secret, method = secret_and_method({"COURANT_KEY": str(file)})
    assert method == "cryptosign"
    assert private_key(secret).private_bytes_raw() == KEY.private_bytes_raw()


@pytest.mark.parametrize("text", ["", "ab" * 31, "-----BEGIN PRIVATE KEY-----", LOCKED, OTHER])
def test_what_is_no_key_of_this_kind_is_refused_in_words(text: str, tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(text)
    with pytest.raises(SettingError, match="COURANT_KEY has no private key for Ed25519"):
        load("blog", {"COURANT_KEY": str(file)})


def test_a_key_in_the_secret_and_one_that_cannot_be_read() -> None:
    digits = WRITTEN["digits"]
    assert secret_and_method({"COURANT_AUTH": "cryptosign", "COURANT_SECRET": digits}) == (digits, "cryptosign")
    with pytest.raises(ValueError, match="COURANT_SECRET has no private key"):
        secret_and_method({"COURANT_AUTH": "cryptosign"})
    with pytest.raises(ValueError, match="cannot be read"):
        secret_and_method({"COURANT_KEY": "/nowhere/at/all"})


def test_without_a_key_the_secret_is_a_ticket_unless_it_is_to_sign() -> None:
    assert secret_and_method({"COURANT_SECRET": "word"}) == ("word", "ticket")
    assert secret_and_method({"COURANT_SECRET": "word", "COURANT_AUTH": "wampcra"}) == ("word", "wampcra")
