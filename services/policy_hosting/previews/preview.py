"""A preview: the hash of a link's secret, the version and language it shows, and when it stops doing so."""

import hashlib
from datetime import UTC, datetime, timedelta
from uuid import UUID

from tortoise import fields

from services.policy_hosting.actor import Actor
from services.policy_hosting.permissions import Permission
from services.policy_hosting.versions.version import Version
from shared.errors import Missing
from shared.ids import new_token
from shared.phrase import phrase
from shared.tenancy.model import TenantModel

LASTS = timedelta(hours=1)


class Preview(TenantModel):
    """Whoever knows the secret sees the version as it stands when they look; real time decides how long."""

    version_id: UUID = fields.UUIDField()
    locale = fields.CharField(20)
    digest = fields.CharField(64)
    expires_at: datetime = fields.DatetimeField()

    class Meta:
        table = "preview"


async def make_preview(version: Version, locale: str, actor: Actor) -> str:
    """A link's secret: 128 random bits, of which the table keeps the SHA-256 alone."""
    actor.need(Permission.READ)
    now = datetime.now(UTC)
    await Preview.filter(expires_at__lt=now).delete()
    token = new_token()
    await Preview.create(version_id=version.id, locale=locale, digest=_digest(token), expires_at=now + LASTS)
    return token


async def preview_of(token: str) -> Preview:
    """The preview that this secret opens; what has run out is missing."""
    found = await Preview.get_or_none(digest=_digest(token), expires_at__gt=datetime.now(UTC))
    if found is None:
        raise Missing(phrase("This preview is over. Open it again from the console."))
    return found


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
