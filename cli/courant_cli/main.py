"""The `courant` command."""

import sys
from pathlib import Path
from typing import Any

import click

from courant_cli.installation import Trouble, installation

ROLES = ("member", "editor", "admin")


class Commands(click.Group):
    """A group of commands that ends in a sentence where something is in the way."""

    def invoke(self, context: click.Context) -> Any:
        """Run the command; Trouble becomes its sentence on standard error and exit status 1."""
        try:
            return super().invoke(context)
        except Trouble as trouble:
            click.echo(f"courant: {trouble}", err=True)
            sys.exit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def courant() -> None:
    """Run, fill and check an installation of Courant, a live CMS.

    The environment says which installation is meant: COURANT_DATA is the directory that holds all its state
    (default: var), PORT and COURANT_HOST the address that people use (default: 8080 on 127.0.0.1).
    """


@courant.command()
def up() -> None:
    """Start the whole site, and keep it running until Ctrl-C.

    The router, web, core and every installed service run under one supervisor: what dies is started again. The
    first start makes the secrets, the account `admin` (its password is shown once; COURANT_ADMIN_PASSWORD sets
    it) and the first pages (COURANT_SEED=0 leaves the site empty).
    """
    from courant_cli.up import up as run

    run(installation())


@courant.command()
def check() -> None:
    """Say what is wrong with this installation, and what would be right.

    Looks at Python and the environments, ports, files, databases, the router and each module. Ends with exit
    status 1 when anything is wrong.
    """
    from courant_cli.checks.check import check as run

    results = run(installation())
    for result in results:
        click.echo(result.line())
    sys.exit(any(not result.fine for result in results))


@courant.command()
def seed() -> None:
    """Make the first pages again that a new site starts with; pages that exist are brought up to date."""
    from courant_cli.seed import seed as run

    run(installation())


@courant.group(name="import")
def import_() -> None:
    """Bring in content from a folder, through the running site; run it again to bring in what changed since."""


FOLDER = click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
SITE = click.option("--site", default="", help="Where it was published, so that links to there lead here.")
REPORT = click.option(
    "--report", type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write what became of every file (default: a file in the data directory).",
)  # fmt: skip


@import_.command(name="blog")
@FOLDER
@SITE
@REPORT
def import_blog(directory: Path, site: str, report: Path | None) -> None:
    """Bring in the posts of DIRECTORY: Markdown files with TOML or YAML front matter, page bundles with images."""
    from courant_cli.imports import command

    sys.exit(command.import_blog(installation(), directory, site, report).refused > 0)


@import_.command(name="wiki")
@FOLDER
@click.option("--below", default="", help="The path in the wiki below which the pages are to stand.")
@SITE
@REPORT
def import_wiki(directory: Path, below: str, site: str, report: Path | None) -> None:
    """Bring in the pages of DIRECTORY: a tree of Markdown files, with a SUMMARY.md where there is one."""
    from courant_cli.imports import command

    sys.exit(command.import_wiki(installation(), directory, below, site, report).refused > 0)


@courant.group()
def user() -> None:
    """Accounts of people."""


@user.command(name="add")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default="member", show_default=True, help="What this person may do.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def user_add(name: str, role: str, password_stdin: bool) -> None:
    """Make an account NAME; a password is made up and shown once unless it is given."""
    from courant_cli.access import keys, people

    password = sys.stdin.readline().rstrip("\n") if password_stdin else keys.password()
    click.echo(people.add(installation(), name, role, password))
    if not password_stdin:
        click.echo(f"Password: {password}   (it is not shown again)")


@user.command(name="role")
@click.argument("name")
@click.argument("role", type=click.Choice(ROLES))
def user_role(name: str, role: str) -> None:
    """Give NAME another role, at once in every open window."""
    from courant_cli.access import people

    click.echo(people.set_role(installation(), name, role))


@courant.group()
def module() -> None:
    """Modules that other people wrote."""


@module.command(name="add")
@click.argument("name")
def module_add(name: str) -> None:
    """Let a module NAME join the router; its secret is shown once."""
    from courant_cli.access import credentials

    click.echo(credentials.made(installation(), name, "module"))


@courant.group()
def backend() -> None:
    """Other programs that listen and call."""


@backend.command(name="add")
@click.argument("name")
def backend_add(name: str) -> None:
    """Let a program NAME join the router as a backend; its secret is shown once."""
    from courant_cli.access import credentials

    click.echo(credentials.made(installation(), name, "backend"))
