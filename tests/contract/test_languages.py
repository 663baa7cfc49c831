"""Every word that a package marks has a translation into each language, and the files that Django reads are theirs."""

import re
import string
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "deploy" / "languages"))

from catalogs import LANGUAGES, compiled, marked, packages, place, read, updated, written  # noqa: E402 - see above

#: A catalog of each package and language.
CATALOGS = [(package, language) for package in packages() for language in LANGUAGES]
NAMES = [f"{package.name}-{language}" for package, language in CATALOGS]
every = pytest.mark.parametrize(("package", "language"), CATALOGS, ids=NAMES)

#: Words of the interface that scripts of services have, in each language.
SCRIPTS = sorted(ROOT.glob("services/*/courant_*/static/**/languages.js"))

#: Catalogs of the client, each beside the English words.
CLIENT = [path for path in sorted((ROOT / "web/client").glob("**/words.ts")) if "node_modules" not in path.parts]


def forms(package: Path, language: str) -> Iterator[tuple[str, str]]:
    """Each message of a catalog with its translation; of plurals, each form with the English one."""
    for message in read(place(package, language), language):
        if not message.id:
            continue
        if not isinstance(message.id, tuple):
            yield str(message.id), str(message.string)
            continue
        said = message.string if isinstance(message.string, tuple) else ()
        assert len(said) == 2, f"{message.id} needs two forms: Dutch and German have as many as English"
        yield from zip(message.id, said, strict=True)


@every
def test_everything_that_is_marked_is_translated(package: Path, language: str) -> None:
    catalog = read(place(package, language), language)
    assert {message.id for message in catalog if message.id} == {
        message.id for message in marked(package) if message.id
    }
    assert not [message.id for message in catalog if message.id and message.fuzzy]
    assert not [words for words, translated in forms(package, language) if not translated]


@every
def test_the_files_are_those_that_the_command_writes(package: Path, language: str) -> None:
    path = place(package, language)
    again = "run `python deploy/languages`"
    assert path.read_bytes() == written(updated(package, language)), again
    assert path.with_suffix(".mo").read_bytes() == compiled(read(path, language)), again


@every
def test_translations_name_the_same_fields(package: Path, language: str) -> None:
    wrong = [words for words, said in forms(package, language) if fields(words) - {"count"} != fields(said) - {"count"}]
    assert not wrong


@every
def test_translations_have_the_same_elements(package: Path, language: str) -> None:
    wrong = [words for words, said in forms(package, language) if elements(words) != elements(said)]
    assert not wrong


@every
def test_translations_fit_into_an_attribute_where_the_english_words_do(package: Path, language: str) -> None:
    assert not [words for words, said in forms(package, language) if '"' in said and '"' not in words]


@pytest.mark.parametrize("path", SCRIPTS, ids=[path.parent.name for path in SCRIPTS])
def test_scripts_have_the_same_words_in_each_language(path: Path) -> None:
    blocks = dict(re.findall(r"^  (\w\w): \{\n(.*?)^  \},$", path.read_text(), re.MULTILINE | re.DOTALL))
    keys = {language: re.findall(r"^    (\w+):", block, re.MULTILINE) for language, block in blocks.items()}
    assert set(keys) == {"en", *LANGUAGES}
    assert all(keys[language] == keys["en"] for language in LANGUAGES)


@pytest.mark.parametrize("path", CLIENT, ids=[path.parent.name for path in CLIENT])
def test_the_client_has_a_catalog_in_each_language(path: Path) -> None:
    """That none lacks a word is checked by its type, `typeof ENGLISH`."""
    for language in LANGUAGES:
        assert "typeof ENGLISH" in path.with_name(f"words.{language}.ts").read_text()


def fields(words: str) -> set[str]:
    """The named fields of a message, for `%` or for `format`."""
    named = set(re.findall(r"%\((\w+)\)s", words))
    if named or "{" not in words:
        return named
    return {str(name) for _, name, _, _ in string.Formatter().parse(words) if name is not None}


def elements(words: str) -> Counter[str]:
    """The tags of a message, with their attributes; words in `<code>` may be translated."""
    return Counter(re.findall(r"</?[a-z][^<>]*>", words))
