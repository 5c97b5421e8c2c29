"""Puts the edge together from its settings."""

from frontend.edge.edge import Edge
from frontend.edge.gate import Gate
from frontend.edge.health import Health
from frontend.edge.library import Library
from frontend.edge.memory import Memory
from frontend.edge.metrics import Metrics
from frontend.edge.rate import Rate
from frontend.edge.routes import TABLE, Table
from frontend.edge.settings import EdgeSettings
from frontend.edge.static import Static
from frontend.edge.upstream import Services
from shared.sites import Sites


def build(settings: EdgeSettings, table: Table = TABLE) -> Edge:
    """Reads nothing from the store yet: what it serves is read when somebody asks."""
    memory = Memory(settings.memory)
    sites = Sites.of(settings)
    services = Services(settings.services)
    return Edge(
        settings,
        Library(sites, memory, secure=settings.secure),
        Static(settings.static, secure=settings.secure),
        Gate(services, Rate(settings.rate, settings.burst), settings.trusted(), settings.edge_secret),
        Health(Services(settings.internals), sites),
        Metrics(lambda: memory.held),
        table,
    )
