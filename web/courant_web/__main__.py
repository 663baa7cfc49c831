"""The entry point of the web process: one reactor serves both HTTP and the router."""

import sys

from courant_kit.process.environment import SettingError
from courant_kit.process.lean import start_lean

from courant_web.accounts import commands
from courant_web.django_settings import setup
from courant_web.environment import WebSettings


def main() -> int:
    """Serve the site, or run the command given on the command line; returns the exit status."""
    options = commands.parser().parse_args()
    start_lean("brotli")
    try:
        settings = setup()
    except SettingError as error:
        sys.exit(str(error))
    from courant_kit.process.migrations import migrate

    migrate("web")
    if settings.apps:
        from courant_web.accounts.groups import follow_roles

        follow_roles()
    if options.command in {None, "serve"}:
        return serve(settings)
    return commands.run(options)


def serve(settings: WebSettings) -> int:
    """Serve until a signal stops the process."""
    from courant_kit.process import log as logs

    from courant_web import server

    logs.configure("web", settings.service.log_level)
    server.run(settings)
    return 0


if __name__ == "__main__":
    sys.exit(main())
