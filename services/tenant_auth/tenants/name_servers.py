"""What a domain's name servers say at a name."""

import asyncio

import dns.asyncresolver
import dns.exception
import dns.resolver

from shared.errors import Unavailable
from shared.phrase import phrase

_PATIENCE = 3.0
_looking = asyncio.Semaphore(3)
"""A unit of work waits meanwhile, and name servers that take their time can be anybody's: others need connections."""


async def texts(name: str, nameservers: str) -> set[str]:
    """The TXT records, asked afresh; raises Unavailable where nobody answers, or many are being asked."""
    if _looking.locked():
        raise Unavailable(phrase("The domain’s name servers did not answer. Try again in a few minutes."))
    try:
        async with _looking:
            found = await _resolver(nameservers).resolve(name, "TXT", lifetime=_PATIENCE, search=False)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return set()
    except dns.exception.DNSException:
        raise Unavailable(phrase("The domain’s name servers did not answer. Try again in a few minutes.")) from None
    return {b"".join(record.strings).decode("ascii", "replace").strip() for record in found}


def _resolver(nameservers: str) -> dns.asyncresolver.Resolver:
    """The system's, or the one the settings name as address:port."""
    if not nameservers:
        return dns.asyncresolver.Resolver()
    resolver = dns.asyncresolver.Resolver(configure=False)
    host, _, port = nameservers.rpartition(":")
    resolver.nameservers = [host or port]
    resolver.port = int(port) if host else 53
    return resolver
