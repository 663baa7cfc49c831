"""Reads the documents: their code blocks, commands and links, and the files that the blocks form together."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

from tests.router import ROOT

DOCS = ROOT / "docs"
READMES = (
    "bench/README.md", "clients/node/README.md", "examples/guestbook/README.md", "examples/narrowcaster/README.md",
    "examples/node-module/README.md",
    "examples/node-subscriber/README.md", "web/client/README.md", "web/client/wamp/README.md",
)  # fmt: skip
LAST = "if __name__ == '__main__'"


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language, what else its opening line says (a file's name, `run`), its text and line."""

    document: Path
    line: int
    language: str
    label: str
    text: str

    def __str__(self) -> str:
        return f"{self.document.relative_to(ROOT)}:{self.line}"


def documents() -> list[Path]:
    """Everything that strangers read."""
    return [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md")), *(ROOT / name for name in READMES)]


def blocks(document: Path, language: str = "") -> list[Block]:
    """The document's fenced blocks, of one language or all."""
    tokens = [token for token in MarkdownIt().parse(document.read_text()) if token.type == "fence"]
    found = [_block(document, token.info, token.content, (token.map or [0])[0] + 1) for token in tokens]
    return [block for block in found if language in {"", block.language}]


def addresses(document: Path) -> Iterator[str]:
    """The addresses of the document's links and images."""
    for token in MarkdownIt().parse(document.read_text()):
        for child in token.children or []:
            address = child.attrs.get("href") or child.attrs.get("src")
            if address:
                yield str(address)


def commands(block: Block) -> list[str]:
    """The commands of a console block: what follows `$`, with continued lines joined and comments left out."""
    lines = block.text.replace("\\\n", " ").splitlines()
    return [line[2:].split("  #")[0].strip() for line in lines if line.startswith("$ ")]


def write(folder: Path, some: Iterable[Block]) -> list[str]:
    """Write the files that blocks name, as a reader would; gives their names.

    A Python file that is there keeps what is in it: a definition that is shown again replaces its earlier version,
    imports of the same module too, and what is new goes above the last lines.
    """
    names = []
    for block in some:
        path = folder / block.label
        path.parent.mkdir(parents=True, exist_ok=True)
        old = path.read_text() if path.exists() and path.suffix == ".py" else ""
        path.write_text(merged(old, block.text) if old else block.text)
        names.append(block.label)
    return names


def merged(old: str, new: str) -> str:
    """A Python file with the statements of another taken in."""
    parts = {_name(node): _source(old, node) for node in _statements(old)}
    last = parts.pop(LAST, "")
    parts |= {_name(node): _source(new, node) for node in _statements(new)}
    parts[LAST] = parts.pop(LAST, last)
    return "\n\n\n".join(filter(None, parts.values())) + "\n"


def _statements(text: str) -> Iterator[ast.stmt]:
    """The statements of a module, decorators included in their places."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.decorator_list:
            node.lineno = node.decorator_list[0].lineno
            node.col_offset = 0
        yield node


def _source(text: str, node: ast.stmt) -> str:
    return ast.get_source_segment(text, node) or ""


def _name(node: ast.stmt) -> str:
    """What a statement is about: the name it defines, the module it imports from, or itself."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return node.name
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id
    if isinstance(node, ast.ImportFrom):
        return f"from {node.module}"
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return "docstring"
    if isinstance(node, ast.If):
        return f"if {ast.unparse(node.test)}"
    return ast.unparse(node)


def _block(document: Path, info: str, text: str, line: int) -> Block:
    language, _, label = info.strip().partition(" ")
    return Block(document, line, language, label.strip(), text)
