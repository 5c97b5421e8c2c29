"""A host file: which tenant answers on a host, written by tenant_auth alone."""

import json
import re
from dataclasses import dataclass
from uuid import UUID

from shared.errors import Invalid

_HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")


@dataclass(frozen=True, slots=True)
class HostFile:
    """The tenant of one host; the first locale is the default, `primary` the host the tenant prefers."""

    tenant: UUID
    slug: str
    state: str
    primary: str
    locales: tuple[str, ...]
    revision: int

    def to_json(self) -> bytes:
        return json.dumps(
            {
                "tenant": str(self.tenant),
                "slug": self.slug,
                "state": self.state,
                "primary": self.primary,
                "locales": self.locales,
                "revision": self.revision,
            },
            ensure_ascii=False,
        ).encode()


def host_from_json(body: bytes) -> HostFile:
    said = json.loads(body)
    return HostFile(
        tenant=UUID(said["tenant"]),
        slug=said["slug"],
        state=said["state"],
        primary=said["primary"],
        locales=tuple(said["locales"]),
        revision=said["revision"],
    )


def is_host(text: str) -> bool:
    """Whether this is a host name in its one plain form: lower case, no port, no trailing dot."""
    return _HOST.fullmatch(text) is not None


def host_key(host: str) -> str:
    """Where the file of a host lies; refuses what is no host name, since it becomes a file's name."""
    if not is_host(host):
        raise Invalid(f"{host!r} is not a host name.")
    return f"hosts/{host}.json"
