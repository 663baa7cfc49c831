"""Webhooks without a router: what is queued, sent, signed, tried again and given up, with a real receiver."""

import socket
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import addresses
import courier
import patience
import pytest
import sending
import signing
import webhooks
from courant_kit import CourantError, Event, Forbidden, Invalid, Position
from courant_kit.testing import Stage
from django.utils import timezone
from receiver import Receiver, stalling
from sending import send
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError
from webhooks import Delivery, Endpoint

pytestmark = pytest.mark.django_db(transaction=True, reset_sequences=True)

PROCEDURES = webhooks.app.module.contract.procedures
ADDED, PUBLISHED = "courant.blog.comment.added", "courant.blog.post.published"


@pytest.fixture
def stage() -> Stage:
    return Stage(webhooks.app.module)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as running:
        yield running


def call(stage: Stage, name: str, role: str = "admin", **fields: Any) -> Any:
    return stage.call(PROCEDURES[f"courant.webhooks.{name}"], role, "admin#1", **fields)


def page(stage: Stage, name: str = "index", role: str = "admin", **fields: Any) -> Any:
    return stage.page(PROCEDURES[f"courant.webhooks.page.{name}"], role, **fields)


def happened(number: int = 1, topic: str = ADDED, **fields: Any) -> None:
    webhooks.queue(Event(number, topic, {"event": number, **fields}, Position({"wiki": 5})))


def again() -> None:
    Delivery.objects.update(due=timezone.now())


def test_a_message_arrives_signed_as_the_scheme_wants(stage: Stage, receiver: Receiver) -> None:
    call(stage, "endpoint.add", url=receiver.url)
    happened(7, text="ä “quote”")
    courier.serve(1)
    (message,) = receiver.received
    verified = Webhook(Endpoint.objects.get().secret).verify(message.body, message.headers)
    assert verified["type"] == ADDED
    assert verified["data"] == {"event": 7, "text": "ä “quote”"}
    assert message.headers["webhook-id"] == "msg_blog_7"
    assert message.headers["host"].startswith("localhost:")
    with pytest.raises(WebhookVerificationError):
        Webhook(signing.new_secret()).verify(message.body, message.headers)
    assert Delivery.objects.get().state == "delivered"
    assert Delivery.objects.get().status == 204


def test_the_signature_is_that_of_the_library() -> None:
    key, moment = signing.new_secret(), timezone.now()
    theirs = Webhook(key).sign("msg_1", moment, "{}")
    assert signing.signed("msg_1", int(moment.timestamp()), "{}", [key])["webhook-signature"] == theirs


def test_what_fails_is_tried_again_with_growing_pauses_and_the_same_id(stage: Stage) -> None:
    with Receiver([500, 503, 204]) as receiver:
        call(stage, "endpoint.add", url=receiver.url)
        happened()
        for pause in (5, 300):
            before = timezone.now()
            courier.serve(1)
            wait = (Delivery.objects.get().due - before).total_seconds()
            assert 0.8 * pause <= wait <= 1.2 * pause + 5
            assert Endpoint.objects.get().failing is not None
            courier.serve(1)  # it is not due
            again()
        courier.serve(1)
    assert [one.headers["webhook-id"] for one in receiver.received] == ["msg_blog_1"] * 3
    assert (Delivery.objects.get().state, Delivery.objects.get().tries) == ("delivered", 3)
    assert Endpoint.objects.get().failing is None


def test_after_the_last_try_it_has_failed_and_can_be_sent_by_hand(stage: Stage) -> None:
    with Receiver([500]) as receiver:
        call(stage, "endpoint.add", url=receiver.url)
        happened()
        for _ in range(len(patience.PAUSES) + 1):
            courier.serve(1)
            again()
        assert Delivery.objects.get().state == "failed"
        courier.serve(1)
        assert len(receiver.received) == len(patience.PAUSES) + 1
        receiver.statuses = [204]
        call(stage, "delivery.repeat", id=1)
        courier.serve(1)
    assert Delivery.objects.get().state == "delivered"


def test_pauses_last_for_days() -> None:
    whole = sum(patience.next_pause(tries, 0.5) or 0 for tries in range(1, 10))
    assert timedelta(days=3) < timedelta(seconds=whole) < timedelta(days=4)
    assert patience.next_pause(10, 0.5) is None


def test_a_receiver_says_when_it_wants_to_be_asked_again(stage: Stage) -> None:
    with Receiver([429], {"Retry-After": "100"}) as receiver:
        call(stage, "endpoint.add", url=receiver.url)
        happened()
        courier.serve(1)
    assert Delivery.objects.get().due > timezone.now() + timedelta(seconds=90)


def test_an_endpoint_that_fails_for_long_is_disabled_with_a_notice(stage: Stage) -> None:
    with Receiver([500]) as receiver:
        call(stage, "endpoint.add", url=receiver.url)
        happened()
        Endpoint.objects.update(failing=timezone.now() - timedelta(days=6))
        courier.serve(1)
        stage.publish()
        assert "It failed for 5 days without one success." in page(stage).html
        assert "courant.webhooks.endpoint.disabled" in stage.topics()
        assert courier.due() == []
        receiver.statuses = [204]
        call(stage, "endpoint.enable", id=1)
        assert courier.due() == [1]
        courier.serve(1)
    assert Delivery.objects.get().state == "delivered"


def test_an_endpoint_that_is_gone_is_disabled_at_once(stage: Stage) -> None:
    with Receiver([410]) as receiver:
        call(stage, "endpoint.add", url=receiver.url)
        happened()
        courier.serve(1)
    assert not Endpoint.objects.get().enabled


