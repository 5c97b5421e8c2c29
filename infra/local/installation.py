"""An installation on this machine: its data folder, passwords, ports and each process's environment."""

import json
import os
import secrets
import socket
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from infra.local.process import LOOPBACK, EngineError

ROOT = Path(__file__).resolve().parents[2]
ROLES = ("app", "relay", "owner")
EDGE = "edge"
LAST_PORT = 65_535
LOG_LIMIT = 10_000_000
Environment = dict[str, str]


def services() -> list[str]:
    """The services of the house, the directory of tenants first."""
    found = sorted(path.parent.name for path in (ROOT / "services").glob("*/__main__.py"))
    return sorted(found, key=lambda name: name != "tenant_auth")


def databases() -> list[str]:
    """Who has a database: every service, and the edge for the console's sessions."""
    return [*services(), EDGE]


def migrations_of(name: str) -> str:
    """The package with its migrations."""
    return "frontend.edge.migrations" if name == EDGE else f"services.{name}.migrations"


class Installation:
    """What `make run` runs; everything it makes up is written under its data folder, for its owner alone."""

    def __init__(self, environ: Mapping[str, str], names: list[str]) -> None:
        self.names = names
        self.data = Path(environ.get("AVOW_DATA") or ROOT / ".avow").resolve()
        self.port = _port(environ.get("AVOW_PORT", "8000"))
        self.domain = environ.get("AVOW_DOMAIN", "localhost")
        self.public_url = environ.get("AVOW_PUBLIC_URL", "http://{host}:{port}")
        self._given = environ
        self.nats_urls: dict[str, str] = {}

    @cached_property
    def secrets(self) -> dict[str, str]:
        """Generated passwords: made once, kept, added to when a service is new."""
        file = self.data / "secrets.json"
        known: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
        wanted = ["edge", "console", "postgres"]
        wanted += [f"{name}_{role}" for name in [*self.names, EDGE] for role in ROLES]
        made = known | {name: secrets.token_hex(24) for name in wanted if name not in known}
        if made != known:
            write_private(file, made)
        return made

    @cached_property
    def ports(self) -> dict[str, int]:
        """A free port for everything but the edge, near its own so that people find them."""
        wanted = ["nats", "postgres", "edge internal", "mail", "smtp"]
        wanted += [f"{name}{part}" for name in self.names for part in ("", " internal")]
        first = self.port + 100 if self.port < 60_000 else 8100  # noqa: PLR2004  leave room above
        free = (number for number in range(first, LAST_PORT) if is_free(number))
        return dict(zip(wanted, free, strict=False))

    def of_service(self, name: str) -> Environment:
        """The environment of a service; the `avow` command works with the same one."""
        return {
            **self._of_everybody(name),
            "AVOW_LISTEN": self._address(name),
            "AVOW_INTERNAL": self._address(f"{name} internal"),
            "AVOW_SMTP": f"smtp://{self._address('smtp')}",
            **self._databases(name),
            **(self._console() if name == "tenant_auth" else {}),
        }

    def of_mail(self) -> Environment:
        """The environment of the mail catcher."""
        return {
            **self._of_everybody("mail"),
            "AVOW_LISTEN": self._address("mail"),
            "AVOW_SMTP": f"smtp://{self._address('smtp')}",
        }

    def of_edge(self) -> Environment:
        return {
            **self._of_everybody("edge"),
            "AVOW_LISTEN": f"{LOOPBACK}:{self.port}",
            "AVOW_INTERNAL": self._address("edge internal"),
            **self._databases(EDGE),
            **self._console(),
        }

    def of_operator(self) -> Environment:
        """The environment of a command that speaks for the whole installation."""
        return self._of_everybody("operator")

    def _of_everybody(self, user: str) -> Environment:
        addresses = ",".join(f"{name}={self._address(name)}" for name in [*self.names, "mail"])
        internals = ",".join(f"{name}={self._address(f'{name} internal')}" for name in self.names)
        return {
            "AVOW_ENV": "development",
            "AVOW_DATA": str(self.data),
            "AVOW_DOMAIN": self.domain,
            "AVOW_PORT": str(self.port),
            "AVOW_PUBLIC_URL": self.public_url,
            "AVOW_STATIC": self._given.get("AVOW_STATIC", str(ROOT / "build" / "static")),
            "AVOW_SITES": self._given.get("AVOW_SITES", ""),
            "AVOW_EDGE_SECRET": self.secrets["edge"],
            "AVOW_OPERATOR_CONTACT": self._given.get("AVOW_OPERATOR_CONTACT", "operator@avow.example"),
            "AVOW_RESOLVER": self._given.get("AVOW_RESOLVER", ""),
            "AVOW_NATS_URL": self.nats_urls.get(user, ""),
            "AVOW_SERVICES": addresses,
            "AVOW_INTERNALS": internals,
        }

    def _address(self, name: str) -> str:
        return f"{LOOPBACK}:{self.ports[name]}"

    def _console(self) -> Environment:
        """What the provider and its client, the console, know of each other."""
        return {"AVOW_CONSOLE_SECRET": self.secrets["console"], "AVOW_CONSOLE_PLACE": f"{LOOPBACK}:{self.port}"}

    def _databases(self, name: str) -> Environment:
        return {f"AVOW_DATABASE_{role.upper()}": self._database(name, role) for role in ROLES}

    def _database(self, name: str, role: str) -> str:
        who = f"{name}_{role}:{self.secrets[f'{name}_{role}']}"
        return f"postgresql://{who}@{self._address('postgres')}/{name}"

    def url(self, host: str) -> str:
        return self.public_url.format(host=host, port=self.port)

    def rotate_logs(self) -> None:
        """Keep one earlier log of each process; a log that grew large is put aside at start."""
        for log in (self.data / "logs").glob("*.log"):
            if log.stat().st_size > LOG_LIMIT:
                log.replace(log.with_suffix(".log.1"))

    def write_run_file(self, superuser_url: str) -> None:
        """`run.json`: all that the `avow` command needs to work on the running system."""
        content = {
            "pid": os.getpid(),
            "url": self.url(self.domain),
            "postgres": superuser_url,
            "operator": {"env": self.of_operator()},
            "edge": {"env": self.of_edge()},
            "services": {name: {"env": self.of_service(name)} for name in self.names},
        }
        write_private(self.data / "run.json", content)

    def remove_run_file(self) -> None:
        (self.data / "run.json").unlink(missing_ok=True)

    def need_port(self) -> None:
        """Say in plain words that the edge's port is taken."""
        if not is_free(self.port):
            message = (
                f"Port {self.port} is taken by another program. Stop that one, or choose another "
                f"port: AVOW_PORT={8080 if self.port != 8080 else 8081} make run"  # noqa: PLR2004
            )
            raise EngineError(message)


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= LAST_PORT:
        message = f"AVOW_PORT is not a port number: {text}"
        raise EngineError(message)
    return int(text)


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the servers do
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def write_private(file: Path, content: object) -> None:
    """Replace a file that only its owner reads, in one step."""
    written = file.with_name(f"{file.name}.new")
    written.touch(0o600)
    written.chmod(0o600)
    written.write_text(json.dumps(content, indent=1) + "\n")
    written.replace(file)
