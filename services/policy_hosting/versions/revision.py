"""The tenant's publication revision: a counter that grows with every change a reader can see."""

from uuid import UUID

from shared.bus import outbox
from shared.events import PublicationDue
from shared.tenancy.current import tenant
from shared.tenancy.unit_of_work import execute

_BUMP = """INSERT INTO publication (tenant_id, revision) VALUES ($1, 1)
    ON CONFLICT (tenant_id) DO UPDATE SET revision = publication.revision + 1
    RETURNING revision"""


async def bump() -> int:
    """Count a visible change; holds the tenant's counter until the unit of work ends, so revisions are in order."""
    rows = await execute(_BUMP, tenant())
    return int(rows[0]["revision"])


async def current() -> int:
    """The last counted change; 0 before the first."""
    rows = await execute("SELECT revision FROM publication")
    return int(rows[0]["revision"]) if rows else 0


async def changed(document: UUID) -> int:
    """Count a visible change of a document and ask for its pages to be rendered."""
    revision = await bump()
    await outbox.record(PublicationDue(document=document), aggregate=document)
    return revision
