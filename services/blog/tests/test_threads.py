"""Answers to comments: where they appear, and what their readers learn when something above them goes."""

from typing import Any

import pytest
from courant_blog import contract
from courant_blog.discussion import admission, rules
from courant_blog.models import Comment
from courant_kit.calls.errors import Gone, Invalid, NotFound
from courant_kit.testing import assert_converges
from lxml import html as markup

from .staged_blog import Blog, at


def answer(blog: Blog, post: int, answers: int, text: str = "Indeed.", name: str = "grace") -> int:
    return int(blog.call(contract.ADD_COMMENT, "member", name, post=post, text=text, answers=answers)["id"])


def shown(blog: Blog, path: str) -> list[Any]:
    root = markup.fragment_fromstring(blog.post_page(path).html, create_parent="main")
    return list(root.xpath("//li[contains(@class, 'comment')]"))


def test_an_answer_appears_below_what_it_answers_and_says_whom(blog: Blog) -> None:
    saved = blog.save()
    first, second = blog.comment(saved["id"], "One."), blog.comment(saved["id"], "Two.")
    below = answer(blog, saved["id"], first)
    deepest = below
    for _ in range(4):
        deepest = answer(blog, saved["id"], deepest, "Deeper.", "ada")
    found = shown(blog, saved["path"])
    ids = [one.get("id") for one in found]
    assert ids == [f"comment-{number}" for number in (first, *range(below, deepest + 1), second)]
    assert [one.get("class") for one in found] == ["comment", *(f"comment d{n}" for n in (1, 2, 3, 3, 3)), "comment"]
    assert "in answer to ada" in found[1].text_content()
    assert found[1].xpath(f".//a[@href='#comment-{first}']")


def test_an_answer_reaches_open_windows_as_one_child(blog: Blog) -> None:
    saved = blog.save()
    first = blog.comment(saved["id"], "One.")
    blog.comment(saved["id"], "Two.")
    assert_converges(blog.stage, contract.PAGE_POST, lambda: answer(blog, saved["id"], first), **at(saved["path"]))
    last = [one for one in blog.stage.deliveries() if one.id == f"blog.comments-{saved['id']}"][-1]
    assert len(last.put) == 1
    told = [fields for topic, fields in blog.stage.session.events if topic.endswith("comment.added")]
    assert told[-1]["answers"] == first


def test_answers_to_a_removed_comment_stay(blog: Blog) -> None:
    saved = blog.save()
    first = blog.comment(saved["id"], "Rash words.")
    answer(blog, saved["id"], first)

    def remove() -> None:
        blog.call(contract.REMOVE_COMMENT, "member", "ada", id=first)

    assert_converges(blog.stage, contract.PAGE_POST, remove, **at(saved["path"]))
    html = blog.post_page(saved["path"]).html
    assert "in answer to a comment that is not here any more" in html
    assert "Rash words" not in html
    assert 'data-author="ada"' not in html


def test_what_cannot_be_answered(blog: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
    saved, other = blog.save(), blog.save("Another")
    first = blog.comment(saved["id"])
    for post, number in ((other["id"], first), (saved["id"], 987654321)):
        with pytest.raises(NotFound, match="no such comment"):
            answer(blog, post, number)
    monkeypatch.setattr(admission, "MOST_ANSWERS", 2)
    answer(blog, saved["id"], first)
    with pytest.raises(Invalid, match="begin a new one"):
        answer(blog, saved["id"], first)
    blog.call(contract.REMOVE_COMMENT, "member", "ada", id=first)
    with pytest.raises(Gone):
        answer(blog, saved["id"], first)


def test_a_link_leads_to_the_page_with_the_whole_thread(blog: Blog) -> None:
    saved = blog.save()
    post = saved["id"]
    roots = [blog.comment(post, f"Number {number}.") for number in range(3)]
    Comment.objects.bulk_create(
        Comment(post_id=post, author="ada", text="x", html="x", answers=root, thread=root, depth=1)
        for root in roots for _ in range(60)
    )  # fmt: skip
    blog.stage.module.renderings.clear()  # the rows are written without their fragment
    newest = Comment.objects.filter(thread=roots[0]).latest("pk").pk

    def leads(number: int) -> str:
        return blog.page(contract.PAGE_COMMENT, id=number).location

    assert leads(roots[2]) == f"{saved['path']}#comment-{roots[2]}"
    assert leads(roots[1]) == f"{saved['path']}comments/{roots[2]}/#comment-{roots[1]}"
    assert leads(newest) == f"{saved['path']}comments/{roots[1]}/#comment-{newest}"
    for number in (*roots, newest):
        before = leads(number).partition("comments/")[2].partition("/")[0]
        place = {**at(saved["path"]), "before": int(before)} if before else at(saved["path"])
        page = blog.page(contract.PAGE_COMMENTS if before else contract.PAGE_POST, **place)
        assert f'id="comment-{number}"' in page.html
        assert page.html.count('<li class="comment') == 61
    Comment.objects.filter(thread=roots[2]).update(thread=roots[1])
    blog.stage.module.renderings.clear()
    wide = blog.page(contract.PAGE_COMMENTS, **at(saved["path"]), before=roots[2])
    assert wide.html.count('<li class="comment') == 121, "a thread is never cut"
    assert rules.MOST_ANSWERS > 121


def test_the_form_for_an_answer_shows_what_is_answered(blog: Blog) -> None:
    saved = blog.save()
    first = blog.comment(saved["id"], "A *bold* claim.")
    html = blog.page(contract.PAGE_ANSWER, "member", id=first).html
    assert "<em>bold</em>" in html
    assert f'name="answers" value="{first}"' in html
    blog.call(contract.REMOVE_COMMENT, id=first)
    assert blog.page(contract.PAGE_ANSWER, "member", id=first).status == 404
    assert blog.page(contract.PAGE_ANSWER, "member", id=987654321).status == 404
