"""The `courant` command."""

import sys
from pathlib import Path
from typing import Any

import click
from courant_kit.process.lean import start_lean

from courant_cli.access.commands import token, user
from courant_cli.exports.commands import export, import_folder
from courant_cli.installation import Trouble, installation
from courant_cli.mail import mail
from courant_cli.programs import programs
from courant_cli.sync.command import sync

SOURCES = ("markdown", "wordpress", "ghost", "mediawiki", "dokuwiki", "obsidian", "wikijs", "notion", "outline")


class Commands(click.Group):
    """A group of commands; a problem ends it with a sentence."""

    def invoke(self, context: click.Context) -> Any:
        """Run the command; for Trouble, print its message to standard error and exit with status 1."""
        try:
            return super().invoke(context)
        except Trouble as trouble:
            click.echo(f"courant: {trouble}", err=True)
            sys.exit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def courant() -> None:
    """Run, fill and check an installation of Courant, a live CMS.

    Environment variables select the installation: COURANT_DATA is the directory that holds all its state (default: var
    in this directory), PORT and COURANT_HOST are its public address (default: 8080 on 127.0.0.1).
    """


@courant.command()
def up() -> None:
    """Start the site, and run it until Ctrl-C.

    The router, web, core and every installed service run under one supervisor, which restarts a process that ends. The
    first start generates the secrets, creates the account `admin` (its password is shown once; COURANT_ADMIN_PASSWORD
    sets it) and adds the first pages (COURANT_SEED=0 leaves the site empty).
    """
    start_lean()
    from courant_cli.up import up as run

    run(installation())


@courant.command()
def check() -> None:
    """Report what is wrong with this installation, and how to correct it.

    Checks Python and the environments, ports, files, databases, the router and each module. The exit status is 1 if
    anything is wrong.
    """
    from courant_cli.checks.check import check as run

    results = run(installation())
    for result in results:
        click.echo(result.line())
    sys.exit(any(not result.fine for result in results))


@courant.command()
def seed() -> None:
    """Add the first pages of a new site again; pages that exist are updated."""
    from courant_cli.seed import seed as run

    run(installation())


@courant.group(name="import")
def import_() -> None:
    """Import content from a folder or an export into the running site; run it again to import later changes."""


CONTENT = click.argument("path", type=click.Path(exists=True, path_type=Path))
SOURCE = click.option(
    "--from", "source", type=click.Choice(SOURCES),
    help="The system that the content is from, where that is not recognised.",
)  # fmt: skip
SITE = click.option(
    "--site", default="", help="The address where it was published, so that links to it lead to this site."
)
REPORT = click.option(
    "--report", type=click.Path(dir_okay=False, path_type=Path),
    help="The file for the report on every document (default: a file in the data directory).",
)  # fmt: skip
HISTORY = click.option(
    "--history", is_flag=True,
    help="Import older revisions of pages too: those of the git repository that a folder is in, of MediaWiki's dump or "
    "of DokuWiki.",
)  # fmt: skip
PUBLIC = click.option(
    "--public", is_flag=True,
    help="Say that everybody could read all of it, where the export does not say who could: DokuWiki without its conf.",
)  # fmt: skip
NAMES = click.option(
    "--full-names", "names", is_flag=True,
    help="Name people of DokuWiki by their full names in its conf, and not by their logins.",
)  # fmt: skip
DRY = click.option("--dry-run", "dry", is_flag=True, help="Report what would be imported, and change nothing.")


@import_.command(name="blog")
@CONTENT
@SOURCE
@SITE
@REPORT
@DRY
def import_blog(path: Path, **options: Any) -> None:
    """Import the posts of PATH: a folder of Markdown with front matter, or the export of another system."""
    from courant_cli.imports import command

    sys.exit(command.import_blog(installation(), command.Wanted(path, **options)).refused > 0)


@import_.command(name="wiki")
@CONTENT
@click.option("--below", default="", help="The wiki path below which to put the pages.")
@SOURCE
@SITE
@REPORT
@DRY
@HISTORY
@PUBLIC
@NAMES
def import_wiki(path: Path, **options: Any) -> None:
    """Import the pages of PATH: a tree of Markdown, ordered by SUMMARY.md if it has one, or the export of a system."""
    from courant_cli.imports import command

    sys.exit(command.import_wiki(installation(), command.Wanted(path, **options)).refused > 0)


@courant.group()
def new() -> None:
    """Write the first files of something that you build."""


@new.command(name="module")
@click.argument("name")
@click.option("--title", default="", help="The title in the menu (default: the name).")
@click.option(
    "--into", type=click.Path(file_okay=False, path_type=Path), default=Path(), show_default="this one",
    help="The folder in which to create the module's folder.",
)  # fmt: skip
def new_module(name: str, title: str, into: Path) -> None:
    """Write a module NAME that works: a list with a form, live, with search, feed and tests."""
    from courant_cli.new_module import scaffold

    click.echo(scaffold.module(into, name, title))


courant.add_command(user)
courant.add_command(token)
courant.add_command(export)
courant.add_command(sync)
courant.add_command(mail)
import_.add_command(import_folder)
courant.add_command(programs("module", "Manage modules of other people."))
courant.add_command(programs("backend", "Manage other programs that receive events and call procedures."))
