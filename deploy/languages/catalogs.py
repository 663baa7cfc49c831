"""The catalogs of our packages: what is marked in their sources, and the translations of it.

Each package has `locale/LANGUAGE/LC_MESSAGES/django.po`, which people edit, and `django.mo` beside it, which Django
reads. Both are in git, so that a checkout, a wheel and an image need no tool to have them.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("services/*/courant_*", "web/courant_web")
LANGUAGES = ("nl", "de")

#: How sources mark words, and where their forms are among the arguments.
MARKS: dict[str, tuple[int, ...] | None] = {
    "_": None, "gettext": None, "gettext_lazy": None, "marked": None, "ngettext": (1, 2),
    "gettext_noop": None, "pgettext": (1, 2),
}  # fmt: skip


def packages(root: Path = ROOT) -> list[Path]:
    """The packages that have words for people."""
    return sorted(path for pattern in PACKAGES for path in root.glob(pattern) if (path / "__init__.py").is_file())


def place(package: Path, language: str) -> Path:
    """The file of a package's translations into a language."""
    return package / "locale" / language / "LC_MESSAGES" / "django.po"


@cache
def marked(package: Path) -> Catalog:
    """What the sources of a package mark, with the files in which it is."""
    found = Catalog(fuzzy=False)
    for path in sorted(package.rglob("*")):
        for words in _words(path):
            found.add(words, locations=[(str(path.relative_to(package)), 0)])
    return found


def read(path: Path, language: str) -> Catalog:
    """The translations in a file; none if it is not there."""
    return read_po(BytesIO(path.read_bytes()), locale=language) if path.exists() else Catalog(locale=language)


def updated(package: Path, language: str) -> Catalog:
    """The translations of just what the sources mark now; what is new has none yet."""
    catalog = read(place(package, language), language)
    catalog.update(marked(package), no_fuzzy_matching=True, update_header_comment=False)
    catalog.obsolete.clear()
    catalog.header_comment, catalog.fuzzy = (
        f"# The words of {package.name}. `python deploy/languages` writes this file again.",
        False,
    )
    return catalog


def written(catalog: Catalog) -> bytes:
    """A catalog as a `.po` file, the same for the same words."""
    file = BytesIO()
    write_po(file, catalog, width=100, omit_header=False, sort_output=True, include_lineno=False, ignore_obsolete=True)
    kept = (line for line in file.getvalue().decode().splitlines() if not line.startswith(_UNSTEADY))
    return ("\n".join(kept) + "\n").encode()


def compiled(catalog: Catalog) -> bytes:
    """A catalog as a `.mo` file. What has no translation is left out, and so is shown in English."""
    # Without its dates, the file is the same for the same words.
    catalog.creation_date = catalog.revision_date = _NO_DATE
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
_UNSTEADY = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By', '"Last-Translator', '"Project-Id-Version',
             '"Report-Msgid-Bugs-To', '"Language-Team')  # fmt: skip


def _words(path: Path) -> Iterator[str | tuple[str, ...]]:
    """What a file marks; its path decides how it is read."""
    if path.suffix == ".py" and "migrations" not in path.parts:
        text = path.read_text()
    elif "templates" in path.parts and path.suffix in {".html", ".txt"}:
        # Django writes a template as calls of gettext among placeholders, whose indentation means nothing.
        text = "\n".join(line.strip() for line in templatize(path.read_text(), origin=path.name).splitlines())
    else:
        return
    words: Any  # one message, or all arguments of a function
    for _, function, words, _ in extract_python(BytesIO(text.encode()), MARKS, [], {}):
        forms = (words,) if isinstance(words, str) else tuple(words or ())
        forms = forms[: 2 if function == "ngettext" else 1]
        if function in MARKS and forms and all(forms):
            yield forms if function == "ngettext" else forms[0]
