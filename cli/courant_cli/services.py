"""The services of an installation, found where they are installed, and who else joins the router."""

from courant_kit.process import discovery
from courant_kit.process.discovery import Service
from courant_kit.process.settings import SettingError

from courant_cli.installation import Trouble

#: This command, as it is known on the router.
OPERATOR = "operator"


def services() -> tuple[Service, ...]:
    """Every service of the site, in the order in which they start; raises Trouble when one cannot be one."""
    try:
        return discovery.all_services()
    except SettingError as error:
        raise Trouble(f"{error}.") from error


def named(name: str) -> Service:
    """The service with this name; raises Trouble when it is not installed."""
    for service in services():
        if service.name == name:
            return service
    raise Trouble(f"The service {name} is not installed: run `make setup`.")


def principals() -> tuple[str, ...]:
    """Who joins the router with a secret of its own."""
    return (*(service.name for service in services()), OPERATOR)
