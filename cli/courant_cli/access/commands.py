"""`courant user` and `courant token`: who may use the site, and with which rights."""

import sys

import click

from courant_cli.installation import installation

ROLES = ("member", "editor", "admin")


@click.group()
def user() -> None:
    """Manage the accounts of people."""


@user.command(name="add")
@click.argument("name")
@click.option(
    "--role", type=click.Choice(ROLES), default="member", show_default=True, help="The rights of this person."
)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def user_add(name: str, role: str, password_stdin: bool) -> None:
    """Create an account NAME; unless a password is given, it gets a generated password, which is shown once."""
    from courant_cli.access import keys, people

    password = sys.stdin.readline().rstrip("\n") if password_stdin else keys.password()
    click.echo(people.add(installation(), name, role, password))
    if not password_stdin:
        click.echo(f"Password: {password}   (it is not shown again)")


@user.command(name="role")
@click.argument("name")
@click.argument("role", type=click.Choice(ROLES))
def user_role(name: str, role: str) -> None:
    """Change the role of NAME, at once in every open window."""
    from courant_cli.access import people

    click.echo(people.set_role(installation(), name, role))


@click.group()
def token() -> None:
    """Manage the tokens with which programs use the HTTP API."""


@token.command(name="add")
@click.argument("name")
@click.option(
    "--scope", multiple=True, required=True,
    help="What it may use: read:MODULE, write:MODULE, or the URI of a procedure or topic. May be repeated.",
)  # fmt: skip
@click.option(
    "--role", type=click.Choice(("backend", *ROLES)), default="backend", show_default=True, help="Its rights at most."
)
@click.option("--days", type=click.IntRange(1, 366), default=90, show_default=True, help="For how long it is valid.")
def token_add(name: str, scope: tuple[str, ...], role: str, days: int) -> None:
    """Create a token NAME for a program; it is shown once."""
    from courant_cli.access import tokens

    click.echo(tokens.made(installation(), name, role, scope, days))


@token.command(name="list")
def token_list() -> None:
    """List the tokens, without their texts."""
    from courant_cli.access import tokens

    click.echo(tokens.listed(installation()))


@token.command(name="remove")
@click.argument("name")
def token_remove(name: str) -> None:
    """Revoke the token NAME: calls with it are rejected, and its streams end, within a second."""
    from courant_cli.access import tokens

    click.echo(tokens.removed(installation(), name))
