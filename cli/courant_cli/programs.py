"""The commands for programs of other people: `courant module` and `courant backend`, which are alike."""

import click

from courant_cli.installation import installation

NAME = click.argument("name")
METHOD = click.option(
    "--method", type=click.Choice(("ticket", "wampcra")), default="ticket", show_default=True,
    help="How the secret is used: sent (ticket), or only to sign (wampcra).",
)  # fmt: skip
KEY = click.option(
    "--key",
    metavar="HEX|FILE",
    help="The program's public key (Ed25519): it then joins by cryptosign, and there is no secret.",
)


def programs(kind: str, about: str) -> click.Group:
    """The group of commands for one kind of credential, `module` or `backend`."""
    group = click.Group(kind, help=about)

    @group.command(help=f"Create a credential for the {kind} NAME; its secret is shown once.")
    @NAME
    @METHOD
    @KEY
    def add(name: str, method: str, key: str | None) -> None:
        from courant_cli.access import credentials

        click.echo(credentials.made(installation(), name, kind, method, key))

    @group.command(name="list", help=f"List each {kind} that has a credential.")
    def list_() -> None:
        from courant_cli.access import credentials

        click.echo(credentials.listed(installation(), kind))

    @group.command(help=f"Remove the {kind} NAME: its credential is revoked, and its sessions end at once.")
    @NAME
    def remove(name: str) -> None:
        from courant_cli.access import credentials

        click.echo(credentials.removed(installation(), name, kind))

    @group.command(help=f"Create a new secret for the {kind} NAME, which is shown once. Sessions with the old one end.")
    @NAME
    @KEY
    def secret(name: str, key: str | None) -> None:
        from courant_cli.access import credentials

        click.echo(credentials.renewed(installation(), name, kind, key))

    return group
