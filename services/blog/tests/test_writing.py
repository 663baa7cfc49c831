"""Writing: saves, conflicts, publishing and unpublishing, and the events for other programs."""

import pytest
from courant_blog import contract
from courant_kit.calls.errors import Conflict, Forbidden, Gone, Invalid, NotFound
from lxml import html as markup

from .staged_blog import Blog, at


def domain_events(blog: Blog) -> list[tuple[str, int]]:
    return [
        (topic.removeprefix("courant.blog."), fields["id"])
        for topic, fields in blog.stage.session.events
        if topic.split(".")[2] not in {"live", "staff", "search"}
    ]


def test_other_programs_hear_what_happens_to_a_post(blog: Blog) -> None:
    saved = blog.save(tags="wamp, Live", section="news")
    post = saved["id"]
    blog.save("Changed", id=post)
    blog.call(contract.UNPUBLISH_POST, id=post)
    blog.call(contract.PUBLISH_POST, id=post)
    blog.call(contract.DELETE_POST, id=post)
    blog.call(contract.RESTORE_POST, id=post)
    happened = ["published", "changed", "unpublished", "published", "deleted", "published"]
    open_events = [one for one in domain_events(blog) if one[0] != "post.moved"]
    assert open_events == [(f"post.{one}", post) for one in happened]
    _, first = next(one for one in blog.stage.session.events if one[0] == "courant.blog.post.published")
    assert (first["path"], first["tags"], first["section"]) == (saved["path"], ["Live", "wamp"], "news")
    assert (first["title"], first["author"], first["version"]) == ("One rendering", "eve", 1)


def test_doing_it_twice_is_doing_it_once(blog: Blog) -> None:
    post = blog.save()["id"]
    blog.stage.session.events.clear()
    for call in (contract.PUBLISH_POST, contract.RESTORE_POST):
        blog.call(call, id=post)
    assert not blog.stage.session.events
    blog.call(contract.UNPUBLISH_POST, id=post)
    blog.stage.session.events.clear()
    blog.call(contract.UNPUBLISH_POST, id=post)
    assert not blog.stage.session.events


def test_what_is_left_out_stays(blog: Blog) -> None:
    saved = blog.save(tags="wamp", section="news", summary="In short.", slug="own")
    blog.save("Other", "Other words.", id=saved["id"], date=None, published=None)
    whole = blog.call(contract.GET_POST, "visitor", id=saved["id"])
    assert (whole["tags"], whole["section"], whole["summary"], whole["path"]) == (
        ["wamp"], "news", "In short.", "/blog/2026/01/02/own/",
    )  # fmt: skip
    blog.save("Other", id=saved["id"], tags="", section="", summary="")
    whole = blog.call(contract.GET_POST, "visitor", id=saved["id"])
    assert (whole["tags"], whole["section"], whole["summary"]) == ([], "", "Some words.")


def test_a_stale_save_is_refused_with_both_texts(blog: Blog) -> None:
    saved = blog.save(text="The first words.", tags="wamp")
    blog.save("Their title", "Their words.", id=saved["id"], base=saved["version"])
    with pytest.raises(Conflict) as refused:
        blog.save("My title", "My <b>words</b>.", id=saved["id"], base=saved["version"], tags=["mine"])
    form = markup.fragment_fromstring(refused.value.details["html"]).find(".//form")
    assert form is not None
    fields = dict(form.form_values())
    fields["text"] = fields["text"].removeprefix("\n")  # a browser's parser drops it, lxml does not
    both = "<<<<<<< eve\nTheir words.\n=======\nMy <b>words</b>.\n>>>>>>> your text"
    assert (fields["title"], fields["text"], fields["tags"]) == ("My title", both, "mine")
    assert fields["base"] == str(saved["version"] + 1) == str(refused.value.details["version"])
    assert "eve saved this post while you were writing" in str(refused.value)
    assert 'Title: eve wrote “<span dir="auto">Their title</span>”' in refused.value.details["html"]
    own = markup.fragment_fromstring(refused.value.details["html"]).xpath("//form[@id='mine']")[0]
    assert own.xpath("string(.//textarea[@readonly])").strip() == "My <b>words</b>."
    assert blog.call(contract.GET_POST, "visitor", id=saved["id"])["text"] == "Their words."


def test_changes_of_different_words_and_fields_are_merged(blog: Blog) -> None:
    saved = blog.save("Title", "one\n\ntwo\n\nthree", tags="a, b", section="news", summary="Short.")
    form = {"id": saved["id"], "base": saved["version"], "section": "news", "summary": "Short."}
    blog.call(contract.SAVE_POST, "editor", "grace", title="Title", text="one!\n\ntwo\n\nthree", tags="a, c", **form)
    blog.save("Mine", "one\n\ntwo\n\nthree!", tags="a, b, d", **form | {"summary": "Longer."})
    answer = blog.call(contract.GET_POST, "visitor", id=saved["id"])
    assert (answer["title"], answer["text"]) == ("Mine", "one!\n\ntwo\n\nthree!")
    assert (answer["tags"], answer["section"], answer["summary"]) == (["a", "c", "d"], "news", "Longer.")


