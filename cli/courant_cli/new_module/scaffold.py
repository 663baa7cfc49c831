"""Writes the files of a new module into a folder of its own."""

import importlib.util
import keyword
import sys
from importlib.resources import files
from pathlib import Path
from string import Template

from courant_kit.process import discovery

from courant_cli.installation import Trouble

#: Each file of a module, and the template from which it is made; {name} stands for the module's name.
FILES = {
    "{name}.py": "module.py.txt",
    "index.html": "index.html",
    "entry.html": "entry.html",
    "one.html": "one.html",
    "conftest.py": "conftest.py.txt",
    "test_{name}.py": "test.py.txt",
}
LONGEST_TITLE = 100
_QUOTING = frozenset('"\\$')

NEXT = """\
{folder} has a module that works: {file} is all of its code. To see it in your site:

  courant module add {name}      prints two lines that begin with `export`: paste both into the shell for the module
  python {file}

To test it, without a site:

  python -m pytest {folder}"""


def module(folder: Path, name: str, title: str = "") -> str:
    """Write a module into `folder`/`name`, and return what to do next; raises Trouble, and then nothing is written."""
    _check_name(name)
    title = title or name.capitalize()
    _check_title(title)
    home = folder / name
    if home.exists():
        raise Trouble(f"{home} exists already. Choose another name, or another folder with --into.")
    texts = {file.format(name=name): _filled(template, name, title) for file, template in FILES.items()}
    home.mkdir(parents=True)
    for file, text in texts.items():
        (home / file).write_text(text)
    return NEXT.format(folder=home, file=home / f"{name}.py", name=name)


def _filled(template: str, name: str, title: str) -> str:
    text = (files(__package__) / "files" / template).read_text()
    return text if template.endswith(".html") else Template(text).substitute(name=name, title=title)


def _check_name(name: str) -> None:
    if not discovery.NAME.fullmatch(name):
        raise Trouble("A module's name has at most 39 lowercase letters and digits, and begins with a letter.")
    if name in discovery.names():
        raise Trouble(f"The name {name} belongs to a service of the site itself.")
    if keyword.iskeyword(name) or name in sys.stdlib_module_names or importlib.util.find_spec(name):
        # The file has the module's name, and `import {name}` would find it instead, in this or in other people's code.
        raise Trouble(f"{name} is a name of Python or of an installed package. Choose another, such as my{name}.")


def _check_title(title: str) -> None:
    if len(title) > LONGEST_TITLE or not title.isprintable() or _QUOTING & set(title):
        raise Trouble(f"A title has at most {LONGEST_TITLE} characters, without straight quotes, backslashes and $.")
