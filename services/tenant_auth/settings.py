"""What tenant_auth is told besides: the console's secret, and where the console is reached inside the installation."""

from dataclasses import dataclass
from pathlib import Path

from shared.settings import ServiceSettings, SettingsError, setting

_SHORTEST_SECRET = 22  # 128 random bits as `shared.ids.new_token` writes them


@dataclass(frozen=True, kw_only=True)
class Settings(ServiceSettings):
    """Without a console secret nobody signs in to the console. `console_scopes`: what it may be told of people.

    `console_place` is host:port of the edge: names below `.localhost` resolve in browsers only, and in production
    a call from server to server need not leave the private net. `resolver` is address:port of the name server that is
    asked whose a domain is; empty means the system's. `second_factor` is offered, or needed: then a password alone
    opens an account, to add a passkey or an app, and nothing else. `leaked` is the path of a
    list of leaked passwords (people/leaked.py); empty means that there is none.
    """

    console_secret: str = setting("AVOW_CONSOLE_SECRET", "")
    console_scopes: str = setting("AVOW_CONSOLE_SCOPES", "openid profile")
    console_place: str = setting("AVOW_CONSOLE_PLACE", "")
    resolver: str = setting("AVOW_RESOLVER", "")
    second_factor: str = setting("AVOW_SECOND_FACTOR", "offered")
    leaked: str = setting("AVOW_LEAKED_PASSWORDS", "")

    def __post_init__(self) -> None:
        """Outside development nobody signs in over plain HTTP or behind a secret that can be guessed."""
        if self.second_factor not in ("offered", "needed"):
            raise SettingsError("AVOW_SECOND_FACTOR is neither offered nor needed")
        if self.leaked and not Path(self.leaked).is_file():
            raise SettingsError("AVOW_LEAKED_PASSWORDS is no file")
        if self.development:
            return
        if not self.secure:
            raise SettingsError("AVOW_PUBLIC_URL does not begin with https://")
        if len(self.console_secret) < _SHORTEST_SECRET:
            raise SettingsError(f"AVOW_CONSOLE_SECRET has fewer than {_SHORTEST_SECRET} characters")

    @property
    def two_factors(self) -> bool:
        """Whether nobody gets into the console with a password alone."""
        return self.second_factor == "needed"

    @property
    def edge_place(self) -> str:
        """Host and port at which the edge is reached from here; empty where its public address will do."""
        return self.console_place or (f"127.0.0.1:{self.port}" if self.development else "")
