"""Settings: frozen dataclasses read from the environment once; boot fails with all that is missing at once."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
DATA, STATIC = Path(".avow"), Path("build/static")
_TRUE = {"1", "true", "yes", "on"}


class SettingsError(Exception):
    """Settings are missing or wrong; the text lists every one of them."""


def setting(env: str, default: Any = MISSING, *, parse: Callable[[str], Any] | None = None) -> Any:
    """A field of a settings dataclass; `parse` raises ValueError with words that follow the variable's name."""
    metadata = {"env": env, "parse": parse}
    return field(metadata=metadata) if default is MISSING else field(default=default, metadata=metadata)


@dataclass(frozen=True, kw_only=True)
class Installation:
    """What every process of an installation is told."""

    env: str = setting("AVOW_ENV", "production")
    data: Path = setting("AVOW_DATA", DATA)
    domain: str = setting("AVOW_DOMAIN", "localhost")
    port: int = setting("AVOW_PORT", 8000)
    public_url: str = setting("AVOW_PUBLIC_URL", "http://{host}:{port}")
    edge_secret: str = setting("AVOW_EDGE_SECRET")
    nats_url: str = setting("AVOW_NATS_URL")
    sites: str = setting("AVOW_SITES", "")
    keys: str = setting("AVOW_KEYS", "")
    services: str = setting("AVOW_SERVICES", "")
    internals: str = setting("AVOW_INTERNALS", "")
    signup: str = setting("AVOW_SIGNUP", "approve")
    operator_slug: str = setting("AVOW_OPERATOR_SLUG", "avow")
    operator_contact: str = setting("AVOW_OPERATOR_CONTACT", "")
    static: Path = setting("AVOW_STATIC", STATIC)

    @property
    def development(self) -> bool:
        return self.env == "development"

    @property
    def secure(self) -> bool:
        """Whether the world reaches this installation over TLS."""
        return self.public_url.startswith("https://")

    @property
    def issuer(self) -> str:
        """The OpenID provider as tokens name it."""
        return self.url(f"auth.{self.domain}")

    @property
    def audience(self) -> str:
        """The one audience of access tokens: the installation's API."""
        return self.url(f"api.{self.domain}")

    @property
    def console(self) -> str:
        """The console's origin."""
        return self.url(f"console.{self.domain}")

    def url(self, host: str) -> str:
        """How the world writes an address on this host."""
        return self.public_url.format(host=host, port=self.port)


@dataclass(frozen=True, kw_only=True)
class ServiceSettings(Installation):
    """What a service process is told besides: where it listens and its three database roles."""

    listen: str = setting("AVOW_LISTEN", "127.0.0.1:0")
    internal: str = setting("AVOW_INTERNAL", "127.0.0.1:0")
    database_app: str = setting("AVOW_DATABASE_APP", "")
    database_relay: str = setting("AVOW_DATABASE_RELAY", "")
    database_owner: str = setting("AVOW_DATABASE_OWNER", "")
    smtp: str = setting("AVOW_SMTP", "")
    mail_from: str = setting("AVOW_MAIL_FROM", "")

    @property
    def sender(self) -> str:
        """From whom letters come."""
        return self.mail_from or f"Avow <no-reply@{self.domain}>"


def read(cls: type[T], environ: Mapping[str, str]) -> T:
    """Read a settings dataclass; raises SettingsError naming every missing or unreadable variable."""
    values: dict[str, Any] = {}
    wrong: list[str] = []
    for item in fields(cls):  # type: ignore[arg-type]  # any dataclass will do
        name = item.metadata["env"]
        if name not in environ:
            if item.default is MISSING:
                wrong.append(f"{name} is not set")
            continue
        parse = item.metadata["parse"] or partial(_convert, kind=item.type)
        try:
            values[item.name] = parse(environ[name])
        except ValueError as error:
            wrong.append(f"{name} {error}" if item.metadata["parse"] else f"{name} is not a valid {item.type}")
    if wrong:
        raise SettingsError("; ".join(wrong))
    return cls(**values)


def addresses(text: str) -> dict[str, tuple[str, int]]:
    """`tenant_auth=127.0.0.1:8101,policy_hosting=…` as a mapping; raises SettingsError."""
    found: dict[str, tuple[str, int]] = {}
    for item in filter(None, (part.strip() for part in text.split(","))):
        name, _, address = item.partition("=")
        host, _, port = address.rpartition(":")
        if not name or not host or not port.isdecimal():
            raise SettingsError(f"{item!r} is not name=host:port")
        found[name] = (host, int(port))
    return found


def _convert(text: str, kind: Any) -> Any:
    name = kind if isinstance(kind, str) else kind.__name__
    if name == "int":
        return int(text)
    if name == "bool":
        return text.lower() in _TRUE
    if name == "Path":
        return Path(text)
    return text
