"""The commands of `python -m courant_web`: serve, and looking after people where there is no browser."""

import argparse
import sys

from courant_kit.calls.errors import CourantError


def parser() -> argparse.ArgumentParser:
    """The command line; without a command it serves."""
    root = argparse.ArgumentParser(
        prog="python -m courant_web", description="The pages, sign-in and forms of the site."
    )
    commands = root.add_subparsers(dest="command", title="commands")
    commands.add_parser("serve", help="serve the site (what happens without a command)")
    commands.add_parser(
        "ensure-admin", help="make the user admin, with the password on standard input, unless there is one"
    )
    add = commands.add_parser("user-add", help="take in a person")
    add.add_argument("name")
    add.add_argument("--role", default="member", help="member, editor or admin (default: member)")
    add.add_argument(
        "--password-stdin", action="store_true", required=True, help="read the password from standard input"
    )
    role = commands.add_parser("user-role", help="give a person another role, at once in every open window")
    role.add_argument("name")
    role.add_argument("role", help="member, editor or admin")
    return root


def run(options: argparse.Namespace) -> int:
    """Carry out a command on people; 1 and the reason on standard error when it cannot be done."""
    try:
        sys.stdout.write(f"{_done(options)}\n")
    except CourantError as error:
        sys.stderr.write(f"{error.message}\n")
        return 1
    return 0


def _done(options: argparse.Namespace) -> str:
    from courant_web.accounts import people

    if options.command == "ensure-admin":
        return "created" if people.ensure_admin(_password()) else "exists"
    if options.command == "user-add":
        people.add(options.name, _password(), options.role)
        return f"{options.name} can sign in now."
    people.set_role(options.name, options.role)
    return f"{options.name} is {options.role} now."


def _password() -> str:
    return sys.stdin.readline().rstrip("\r\n")
