"""The tool that checks the documents of the API, for the tests."""

from client import node
from console import ROOT, step
from stamps import digest, is_current, mark

TOOL = ROOT / "deploy" / "lint" / "asyncapi"


def document_tool() -> None:
    """Bring AsyncAPI's parser up to date with its lock. None of its packages may run a program."""
    packages = digest([TOOL / "package-lock.json"])
    stamp = TOOL / "node_modules" / ".stamp"
    if is_current(stamp, packages):
        return
    command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    step("Installing AsyncAPI's parser", command, cwd=TOOL, env=node())
    mark(stamp, packages)
