"""The engines of an installation: `start()`, `stop()`, `kill()` and `.url`, on loopback."""

from infra.local.nats import Nats
from infra.local.postgres import Postgres
from infra.local.process import EngineError
from infra.local.seaweedfs import SeaweedFS

__all__ = ["EngineError", "Nats", "Postgres", "SeaweedFS"]
