"""The public names of the kit: each resolves, and none needs Django before it is used."""

import ast
import subprocess
import sys
from pathlib import Path

import courant_kit
import pytest

STUB = Path(courant_kit.__file__).with_suffix(".pyi")
NAMES = [name.asname for node in ast.parse(STUB.read_text()).body for name in getattr(node, "names", [])]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_resolves(name: str | None) -> None:
    assert name is not None
    assert getattr(courant_kit, name) is not None
    assert name in dir(courant_kit)


def test_importing_it_imports_nothing_else() -> None:
    code = "import sys, courant_kit; sys.exit(any(one in sys.modules for one in ('django', 'twisted', 'msgspec')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_without_lxml_the_tests_say_what_to_install() -> None:
    code = "import sys; sys.modules['lxml'] = None; import courant_kit.testing"
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert "ImportError: courant_kit.testing needs lxml: install courant-kit[testing]" in done.stderr


def test_a_name_that_is_not_there_says_so() -> None:
    with pytest.raises(AttributeError, match="Modul"):
        courant_kit.Modul  # type: ignore[attr-defined]  # noqa: B018


def test_media_is_the_same_whether_its_folder_was_imported_before_or_not() -> None:
    for first in ("", "import courant_kit.media.terms; "):
        code = f"import courant_kit; courant_kit.setup('x'); {first}from courant_kit import media; print(media.stands)"
        done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
        assert done.stdout.startswith("<function stands"), done.stderr
