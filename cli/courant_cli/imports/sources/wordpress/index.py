"""What an export of WordPress has, without its texts: read first, since anything may refer to what comes later."""

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from courant_kit.content import locations

from courant_cli.imports.sources.wordpress.items import Address, Author, Item, items
from courant_cli.imports.sources.wordpress.leading import of_attachment
from courant_cli.imports.sources.wordpress.old import aliases, path_of
from courant_cli.imports.sources.xml_stream import Note
from courant_cli.imports.staging import file_name

KINDS = {"blog": "post", "wiki": "page"}
"""What goes where."""
GONE = {"trash", "auto-draft", "inherit"}
_DEEPEST = 50
_NUMBERED = re.compile(r"(?:^|&)(?:p|page_id)=(\d+)")


@dataclass(slots=True)
class Index:
    """The site's address, its people by login, its attachments by number; files of the target, by number and by path.

    `described` has what describes attachments, and `shown` the addresses of their pages with the number of a post.
    `public` are the numbers of those that readers may see; `others` counts what goes to another target, by its kind.
    """

    site: str = ""
    people: dict[str, str] = field(default_factory=dict)
    attachments: dict[str, str] = field(default_factory=dict)
    described: dict[str, str] = field(default_factory=dict)
    shown: list[tuple[str, str]] = field(default_factory=list)
    reusable: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    public: set[str] = field(default_factory=set)
    others: Counter[str] = field(default_factory=Counter)
    _above: dict[str, tuple[str, str]] = field(default_factory=dict)

    def add(self, item: Item, target: str) -> None:
        """Take note of an item."""
        if not item.number.isdigit():
            self.others["item without a number"] += 1
        elif item.number in self.files:
            self.others["item with the number of another"] += 1
        elif item.attachment:
            self.attachments[item.number] = item.attachment
            self.shown += of_attachment(item, self.site)
            if described := " ".join("".join(item.meta.get("_wp_attachment_image_alt", ())).split()):
                self.described[item.number] = described
        elif item.kind == "wp_block":
            self.reusable[item.number] = item.body if is_public(item) else ""
        elif item.kind != KINDS[target] or item.status in GONE:
            self.others[item.kind if item.status not in GONE else "trash"] += 1
        else:
            self._above[item.number] = (unquote(item.slug) or item.title or item.number, item.parent)
            self.files[item.number] = f"posts/{item.number}.md"
            if is_public(item):
                self.public.add(item.number)
            for path in (path_of(item.link), *aliases(item)):
                self.paths.setdefault(path.casefold(), item.number) if path else None

    def place_pages(self) -> list[str]:
        """Give pages files that lie as they are nested; returns the numbers of those that lie in a circle."""
        circles = []
        for number in self._above:
            row, seen, at = list[str](), set[str](), number
            while at in self._above and at not in seen and len(row) < _DEEPEST:
                seen.add(at)
                slug, parent = self._above[at]
                row.append(file_name(slug))
                at = parent
            if at in self._above:
                circles.append(number)
                row = row[:1]
            self.files[number] = self._free("/".join(reversed(row)), number)
        return circles

    def found(self, address: str) -> str:
        """The number of the item at an address of the site; "" if readers could not see it."""
        parts = locations.parts(address)
        numbered = _NUMBERED.search(parts.query)
        number = numbered[1] if numbered else self.paths.get(unquote(parts.path).strip("/").casefold(), "")
        return number if number in self.public else ""

    def _free(self, path: str, number: str) -> str:
        return f"{path}.md" if f"{path}.md" not in self.files.values() else f"{path}-{number}.md"


def is_public(item: Item) -> bool:
    """Whether readers could see an item."""
    return item.status == "publish" and not item.password


def index(file: Path, target: str, note: Note) -> Index:
    """Read the whole file once."""
    found = Index()
    for one in items(file, note):
        if isinstance(one, Item):
            found.add(one, target)
        elif isinstance(one, Author):
            found.people[one.login] = one.name
        elif isinstance(one, Address):
            found.site = one.site
    return found
