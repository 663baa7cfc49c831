"""Comments of people without an account: if the site lets them, and what nobody learns of them."""

from datetime import timedelta
from typing import Any

import pytest
from courant_blog import contract, render
from courant_blog.discussion import guests, ruling, signing
from courant_blog.models import Ban, Comment, Guest
from courant_blog.pages import posts
from courant_kit.calls import commenting
from courant_kit.calls.errors import Forbidden, Gone, Invalid, RateLimited
from courant_kit.live.audience import PERSONAL
from courant_kit.wire.page import Page, page_from
from django.utils import timezone

from .staged_blog import Blog
from .test_hostile import CORPUS, assert_harmless
from .test_moderation import moderate, queue, rules

MAIL = "hopper@example.org"


@pytest.fixture(autouse=True)
def welcome(monkeypatch: pytest.MonkeyPatch) -> None:
    for place in (guests, render, posts):
        monkeypatch.setattr(place, "WELCOME", True)


def offer(
    blog: Blog, post: int, text: str = "Hello from outside", network: str = "abc", **fields: Any
) -> dict[str, Any]:
    opened = timezone.now() - timedelta(minutes=1)
    stamp = signing.stamp(ruling.secret(), post, opened)
    fields = {"name": "Grace Hopper", "mail": MAIL, "stamp": stamp} | fields
    answer: dict[str, Any] = blog.call(
        contract.ADD_AS_GUEST, "visitor", f"visitor#{network}", post=post, text=text, **fields
    )
    return answer


def test_a_guests_comment_waits_and_appears_when_it_is_approved(blog: Blog) -> None:
    saved = blog.save()
    answer = offer(blog, saved["id"])
    assert answer["held"]
    assert "Hello from outside" not in blog.post_page(saved["path"]).html
    assert MAIL in queue(blog)
    moderate(blog, "public", answer["id"])
    html = blog.post_page(saved["path"]).html
    assert "<strong>Grace Hopper</strong>" in html
    assert '<span class="badge">Guest</span>' in html
    assert 'data-author=""' in html


def test_nobody_but_editors_learns_a_guests_mail_and_network(blog: Blog) -> None:
    saved = blog.save()
    answer = offer(blog, saved["id"], network="0123abcd")
    moderate(blog, "public", answer["id"])
    told = str([one for one in blog.stage.session.events if ".staff." not in one[0]])
    shown = blog.post_page(saved["path"]).html + page_from(blog.call(contract.PAGE_ANSWER, id=answer["id"])).html
    for secret in (MAIL, "hopper@", "0123abcd"):
        assert secret not in told
        assert secret not in shown
    added = next(fields for topic, fields in blog.stage.session.events if topic.endswith("comment.added"))
    assert (added["author"], added["guest"]) == ("", "Grace Hopper")
    assert Guest.objects.get().address == "address-0123abcd"


