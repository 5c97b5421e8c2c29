"""Puts the edge together from its settings."""

from frontend.edge.center_room import CenterRoom
from frontend.edge.console_room import ConsoleRoom
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
from shared.tenancy.backend import Database

# What the allocator adds to what the pages weigh, so that the setting is what they really take; measured.
_FRAGMENTED = 1.25


def build(settings: EdgeSettings, table: Table = TABLE, database: Database | None = None) -> Edge:
    """Reads nothing from the store yet: what it serves is read when somebody asks. No database, no console."""
    memory = Memory(int(settings.memory / _FRAGMENTED))
    sites = Sites.of(settings)
    library = Library(sites, memory, secure=settings.secure)
    metrics = Metrics(lambda: memory.held)
    rate = Rate(settings.rate, settings.burst)
    gate = Gate(Services(settings.services), rate, settings.trusted(), settings.edge_secret)
    return Edge(
        settings=settings,
        library=library,
        static=Static(settings.static, secure=settings.secure),
        center=CenterRoom(library, table, metrics, secure=settings.secure),
        console=ConsoleRoom(settings, database, gate, table) if database and settings.console_secret else None,
        gate=gate,
        health=Health(Services(settings.internals), sites),
        metrics=metrics,
        table=table,
    )
