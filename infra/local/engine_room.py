"""PostgreSQL and NATS of one installation: on its ports, or on others when those were taken meanwhile."""

from pathlib import Path

from infra.local.engines import EngineError, Nats, Postgres
from infra.local.installation import Installation
from infra.local.ports import choose_again


class EngineRoom:
    """Both engines, and how the installation's processes reach them."""

    def __init__(self, installation: Installation) -> None:
        ports, password = installation.ports, installation.secrets["postgres"]
        self.installation = installation
        self.database = Postgres(installation.data, port=ports["postgres"], password=password)
        self.bus = Nats(installation.data, port=ports["nats"])

    @property
    def cluster(self) -> Path:
        return self.database.cluster

    def start(self, name: str) -> None:
        """Start "postgres" or "nats" and wait until it answers; once more elsewhere when its port is taken."""
        engine = self.database if name == "postgres" else self.bus
        try:
            engine.start()
        except EngineError:
            if not choose_again(self.installation.ports, [name]):
                raise
            self.follow_ports()
            engine.start()

    def follow_ports(self) -> None:
        """Take the installation's ports as they are now."""
        self.database.port = self.installation.ports["postgres"]
        self.bus.port = self.installation.ports["nats"]

    def write_down(self) -> None:
        """Tell the installation, and by `run.json` the `avow` command, how everything is reached."""
        self.installation.nats_urls = {user: self.bus.url_of(user) for user in self.bus.passwords}
        self.installation.write_run_file(self.database.url)
