"""The commands of `python -m courant_web`: serve the site, and manage people and tokens without a browser."""

import argparse
import json
import sys

from courant_kit.calls.errors import CourantError


def parser() -> argparse.ArgumentParser:
    """The parser of the command line; without a command, the process serves the site."""
    root = argparse.ArgumentParser(
        prog="python -m courant_web", description="The pages, sign-in and forms of the site."
    )
    commands = root.add_subparsers(dest="command", title="commands")
    commands.add_parser("serve", help="serve the site (the default)")
    commands.add_parser(
        "ensure-admin", help="create the user admin, with the password on standard input, unless an admin exists"
    )
    add = commands.add_parser("user-add", help="create an account")
    add.add_argument("name")
    add.add_argument("--role", default="member", help="member, editor or admin (default: member)")
    add.add_argument(
        "--password-stdin", action="store_true", required=True, help="read the password from standard input"
    )
    role = commands.add_parser("user-role", help="change a person's role; takes effect at once in every open window")
    role.add_argument("name")
    role.add_argument("role", help="member, editor or admin")
    _token_parsers(commands)
    return root


def _token_parsers(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    add = commands.add_parser("token-add", help="create a token of the HTTP API, and print it")
    add.add_argument("name")
    add.add_argument("--role", default="backend", help="backend, member, editor or admin (default: backend)")
    add.add_argument("--scope", action="append", default=[], help="read:MODULE, write:MODULE, or the URI of one name")
    add.add_argument("--days", type=int, default=90, help="for how long it is valid (default: 90)")
    commands.add_parser("token-list", help="print the tokens as JSON, without their texts")
    remove = commands.add_parser("token-remove", help="revoke a token; its streams end at once")
    remove.add_argument("name")


def run(options: argparse.Namespace) -> int:
    """Run a command on people or tokens. Returns 0; on failure, prints the reason on standard error and returns 1."""
    try:
        sys.stdout.write(f"{_done(options)}\n")
    except CourantError as error:
        sys.stderr.write(f"{error.message}\n")
        return 1
    return 0


def _done(options: argparse.Namespace) -> str:
    from courant_web.accounts import people

    if options.command.startswith("token-"):
        return _tokens(options)
    if options.command == "ensure-admin":
        return "created" if people.ensure_admin(_password()) else "exists"
    if options.command == "user-add":
        people.add(options.name, _password(), options.role)
        return f"{options.name} can sign in now."
    people.set_role(options.name, options.role)
    return f"The role of {options.name} is now {options.role}."


def _tokens(options: argparse.Namespace) -> str:
    # The module declares web's contract, which has the list of tokens that open windows show.
    from courant_web import module as _  # noqa: F401
    from courant_web.accounts import tokens

    if options.command == "token-add":
        return tokens.create(options.name, options.role, " ".join(options.scope), None, days=options.days)
    if options.command == "token-remove":
        tokens.revoke(tokens.named(options.name))
        return f"The token {options.name} has been revoked."
    return json.dumps([tokens.described(one) for one in tokens.listed()])


def _password() -> str:
    return sys.stdin.readline().rstrip("\r\n")
