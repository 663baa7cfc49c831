"""Where messages may be sent: never into the network that this process is in, unless a setting allows it.

A name is resolved once, and the message goes to that very address: a name that answers differently a moment later
cannot lead it astray (DNS rebinding).
"""

import ipaddress
import os
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""IPv4 addresses behind a translator (RFC 6052)."""

PORTS = {"https": 443, "http": 80}


class NotAllowed(ValueError):
    """Nothing may be sent there; the message says why."""


@dataclass(frozen=True, slots=True)
class Target:
    """An endpoint's address, resolved: `url` names the network address, `host` what it was written as."""

    url: str
    host: str
    name: str


def allowed_networks() -> list[Network]:
    """The networks in WEBHOOKS_ALLOWED_NETWORKS, such as `10.0.0.0/8,fd00::/8`; raises ValueError for anything else."""
    words = os.environ.get("WEBHOOKS_ALLOWED_NETWORKS", "")
    return [ipaddress.ip_network(one.strip()) for one in words.split(",") if one.strip()]


def checked(url: str) -> str:
    """The address as it is stored; raises NotAllowed if nothing can be sent to it, whatever its name resolves to."""
    parts = urlsplit(url.strip())
    if parts.scheme not in PORTS or not parts.hostname:
        raise NotAllowed("An address looks like https://example.org/hook.")
    if parts.username or parts.password:
        raise NotAllowed("An address has no user name and no password: the signature proves who sends.")
    if parts.scheme == "http" and not allowed_networks():
        raise NotAllowed("Messages go over https:// only.")
    try:
        _ = parts.port
        parts.hostname.encode("idna")
    except ValueError:
        raise NotAllowed("This is no valid address.") from None
    return parts._replace(fragment="").geturl()


def resolved(url: str) -> Target:
    """Where a message to this address goes now; raises NotAllowed, and OSError if the name cannot be resolved."""
    parts = urlsplit(checked(url))
    name = parts.hostname or ""
    port = parts.port or PORTS[parts.scheme]
    found = {one[4][0] for one in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)}
    addresses = [ipaddress.ip_address(str(one).partition("%")[0]) for one in found]
    networks = allowed_networks()
    for address in addresses:
        if not (is_public(address) or is_in(address, networks)):
            raise NotAllowed(f"{name} is {address}, which is inside of a private network.")
        if parts.scheme == "http" and not is_in(address, networks):
            raise NotAllowed("Messages go over https:// only.")
    chosen = min(addresses, key=lambda one: (one.version, int(one)))
    there = f"[{chosen}]" if chosen.version == 6 else str(chosen)
    return Target(parts._replace(netloc=f"{there}:{port}").geturl(), parts.netloc, name)


def is_public(address: Address) -> bool:
    """Whether everybody in the internet means the same machine by it, an address inside of it included."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in TRANSLATED:
            inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if not all(is_public(one) for one in inner if one is not None):
            return False
        if address.ipv4_mapped is not None:
            return True
        if address.is_site_local:  # once for private networks (RFC 3879); Python calls it global
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def is_in(address: Address, networks: list[Network]) -> bool:
    """Whether the address is in one of the networks."""
    return any(address.version == one.version and address in one for one in networks)
