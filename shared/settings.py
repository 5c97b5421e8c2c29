"""Settings: frozen dataclasses read from the environment once; boot fails with all that is missing at once."""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
DATA, STATIC = Path(".avow"), Path("build/static")
_TRUE = {"1", "true", "yes", "on"}


class SettingsError(Exception):
    """Settings are missing or wrong; the text lists every one of them."""


def setting(env: str, default: Any = MISSING) -> Any:
    """A field of a settings dataclass, with the name of its environment variable."""
    if default is MISSING:
        return field(metadata={"env": env})
    return field(default=default, metadata={"env": env})


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
    static: Path = setting("AVOW_STATIC", STATIC)

    @property
    def development(self) -> bool:
        return self.env == "development"

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
        try:
            values[item.name] = _convert(environ[name], item.type)
        except ValueError:
            wrong.append(f"{name} is not a valid {item.type}")
    if wrong:
        raise SettingsError("; ".join(wrong))
    return cls(**values)


def _convert(text: str, kind: Any) -> Any:
    name = kind if isinstance(kind, str) else kind.__name__
    if name == "int":
        return int(text)
    if name == "bool":
        return text.lower() in _TRUE
    if name == "Path":
        return Path(text)
    return text
