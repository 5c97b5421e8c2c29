"""The tenant's publication revision: a counter that grows with every change a reader can see."""

from datetime import date
from uuid import UUID

from shared.bus import outbox
from shared.events import PublicationDue
from shared.tenancy.current import tenant
from shared.tenancy.unit_of_work import execute

_BUMP = """INSERT INTO publication (tenant_id, revision) VALUES ($1, 1)
    ON CONFLICT (tenant_id) DO UPDATE SET revision = publication.revision + 1
    RETURNING revision"""

_RENEW = """INSERT INTO publication (tenant_id, revision, renews_on) VALUES ($1, 0, $2)
    ON CONFLICT (tenant_id) DO UPDATE SET renews_on = excluded.renews_on
    WHERE publication.renews_on IS NULL OR publication.renews_on < excluded.renews_on
    RETURNING renews_on"""


async def bump() -> int:
    """Count a visible change; holds the tenant's counter until the unit of work ends, so revisions are in order."""
    rows = await execute(_BUMP, tenant())
    return int(rows[0]["revision"])


async def renews_on(day: date) -> bool:
    """Keep the day on which the pages are rendered again anyway; False if that one or a later one is kept already."""
    return bool(await execute(_RENEW, tenant(), day))


async def current() -> int:
    """The last counted change; 0 before the first."""
    rows = await execute("SELECT revision FROM publication")
    return int(rows[0]["revision"]) if rows else 0


async def changed(document: UUID) -> int:
    """Count a visible change of a document and ask for its pages to be rendered."""
    revision = await bump()
    await outbox.record(PublicationDue(document=document), aggregate=document)
    return revision
