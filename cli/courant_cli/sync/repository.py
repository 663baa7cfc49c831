"""The branch: a copy of the repository on this disk, filled from the remote one and pushed to it, on dulwich."""

import time
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path
from typing import Any

from dulwich.client import HTTPUnauthorized
from dulwich.errors import GitProtocolError, NotGitRepository
from dulwich.object_store import commit_tree_changes, iter_tree_contents
from dulwich.objects import Blob, ObjectID, Tree
from dulwich.objects import Commit as GitCommit
from dulwich.refs import Ref
from dulwich.repo import Repo

from courant_cli.sync.incoming import Commit
from courant_cli.sync.remote import Refused, Remote, connecting, in_words, without

FOLDERS = ("wiki", "media/wiki")
COMMITTER = b"Courant <courant@users.invalid>"
FILE, FILES = 0o100644, (0o100644, 0o100755, 0o100664)


class Repository:
    """The copy on this disk. It may be deleted at any time: everything in it comes again from the remote one."""

    def __init__(self, folder: Path, source: Remote) -> None:
        """Open the copy, or begin an empty one."""
        self.remote = source
        try:
            self._repo = Repo(str(folder))
        except NotGitRepository:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._repo = Repo.init_bare(str(folder))
        self.files = lru_cache(maxsize=64)(self._files)
        self.parents = lru_cache(maxsize=100_000)(self._parents)

    def close(self) -> None:
        """Close its files."""
        self._repo.close()

    def fetch(self) -> str:
        """Bring what the branch has here, and return its newest commit; "" if there is no such branch.

        Raises Unreachable.
        """
        ref, store = self.remote.ref, self._repo.object_store

        def wanted(refs: Mapping[bytes, Any], depth: int | None = None) -> list[Any]:
            tip = refs.get(ref)
            return [tip] if tip and tip not in store else []

        client, path = connecting(self.remote)
        with in_words(self.remote.password):
            found = client.fetch(path, self._repo, determine_wants=wanted).refs.get(ref)
        if found:
            self._repo.refs[Ref(b"refs/heads/remote")] = found
        return found.decode() if found else ""

    def push(self, old: str, new: str) -> bool:
        """Move the remote branch from one commit to another; false if it is elsewhere meanwhile.

        Raises Refused if the server does not accept it, because the branch is protected or a hook rejects it, and
        Unreachable.
        """
        ref, moved = self.remote.ref, list[bool]()
        said: list[bytes] = []

        def update(refs: Mapping[bytes, Any]) -> dict[Any, Any]:
            if (refs.get(ref) or b"").decode() != old:
                return {}
            moved.append(True)
            return {ref: new.encode()}

        client, path = connecting(self.remote)
        problem: object = None
        with in_words(self.remote.password):
            try:
                done = client.send_pack(path.encode(), update, self._repo.generate_pack_data, progress=said.append)
                problem = (done.ref_status or {}).get(ref)
            except HTTPUnauthorized:
                raise
            except GitProtocolError as error:
                if not moved:
                    raise
                problem = error
        if problem is not None and self.fetch() == old:
            raise Refused(self._refused(problem, b"".join(said)))
        return bool(moved) and problem is None

    def _refused(self, problem: object, said: bytes) -> str:
        words = problem.decode("utf-8", "replace") if isinstance(problem, bytes) else str(problem)
        more = " ".join(said.decode("utf-8", "replace").split())[:300]
        told = without(self.remote.password, "; ".join(filter(None, [words.strip(), more])))
        return f"The server does not accept a push to the branch {self.remote.branch}: {told}"

    def has(self, commit: str) -> bool:
        """Whether the commit is here."""
        return bool(commit) and ObjectID(commit.encode()) in self._repo.object_store

    def is_in(self, commit: str, tip: str) -> bool:
        """Whether `tip` is the commit or comes after it."""
        todo, met = [tip], {tip}
        while todo:
            one = todo.pop()
            if one == commit:
                return True
            fresh = [parent for parent in self.parents(one) if parent not in met]
            met.update(fresh)
            todo += fresh
        return False

    def commit(self, number: str) -> Commit:
        """A commit in words."""
        one = self._commit(number)
        author = one.author.decode("utf-8", "replace")
        name, _, email = author.partition("<")
        at = datetime.fromtimestamp(one.author_time, timezone(timedelta(seconds=_zone(one.author_timezone))))
        message = one.message.decode("utf-8", "replace")
        return Commit(number, self.parents(number), name.strip(), email.rstrip("> "), at, message)

    def content(self, blob: str) -> bytes:
        """The content of a file."""
        found = self._repo.object_store[ObjectID(blob.encode())]
        assert isinstance(found, Blob)  # noqa: S101 - a tree names files
        return bytes(found.data)

    def has_file(self, commit: str, name: str) -> bool:
        """Whether a file lies at the top of a commit."""
        return bool(commit) and name.encode() in self._tree(commit)

    def make(self, parent: str, files: Mapping[str, bytes | None], author: str, at: datetime, message: str) -> str:
        """A commit after `parent` ("": the first) with these files changed, or removed where they are None."""
        store, changes = self._repo.object_store, list[tuple[bytes, int | None, Any]]()
        for name, content in files.items():
            if content is None:
                changes.append((name.encode(), None, None))
            else:
                blob = Blob.from_string(content)
                store.add_object(blob)
                changes.append((name.encode(), FILE, blob.id))
        one = GitCommit()
        one.tree = commit_tree_changes(store, self._tree(parent) if parent else Tree(), changes)
        one.parents = [ObjectID(parent.encode())] if parent else []
        one.author, one.committer, one.message = author.encode(), COMMITTER, message.encode()
        one.author_time, one.author_timezone = int(at.timestamp()), 0
        one.commit_time, one.commit_timezone = int(time.time()), 0
        one.encoding = b"UTF-8"
        store.add_object(one)
        self._repo.refs[Ref(b"refs/heads/made")] = one.id
        return one.id.decode()

    def _commit(self, number: str) -> GitCommit:
        found = self._repo.object_store[ObjectID(number.encode())]
        assert isinstance(found, GitCommit)  # noqa: S101 - a branch names commits
        return found

    def _tree(self, commit: str) -> Tree:
        found = self._repo.object_store[self._commit(commit).tree]
        assert isinstance(found, Tree)  # noqa: S101 - a commit names its tree
        return found

    def _parents(self, commit: str) -> tuple[str, ...]:
        return tuple(one.decode() for one in self._commit(commit).parents)

    def _files(self, commit: str) -> dict[str, str]:
        """The files of the wiki and its uploads: the id of each content, by name."""
        return {name: blob for folder in FOLDERS for name, blob in self._below(commit, folder)} if commit else {}

    def _below(self, commit: str, folder: str) -> Iterator[tuple[str, str]]:
        tree: Any = self._tree(commit)
        for part in folder.encode().split(b"/"):
            if not isinstance(tree, Tree) or part not in tree:
                return
            tree = self._repo.object_store[tree[part][1]]
        if not isinstance(tree, Tree):
            return
        for entry in iter_tree_contents(self._repo.object_store, tree.id):
            try:
                name = entry.path.decode()
            except UnicodeDecodeError:
                continue
            if entry.mode in FILES:
                yield f"{folder}/{name}", entry.sha.decode()


def _zone(seconds: int) -> int:
    """Seconds east of UTC that a date can have; 0 for others."""
    return seconds if abs(seconds) < 86_400 else 0
