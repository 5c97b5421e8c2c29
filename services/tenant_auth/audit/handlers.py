"""What the audit log does when others speak, and when its timers run out."""

from uuid import UUID

from services.tenant_auth.audit.head import write_head
from services.tenant_auth.audit.log import append, clear
from shared import clock
from shared.bus.handler import own_work
from shared.events import ActRecorded, AuditClearingDue, AuditHeadDue
from shared.settings import Installation


async def log_act(act: ActRecorded) -> None:
    """Write it down; the inbox sees to it that this happens once."""
    await append(act)


async def clear_personal_parts(_due: AuditClearingDue) -> None:
    """Forget who acted, where that is long enough ago."""
    await clear(clock.now())


class Signer:
    """Signs the heads; writing to the site store is no part of a transaction."""

    def __init__(self, settings: Installation) -> None:
        self._settings = settings

    @own_work
    async def sign_head(self, _due: AuditHeadDue, tenant: UUID) -> None:
        """Twice gives the same head twice."""
        await write_head(self._settings, tenant)