def test_a_merged_save_says_with_whose_changes(blog: Blog) -> None:
    saved = blog.save(text="one\n\ntwo")
    blog.call(contract.SAVE_POST, "editor", "grace", title="One rendering", text="one!\n\ntwo", id=saved["id"])
    answer = blog.save(text="one\n\ntwo!", id=saved["id"], base=1)
    assert "what grace saved while you were writing" in answer["notice"]


def test_a_post_that_was_only_published_meanwhile_is_saved(blog: Blog) -> None:
    draft = blog.draft()
    blog.call(contract.PUBLISH_POST, id=draft["id"])
    assert blog.save("Other", id=draft["id"], base=draft["version"], published=None)["path"]


@pytest.mark.parametrize("choice", ["mine", "theirs", "both"])
def test_a_place_is_decided_without_saving(blog: Blog, choice: str) -> None:
    saved = blog.save(text="one")
    blog.save(text="theirs", id=saved["id"])
    with pytest.raises(Conflict) as offered:
        blog.save(text="mine", id=saved["id"], base=1)
    form = markup.fragment_fromstring(offered.value.details["html"]).find(".//form")
    assert form is not None
    fields = dict(form.form_values())
    with pytest.raises(Invalid, match="left to decide"):
        blog.call(contract.SAVE_POST, **fields)
    with pytest.raises(Conflict) as decided:
        blog.call(contract.SAVE_POST, **fields, decide=f"1-{choice}")
    form = markup.fragment_fromstring(decided.value.details["html"]).find(".//form")
    assert form is not None
    blog.call(contract.SAVE_POST, **dict(form.form_values()))
    text = {"mine": "mine", "theirs": "theirs", "both": "theirs\nmine"}[choice]
    assert blog.call(contract.GET_POST, "visitor", id=saved["id"])["text"].strip() == text


def test_the_conflicts_form_saves(blog: Blog) -> None:
    draft = blog.draft()
    blog.save("Theirs", id=draft["id"], published=False)
    with pytest.raises(Conflict) as refused:
        blog.save("Mine", id=draft["id"], base=draft["version"])
    form = markup.fragment_fromstring(refused.value.details["html"]).find(".//form")
    assert form is not None
    saved = blog.call(contract.SAVE_POST, **dict(form.form_values()))
    assert blog.post_page(saved["path"]).title == "Mine"


def test_the_edit_form_holds_the_post_and_saves_it_unchanged(blog: Blog) -> None:
    text = "\nTwo empty lines first.\n\n<b>Raw</b> & entities &amp; all."
    saved = blog.save(text=text, tags="b, a", section="news", summary="In short.", date="2026-01-02T09:30")
    before = blog.call(contract.GET_POST, "visitor", id=saved["id"])
    html = blog.page(contract.PAGE_EDIT, "editor", **at(saved["path"])).html
    form = markup.fragment_fromstring(html).find(".//form")
    assert form is not None
    assert form.get("data-call") == contract.SAVE_POST.uri
    fields = dict(form.form_values())
    fields["text"] = fields["text"].removeprefix("\n")  # a browser's parser drops it, lxml does not
    blog.call(contract.SAVE_POST, **fields)
    after = blog.call(contract.GET_POST, "visitor", id=saved["id"])
    assert after == before | {"version": before["version"] + 1, "updated": after["updated"]}


def test_a_new_form_is_empty_and_previews(blog: Blog) -> None:
    page = blog.page(contract.PAGE_NEW, "editor")
    form = markup.fragment_fromstring(page.html).find(".//form")
    assert form is not None
    assert set(dict(form.form_values()).values()) <= {"", "\n"}
    area = form.xpath(".//textarea")[0]
    assert area.get("data-preview") == contract.PREVIEW_POST.uri
    assert form.xpath(f".//*[@id='{area.get('data-preview-into').removeprefix('#')}']")
    assert blog.call(contract.PREVIEW_POST, text="*x*")["html"].strip() == "<p><em>x</em></p>"


@pytest.mark.parametrize("role", ["visitor", "member", "backend"])
def test_only_editors_write(blog: Blog, role: str) -> None:
    post = blog.save()["id"]
    with pytest.raises(Forbidden):
        blog.call(contract.SAVE_POST, role, title="Mine", text="Words", id=post)
    for call in (contract.PUBLISH_POST, contract.UNPUBLISH_POST, contract.DELETE_POST, contract.RESTORE_POST):
        with pytest.raises(Forbidden):
            blog.call(call, role, id=post)


def test_what_is_not_there_cannot_be_changed(blog: Blog) -> None:
    with pytest.raises(NotFound):
        blog.save(id=987654321)
    post = blog.save()["id"]
    blog.call(contract.DELETE_POST, id=post)
    with pytest.raises(Gone):
        blog.save(id=post)
    with pytest.raises(NotFound):
        blog.call(contract.RESTORE_POST, id=987654321)