def test_a_redirect_is_not_followed(stage: Stage, receiver: Receiver) -> None:
    with Receiver([302], {"Location": receiver.url}) as first:
        call(stage, "endpoint.add", url=first.url)
        happened()
        courier.serve(1)
    assert receiver.received == []
    assert Delivery.objects.get().status == 302
    assert Delivery.objects.get().state == "waiting"


def test_who_does_not_listen_is_no_fault(stage: Stage) -> None:
    with Receiver() as receiver:
        url = receiver.url
    call(stage, "endpoint.add", url=url)
    happened()
    courier.serve(1)
    assert "ConnectError" in Delivery.objects.get().words


def test_only_what_an_endpoint_wants_is_queued_and_nothing_twice(stage: Stage, receiver: Receiver) -> None:
    call(stage, "endpoint.add", url=receiver.url, topics=[PUBLISHED])
    call(stage, "endpoint.add", url=receiver.url)
    happened(1)
    happened(2, PUBLISHED)
    happened(2, PUBLISHED)
    assert list(Delivery.objects.values_list("endpoint_id", "message")) == [
        (2, "msg_blog_1"), (1, "msg_blog_2"), (2, "msg_blog_2"),
    ]  # fmt: skip
    assert webhooks.position() == "blog:2,wiki:5"


def test_a_secret_is_shown_until_it_is_put_away(stage: Stage, receiver: Receiver) -> None:
    answer = call(stage, "endpoint.add", url=receiver.url)
    assert answer["location"] == "/webhooks/1/secret/"
    key = Endpoint.objects.get().secret
    assert key in page(stage, "secret", id=1).html
    assert key not in page(stage).html
    assert key not in str(answer)
    call(stage, "secret.hide", id=1)
    assert key not in page(stage, "secret", id=1).html
    Endpoint.objects.update(shown_until=timezone.now() - timedelta(seconds=1))
    assert key not in page(stage, "secret", id=1).html


def test_after_a_rotation_messages_are_signed_with_both_secrets_for_a_day(stage: Stage, receiver: Receiver) -> None:
    call(stage, "endpoint.add", url=receiver.url)
    old = Endpoint.objects.get().secret
    call(stage, "secret.rotate", id=1)
    new = Endpoint.objects.get().secret
    happened(1)
    courier.serve(1)
    Endpoint.objects.update(before_until=timezone.now() - timedelta(seconds=1))
    happened(2)
    courier.serve(1)
    first, second = receiver.received
    for key in (old, new):
        Webhook(key).verify(first.body, first.headers)
    Webhook(new).verify(second.body, second.headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(old).verify(second.body, second.headers)


@pytest.mark.parametrize(
    "url",
    ["", "example.org", "ftp://example.org/", "https://", "https://ada:x@example.org/", "https://example.org:port/"],
)
def test_what_is_no_address_is_refused_in_words(stage: Stage, url: str) -> None:
    with pytest.raises(CourantError) as refused:
        call(stage, "endpoint.add", url=url)
    assert refused.value.field == "url"


def test_topics_that_cannot_be_sent_are_refused(stage: Stage) -> None:
    with pytest.raises(Invalid, match=r"courant\.core\.x\.y cannot be sent"):
        call(stage, "endpoint.add", url="https://example.org/", topics=["courant.core.x.y"])


@pytest.mark.parametrize(
    ("sent", "outcome"),
    [
        (b"HTTP/1.1 200 OK\r\nX-Slow: ", (0, "It took longer than 0.2 seconds.")),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nThanks", (200, "Thanks")),
    ],
)
def test_who_answers_without_end_holds_nobody_up(
    sent: bytes, outcome: tuple[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "WHOLE", 0.2)
    with stalling(sent) as url:
        found = send(url, "{}", {})
    assert (found.status, found.words) == outcome


@pytest.mark.parametrize(
    "inside",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::10.0.0.1",
        "2002:0a00:0001::1", "fec0::1",
    ],
)  # fmt: skip
def test_nothing_is_sent_into_a_private_network(inside: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WEBHOOKS_ALLOWED_NETWORKS")
    found = [(0, 0, 0, "", ("93.184.216.34", 443)), (0, 0, 0, "", (inside, 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    outcome = send("https://example.org/hook", "{}", {})
    assert (outcome.status, outcome.words) == (
        0, f"example.org is {addresses.ipaddress.ip_address(inside)}, which is inside of a private network.",
    )  # fmt: skip


def test_the_address_that_was_checked_is_the_one_that_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", ("93.184.216.34", 8443))])
    target = addresses.resolved("https://example.org:8443/hook?to=1#x")
    assert (target.url, target.host, target.name) == (
        "https://93.184.216.34:8443/hook?to=1", "example.org:8443", "example.org",
    )  # fmt: skip


def test_only_tls_leaves_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", ("93.184.216.34", 80))])
    assert send("http://example.org/", "{}", {}).words == "Messages go over https:// only."


def test_it_is_for_administrators(stage: Stage, receiver: Receiver) -> None:
    call(stage, "endpoint.add", url=receiver.url)
    for role in ("visitor", "member", "editor", "backend"):
        assert page(stage, role=role).status == 403
        assert page(stage, "secret", role, id=1).status == 403
        for name in ("endpoint.remove", "secret.rotate", "delivery.repeat"):
            with pytest.raises(Forbidden):
                call(stage, name, role, id=1)


def test_what_an_endpoint_answers_is_text(stage: Stage, receiver: Receiver) -> None:
    call(stage, "endpoint.add", url=receiver.url)
    happened()
    Delivery.objects.update(words="<b>no</b>", tries=1, state="failed", tried=timezone.now())
    assert "&lt;b&gt;no" in page(stage).html
    call(stage, "endpoint.remove", id=1)
    assert not Delivery.objects.exists()
