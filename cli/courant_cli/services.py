"""The installed services of an installation, and the other programs that join the router."""

from courant_kit.process import discovery
from courant_kit.process.discovery import Service
from courant_kit.process.environment import SettingError

from courant_cli.installation import Trouble

#: The name of this command on the router.
OPERATOR = "operator"


def services() -> tuple[Service, ...]:
    """Every service of the site, in order of their start; raises Trouble if one is not valid."""
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
    """The names of all programs that join the router with a secret of their own."""
    return (*(service.name for service in services()), OPERATOR)
