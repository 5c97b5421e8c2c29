"""What the edge is told by its environment."""

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network

from shared.settings import ServiceSettings, SettingsError, setting

Network = IPv4Network | IPv6Network
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class EdgeSettings(ServiceSettings):
    """Where it listens, whom it passes on to, how much it remembers."""

    listen: str = setting("AVOW_LISTEN", "")
    memory_megabytes: int = setting("AVOW_EDGE_MEMORY", 64)
    rate: int = setting("AVOW_EDGE_RATE", 10)
    burst: int = setting("AVOW_EDGE_BURST", 60)
    proxies: str = setting("AVOW_TRUSTED_PROXIES", "")
    console_secret: str = setting("AVOW_CONSOLE_SECRET", "")

    @property
    def address(self) -> tuple[str, int]:
        """Where visitors arrive: loopback and AVOW_PORT, unless AVOW_LISTEN says otherwise."""
        host, _, port = self.listen.rpartition(":")
        return (host, int(port)) if self.listen else ("127.0.0.1", self.port)

    @property
    def memory(self) -> int:
        return self.memory_megabytes * _MEGABYTE

    @property
    def has_console(self) -> bool:
        """Whether this edge can sign people in: it has a secret of its own at the provider, and a database."""
        return bool(self.console_secret and self.database_app)

    def trusted(self) -> tuple[Network, ...]:
        """The networks of the proxies whose X-Forwarded-For is believed."""
        try:
            return tuple(ip_network(text.strip()) for text in self.proxies.split(",") if text.strip())
        except ValueError:
            raise SettingsError("AVOW_TRUSTED_PROXIES is not a list of networks") from None
