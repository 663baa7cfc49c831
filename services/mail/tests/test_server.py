"""The mail server in the environment, and what its answers mean."""

import smtplib
from pathlib import Path

import pytest
from courant_kit.process.environment import SettingError
from courant_mail import contract
from courant_mail.sending import results, server
from courant_mail.sending.server import MailServer

from .staged_mail import Mail


def test_a_server_is_read_from_its_address(tmp_path: Path) -> None:
    assert server.read({}) is None
    url = "smtp://ada%40example.org:p%3Aw@mail.example.org"
    assert server.read({"COURANT_MAIL_URL": url}) == MailServer(
        "mail.example.org", 587, "starttls", "ada@example.org", "p:w"
    )
    (tmp_path / "password").write_text("secret\n")
    found = server.read({
        "COURANT_MAIL_URL": "smtps://ada@mail.example.org", "COURANT_MAIL_PASSWORD_FILE": str(tmp_path / "password")
    })  # fmt: skip
    assert found == MailServer("mail.example.org", 465, "tls", "ada", "secret")


@pytest.mark.parametrize(
    "environment",
    [
        {"COURANT_MAIL_URL": "http://mail.example.org"},
        {"COURANT_MAIL_URL": "smtp://mail.example.org:port"},
        {"COURANT_MAIL_URL": "smtp://mail.example.org?tls=maybe"},
        {"COURANT_MAIL_URL": "smtp://ada@mail.example.org", "COURANT_MAIL_PASSWORD_FILE": "/nowhere"},
    ],
)
def test_a_wrong_setting_is_named_and_no_password_with_it(environment: dict[str, str]) -> None:
    with pytest.raises(SettingError, match="COURANT_MAIL_"):
        server.read(environment)


def test_wrong_senders_are_named() -> None:
    assert server.sender({"COURANT_SITE_URL": "https://example.org"}) == "courant@example.org"
    for wrong in ("nobody", "jörg@example.org"):
        with pytest.raises(SettingError, match="COURANT_MAIL_FROM"):
            server.sender({"COURANT_MAIL_FROM": wrong})
    with pytest.raises(SettingError, match="COURANT_MAIL_RETURNS"):
        server.returns({"COURANT_MAIL_RETURNS": "The Site <a@example.org>"})


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b": (550, b"5.1.1 no")}), "bounced"),
        (smtplib.SMTPRecipientsRefused({"a@b": (450, b"later")}), "later"),
        (smtplib.SMTPRecipientsRefused({"a@b": (421, b"closing")}), "trouble"),
        (smtplib.SMTPDataError(554, b"5.7.1 spam"), "rejected"),
        (smtplib.SMTPSenderRefused(550, b"who", "a@b"), "trouble"),
        (smtplib.SMTPSenderRefused(451, b"4.3.0 busy", "a@b"), "trouble"),
        (smtplib.SMTPSenderRefused(552, b"too large", "a@b"), "rejected"),
        (smtplib.SMTPSenderRefused(500, b"5.3.4 too large", "a@b"), "rejected"),
        (smtplib.SMTPSenderRefused(550, b"5.6.7 not ASCII", "a@b"), "rejected"),
        (smtplib.SMTPDataError(552, b"5.3.4 too large"), "rejected"),
        (smtplib.SMTPDataError(550, b"5.2.1 mailbox disabled"), "bounced"),
        (smtplib.SMTPNotSupportedError("SMTPUTF8"), "rejected"),
        (ValueError("no address"), "rejected"),
        (smtplib.SMTPServerDisconnected("gone"), "trouble"),
        (TimeoutError(), "trouble"),
    ],
)
def test_what_a_server_says_decides_what_happens_to_a_letter(error: Exception, kind: str) -> None:
    assert results.of(error).kind == kind


def test_words_of_a_server_are_one_line() -> None:
    assert results.text(b"5.1.1 no\r\n\x1b[31msuch\xff user") == "5.1.1 no [31msuch\ufffd user"


def test_an_administrator_asks_whether_the_server_answers(mail: Mail, monkeypatch: pytest.MonkeyPatch) -> None:
    from courant_mail import editing

    monkeypatch.setattr(editing, "SERVER", MailServer("127.0.0.1", mail.box.port, "none"))
    assert mail.stage.call(contract.SHOW_SERVER, "admin")["reached"]
    monkeypatch.setattr(editing, "SERVER", MailServer("127.0.0.1", mail.box.port, "starttls"))
    answer = mail.stage.call(contract.SHOW_SERVER, "admin")
    assert (answer["configured"], answer["reached"]) == (True, False)
    monkeypatch.setattr(editing, "SERVER", None)
    assert "COURANT_MAIL_URL" in mail.stage.call(contract.SHOW_SERVER, "admin")["words"]


def test_without_a_server_there_is_no_form(mail: Mail, monkeypatch: pytest.MonkeyPatch) -> None:
    from courant_mail import pages

    assert "<form" in mail.stage.page(contract.PAGE_INDEX).html
    monkeypatch.setattr(pages, "SERVER", None)
    page = mail.stage.page(contract.PAGE_INDEX).html
    assert "cannot send mail" in page
    assert "<form" not in page