def test_guests_comment_only_where_they_are_welcome(blog: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
    saved = blog.save()
    monkeypatch.setattr(guests, "WELCOME", False)
    with pytest.raises(Forbidden, match="Please sign in"):
        offer(blog, saved["id"])
    for role in ("member", "editor", "backend"):
        with pytest.raises(Forbidden):
            blog.call(contract.ADD_AS_GUEST, role, post=saved["id"], name="x", mail=MAIL, text="x", stamp="x")


def test_programs_that_fill_every_field_or_hurry_are_rejected(blog: Blog) -> None:
    post = blog.save()["id"]
    secret = ruling.secret()
    stamps = {
        "very fast": signing.stamp(secret, post, timezone.now()),
        "too old": signing.stamp(secret, post, timezone.now() - timedelta(days=2)),
    }
    for said, stamp in stamps.items():
        with pytest.raises(Invalid, match=said):
            offer(blog, post, stamp=stamp)
    with pytest.raises(Invalid, match="too old"):
        offer(blog, post, stamp=signing.stamp(secret, post + 1, timezone.now() - timedelta(minutes=1)))
    with pytest.raises(Invalid) as refused:
        offer(blog, post, website="https://pills.example")
    assert refused.value.field == "website"
    assert not Comment.objects.exists()


@pytest.mark.parametrize(("field", "value"), [("name", "  "), ("mail", "nobody"), ("mail", ""), ("text", " ")])
def test_what_a_guest_must_say(blog: Blog, field: str, value: str) -> None:
    post = blog.save()["id"]
    with pytest.raises(Invalid) as refused:
        offer(blog, post, **{field: value})
    assert refused.value.field == field


def test_a_network_has_its_rate(blog: Blog) -> None:
    post = blog.save()["id"]
    rules(blog, per_address="2")
    offer(blog, post)
    offer(blog, post)
    with pytest.raises(RateLimited):
        offer(blog, post)
    offer(blog, post, network="def")


def test_a_banned_guest_is_known_by_mail_and_for_a_day_by_network(blog: Blog) -> None:
    post = blog.save()["id"]
    number = offer(blog, post)["id"]
    blog.call(contract.BAN, "editor", "eve", id=number)
    for fields in ({"network": "def"}, {"mail": "other@example.org"}, {"network": "def", "mail": MAIL.upper()}):
        with pytest.raises(Forbidden, match="cannot comment here"):
            offer(blog, post, **fields)
    offer(blog, post, network="def", mail="other@example.org")
    for old in (Comment, Ban):
        old.objects.update(created=timezone.now() - timedelta(days=2))
    assert guests.forget_networks() == 2
    offer(blog, post, mail="other@example.org")
    with pytest.raises(Forbidden):
        offer(blog, post)


DEVICE = "visitor#abc.d0d0"
"""The authid of a visitor whose browser web knows."""


def test_a_guest_sees_changes_and_removes_their_comment_in_their_browser(blog: Blog) -> None:
    saved = blog.save()
    answer = offer(blog, saved["id"], network="abc.d0d0")
    number = answer["id"]
    assert (answer["location"], answer["own"]) == (f"/blog/comment/{number}/own/", f"comment-{number}")
    mine = own_page(blog, number)
    assert "waits for the approval" in mine.html
    assert mine.audience == PERSONAL
    assert MAIL not in mine.html
    amend(blog, number, "Hello from *inside*")
    moderate(blog, "public", number)
    assert "Hello from <em>inside</em>" in blog.post_page(saved["path"]).html
    blog.call(contract.WITHDRAW_COMMENT, "visitor", DEVICE, id=number)
    assert "Hello from" not in blog.post_page(saved["path"]).html
    assert "It was removed" in own_page(blog, number).html
    with pytest.raises(Gone):
        amend(blog, number, "Back again")


def test_no_other_browser_changes_a_guests_comment(blog: Blog) -> None:
    saved = blog.save()
    number = offer(blog, saved["id"], network="abc.d0d0")["id"]
    unknown = offer(blog, saved["id"])
    assert (unknown["location"], unknown["own"]) == ("", "")
    callers = (("visitor", "visitor#abc"), ("visitor", "visitor#abc.beef"), ("member", "ada#d0d0"), ("editor", "eve"))
    for role, name in callers:
        assert own_page(blog, number, role, name).status == 403
        for procedure, fields in ((contract.WITHDRAW_COMMENT, {}), (contract.AMEND_COMMENT, {"text": "Mine"})):
            with pytest.raises(Forbidden):
                blog.call(procedure, role, name, id=number, **fields)
    for other in (unknown["id"], blog.comment(saved["id"])):
        with pytest.raises(Forbidden):
            blog.call(contract.WITHDRAW_COMMENT, "visitor", DEVICE, id=other)


def test_a_guest_changes_a_comment_for_as_long_as_a_member_could(blog: Blog) -> None:
    number = offer(blog, blog.save()["id"], network="abc.d0d0")["id"]
    Comment.objects.update(created=timezone.now() - commenting.EDITABLE - timedelta(seconds=1))
    with pytest.raises(Forbidden, match="You can still remove it"):
        amend(blog, number, "Too late")
    page = own_page(blog, number).html
    assert "You can still remove it" in page
    assert "<textarea" not in page
    Comment.objects.update(created=timezone.now() - guests.KNOWN - timedelta(days=1))
    guests.forget_networks()
    with pytest.raises(Forbidden):
        blog.call(contract.WITHDRAW_COMMENT, "visitor", DEVICE, id=number)


def test_the_rules_apply_to_what_a_guest_changes(blog: Blog) -> None:
    saved = blog.save()
    rules(blog, guests_at_once="1", most_links="0")
    number = offer(blog, saved["id"], network="abc.d0d0")["id"]
    assert amend(blog, number, "Hello again")["notice"] == "Your comment has been changed."
    assert "Hello again" in blog.post_page(saved["path"]).html
    assert "waits" in amend(blog, number, "See https://pills.example")["notice"]
    assert "pills" not in blog.post_page(saved["path"]).html
    assert "pills" in queue(blog)
    blog.call(contract.BAN, "editor", "eve", id=number)
    with pytest.raises(Forbidden, match="cannot comment here"):
        amend(blog, number, "Hello again")


def test_what_an_editor_has_approved_waits_again_when_its_guest_changes_it(blog: Blog) -> None:
    saved = blog.save()
    number = offer(blog, saved["id"], network="abc.d0d0")["id"]
    moderate(blog, "public", number)
    amend(blog, number, "Hello from outside")  # the same words
    assert "Hello from outside" in blog.post_page(saved["path"]).html
    amend(blog, number, "Something else")
    assert "Something else" not in blog.post_page(saved["path"]).html
    assert "Something else" in queue(blog)


def test_everybody_gets_the_same_comment_and_no_device(blog: Blog) -> None:
    saved = blog.save()
    rules(blog, guests_at_once="1")
    number = offer(blog, saved["id"], network="abc.d0d0")["id"]
    html = blog.post_page(saved["path"]).html
    assert f'href="/blog/comment/{number}/own/" rel="nofollow" data-own="guest" data-only="visitor" data-device' in html
    assert "d0d0" not in html + str(blog.stage.session.events)
    form = page_from(blog.call(contract.PAGE_WRITE, "visitor", DEVICE, post=saved["id"]))
    assert f"/blog/comment/{number}/own/" in form.html
    assert f"/blog/comment/{number}/own/" not in blog.page(contract.PAGE_WRITE, "visitor", post=saved["id"]).html


def own_page(blog: Blog, number: int, role: str = "visitor", name: str = DEVICE) -> Page:
    """The page of a guest's comment."""
    return page_from(blog.call(contract.PAGE_GUEST, role, name, id=number))


def amend(blog: Blog, number: int, text: str) -> dict[str, Any]:
    """Change a guest's comment in their browser."""
    answer: dict[str, Any] = blog.call(contract.AMEND_COMMENT, "visitor", DEVICE, id=number, text=text)
    return answer


def test_a_guest_with_the_name_of_a_member_is_not_that_member(blog: Blog) -> None:
    saved = blog.save()
    rules(blog, guests_at_once="1")
    number = offer(blog, saved["id"], name="ada")["id"]
    for procedure, fields in ((contract.EDIT_COMMENT, {"text": "Mine"}), (contract.REMOVE_COMMENT, {})):
        with pytest.raises(Forbidden, match="your own"):
            blog.call(procedure, "member", "ada", id=number, **fields)
    with pytest.raises(Forbidden):
        blog.call(contract.REMOVE_COMMENT, "visitor", "", id=number)


@pytest.mark.parametrize("text", CORPUS)
def test_no_text_of_a_guest_runs_anything(blog: Blog, text: str) -> None:
    saved = blog.save()
    number = offer(blog, saved["id"], text, name=text[:60].replace("\n", " "))["id"]
    assert_harmless(blog.page(contract.PAGE_MODERATION, "editor"))
    moderate(blog, "public", number)
    assert_harmless(blog.post_page(saved["path"]))
    assert_harmless(blog.page(contract.PAGE_ANSWER, "visitor", id=number))


def test_the_form_is_new_for_everybody_who_opens_it(blog: Blog) -> None:
    saved = blog.save()
    page = blog.page(contract.PAGE_WRITE, "visitor", post=saved["id"])
    assert page.audience == PERSONAL
    assert 'name="stamp"' in page.html
    assert 'name="website" tabindex="-1"' in page.html
    assert f"/blog/comment/on/{saved['id']}/" in blog.post_page(saved["path"]).html


def test_a_guest_is_offered_answers_by_mail_where_the_site_sends_any(
    blog: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules(blog, guests_at_once=True)
    answer = offer(blog, blog.save()["id"], network="abc.d0d0")
    path = f"/mail/thread/{answer['id']}/"
    assert path not in own_page(blog, answer["id"]).html
    monkeypatch.setattr(guests, "MAILED", True)
    assert path in own_page(blog, answer["id"]).html
    assert blog.call(contract.TOLD, "service", "mail", id=answer["id"])["mail"] == MAIL
