"""Who is asking: the address behind the proxies we trust, cut before anybody else sees it."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from frontend.edge.settings import Network

Address = IPv4Address | IPv6Address


def client_address(peer: str, forwarded_for: bytes, trusted: Sequence[Network]) -> Address | None:
    """The nearest address that is not a proxy of ours; what a stranger claims to have forwarded is not read."""
    address = _address(peer)
    hops = [hop.strip() for hop in forwarded_for.decode("latin-1").split(",")] if forwarded_for else []
    while address is not None and hops and any(address in network for network in trusted):
        address = _address(hops.pop())
    return address


def cut(address: Address | None) -> str:
    """For services and logs: /24 and /48, so that nobody further in knows a person's address."""
    return _network(address, 24, 48)


def block(address: Address | None) -> str:
    """For the rate limit: one IPv4 address, or the /64 that one household gets."""
    return _network(address, 32, 64)


def _network(address: Address | None, four: int, six: int) -> str:
    if address is None:
        return "unknown"
    network = ip_network((address, four if address.version == 4 else six), strict=False)  # noqa: PLR2004  IP versions
    return str(network)


def _address(text: str) -> Address | None:
    try:
        address = ip_address(text.removeprefix("[").removesuffix("]").partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
