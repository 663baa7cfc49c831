"""A working copy of a git repository, in which somebody writes."""

import os
import subprocess
from pathlib import Path


class Clone:
    """Somebody's working copy of the repository, with git itself."""

    def __init__(self, repository: Path | str, folder: Path) -> None:
        """Clone a repository, a path or an address, into a folder that is not there yet."""
        self.folder = folder
        self.git("clone", "-q", str(repository), str(folder), within=folder.parent)

    def git(self, *words: str, within: Path | None = None) -> str:
        """What git prints, as Bob."""
        names = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
                 for what, value in (("NAME", "Bob B"), ("EMAIL", "bob@example.org"))}  # fmt: skip
        names |= {
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_DATE": "2025-03-04T05:06:07Z",
        }
        done = subprocess.run(
            ["git", *words], cwd=within or self.folder, check=False, capture_output=True, text=True,
            env={**os.environ, **names},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def pushed(self, message: str) -> None:
        """Commit everything and push it."""
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)
        self.git("push", "-q", "origin", "HEAD:main")

    def log(self, *more: str) -> list[str]:
        """Author and subject of each commit, newest first."""
        self.git("fetch", "-q")
        return self.git("log", "--format=%an|%s", *more, "origin/main").splitlines()
