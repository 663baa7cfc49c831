"""The comments in an export of Ghost that has them (no I/O): most have none, since only the database does."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from courant_cli.imports.reading.dates import understood
from courant_cli.imports.sources.hypertext import TooDeep, markdown_of
from courant_cli.imports.staging import Comment

Row = Mapping[str, Any]


class Discussions:
    """The comments by their posts; only those that readers saw count."""

    def __init__(self, comments: list[Row], members: list[Row]) -> None:
        self._names = {str(row.get("id")): str(row.get("name") or "") for row in members}
        self._rows: dict[str, list[Row]] = {}
        for row in sorted(comments, key=lambda row: str(row.get("created_at") or "")):
            self._rows.setdefault(str(row.get("post_id")), []).append(row)

    def on(self, post: str, file: str) -> Iterator[Comment]:
        """The comments on the post with this id, whose file this is; one that answers a hidden comment stays."""
        for row in self._rows.get(post, []):
            if _is_shown(row):
                yield self._comment(row, file)

    def left_out(self, post: str) -> list[str]:
        """How many comments on a post readers did not see, in words."""
        found = Counter(str(row.get("status") or "unknown") for row in self._rows.get(post, []) if not _is_shown(row))
        return [f"{count:,} × {status}" for status, count in sorted(found.items())]

    def _comment(self, row: Row, file: str) -> Comment:
        parent = row.get("in_reply_to_id") or row.get("parent_id") or ""
        written = understood(row.get("created_at"))
        try:
            text = markdown_of(str(row.get("html") or ""))
        except TooDeep:
            text = ""
        name = self._names.get(str(row.get("member_id")), "")
        moment = written.moment.isoformat() if written else ""
        return Comment(file, str(row.get("id")), str(parent), name, "", moment, text)


def _is_shown(row: Row) -> bool:
    return row.get("status") == "published"
