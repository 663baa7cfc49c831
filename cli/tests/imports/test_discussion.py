"""Comments of an export: told apart, in an order in which each follows what it answers, and sent once."""

from pathlib import Path
from typing import Any

from courant_cli.imports import discussion
from courant_cli.imports.batch import Batch, Document
from courant_cli.imports.remarks import ordered
from courant_cli.imports.report import REFUSED, Carried, Report
from courant_cli.imports.staging import Comment, Staging
from courant_cli.imports.targets import blog
from courant_kit.calls.errors import Invalid
from twisted.internet.defer import ensureDeferred

MOMENT = "2021-01-02T10:00:00+01:00"


def comment(number: str, parent: str = "", file: str = "posts/4.md", **fields: Any) -> Comment:
    known = {"author": "Cy", "mail": "cy@example.org", "moment": MOMENT, "text": f"Text {number}", **fields}
    return Comment(file, number, parent, **known)


def test_two_of_one_second_are_two_and_stay_two() -> None:
    found = ordered([comment("1"), comment("2", author="Cy")])
    assert [one["created"] for one in found] == [MOMENT, "2021-01-02T10:00:00.000001+01:00"]
    assert ordered([comment("1"), comment("2")]) == found


def test_each_follows_what_it_answers() -> None:
    found = ordered([comment("3", "2"), comment("2", "1"), comment("1"), comment("4", "9")])
    assert [one["text"] for one in found] == ["Text 1", "Text 2", "Text 3", "Text 4"]
    assert [one.get("answers", {}).get("guest") for one in found] == [None, "Cy", "Cy", None]


def test_comments_that_answer_each_other_are_all_there_once() -> None:
    found = ordered([comment("1", "2"), comment("2", "1"), comment("3", "3")])
    assert sorted(one["text"] for one in found) == ["Text 1", "Text 2", "Text 3"]
    assert "answers" not in found[-1]


def test_what_the_blog_cannot_have_is_made_to_fit() -> None:
    (one,) = ordered([comment("1", author=" \x00 ", text="x" * 20_000, mail="x" * 300), comment("2", moment="")])
    assert one["guest"] == "Anonymous"
    assert len(one["text"]) <= 10_000
    assert "mail" not in one
    assert (ordered([comment("1", held=True)])[0]["state"], one["state"]) == ("held", "public")


class Blog:
    """A session with a blog that counts what it has not had."""

    def __init__(self) -> None:
        self.calls: list[dict[str, Any]] = []

    async def call(self, uri: str, **fields: Any) -> Any:
        """Answer as `courant.blog.remark.put` does."""
        assert uri == discussion.PUT
        if fields["source"] == "s:wrong":
            raise Invalid("No.")
        self.calls.append(fields)
        return {"added": len(fields["comments"])}


def brought(session: Blog, batch: Batch, staging: Staging, *carried: Carried) -> Report:
    report = Report(blog.BLOG, list(carried))
    outcome: list[Any] = []
    ensureDeferred(discussion.bring(session, batch, staging, report, lambda *_: None)).addBoth(outcome.append)
    assert outcome == [None]
    return report


def staged(folder: Path, *comments: Comment) -> Staging:
    staging = Staging(folder, "blog")
    for one in comments:
        staging.comment(one)
    return staging


def batch(*files: str) -> Batch:
    return Batch(blog.BLOG, [Document(f"posts/{one}.md", "", {"source": f"s:{one}"}, ("",)) for one in files])


def test_they_are_sent_to_their_posts_in_bounded_pieces(tmp_path: Path) -> None:
    session = Blog()
    staging = staged(tmp_path, *(comment(str(one)) for one in range(250)), comment("999", file="posts/5.md"))
    report = brought(session, batch("4", "5"), staging)
    assert [(one["source"], len(one["comments"])) for one in session.calls] == [
        ("s:4", 100), ("s:4", 100), ("s:4", 50), ("s:5", 1),
    ]  # fmt: skip
    assert report.comments == 251
    assert report.summary()[0].endswith("; 251 comments")


def test_those_of_posts_that_are_not_here_are_in_the_report(tmp_path: Path) -> None:
    comments = [comment("1", file=f"posts/{one}.md") for one in ("4", "5", "6", "wrong")]
    carried = (Carried("posts/4.md", REFUSED), Carried("posts/5.md", "deleted"))
    report = brought(session := Blog(), batch("4", "5", "wrong"), staged(tmp_path, *comments), *carried)
    assert not session.calls
    assert [(one.file, one.kind) for one in report.notes] == [
        ("posts/4.md", discussion.LEFT_OUT), ("posts/5.md", discussion.LEFT_OUT), ("posts/6.md", discussion.LEFT_OUT),
        ("posts/wrong.md", discussion.REJECTED),
    ]  # fmt: skip
