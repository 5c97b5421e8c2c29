"""The services' databases for a test process: provisioned once, migrated once, isolated by tenant."""

from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from shared.settings import ServiceSettings
from shared.tenancy.backend import Database, open_database
from shared.tenancy.migrations import migrate
from shared.tenancy.placement import Role
from shared.tenancy.provision import Passwords, address, provision

LIBRARY = "library"  # a service of the tests' own
EDGE = "edge"  # no service, but it keeps the console's sessions
SERVICES = ("tenant_auth", "policy_hosting")
PASSWORDS = Passwords(owner="owner-secret", app="app-secret", relay="relay-secret")


class Databases:
    """One set of databases on one server; each service's is opened when first asked for."""

    def __init__(self, server_url: str) -> None:
        self.server_url = server_url
        self._open: dict[str, Database] = {}
        self._stack = AsyncExitStack()
        self.keys = Path(self._stack.enter_context(TemporaryDirectory(prefix="avow-keys-")))

    async def prepare(self) -> None:
        """Make and migrate the databases of all services."""
        await provision(self.server_url, dict.fromkeys((*SERVICES, EDGE, LIBRARY), PASSWORDS))
        for service in SERVICES:
            await migrate(service, self.url(service, Role.OWNER))
        await migrate(EDGE, self.url(EDGE, Role.OWNER), package="frontend.edge.migrations")
        await migrate(LIBRARY, self.url(LIBRARY, Role.OWNER), package="tests.support.library.migrations")

    def url(self, service: str, role: Role) -> str:
        return address(self.server_url, service, role, getattr(PASSWORDS, role))

    def superuser_url(self, service: str) -> str:
        """For tests that look at what no role of the service may see."""
        return self.server_url.rpartition("/")[0] + f"/{service}"

    def settings(self, service: str, data: Path, nats_url: str = "nats://127.0.0.1:1") -> ServiceSettings:
        """What the service's process would be told."""
        return ServiceSettings(
            env="development",
            data=data,
            edge_secret="edge-secret",
            nats_url=nats_url,
            keys=str(self.keys),  # one key store for all tests: what one process sealed, another opens
            database_app=self.url(service, Role.APP),
            database_relay=self.url(service, Role.RELAY),
            database_owner=self.url(service, Role.OWNER),
        )

    async def of(self, service: str) -> Database:
        """The service's open database."""
        if service not in self._open:
            self._open[service] = await self._stack.enter_async_context(
                open_database(service, self.settings(service, Path()), models=self._models(service))
            )
        return self._open[service]

    async def close(self) -> None:
        await self._stack.aclose()

    @staticmethod
    def _models(service: str) -> list[str] | None:
        return ["tests.support.library.models"] if service == LIBRARY else None
