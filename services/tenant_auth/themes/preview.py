"""A theme before it is worn: kept for an hour behind a secret, shown on the tenant's own host alone."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tortoise import fields

from services.tenant_auth.sessions.session import digest
from services.tenant_auth.themes import theme as themes
from services.tenant_auth.themes.theme import Theme
from shared.errors import Missing
from shared.ids import new_token
from shared.phrase import phrase
from shared.tenancy.model import TenantModel

_LASTING = timedelta(hours=1)


class ThemePreview(TenantModel):
    """The hash of a preview's secret, and what it shows."""

    digest = fields.CharField(64)
    theme: Any = fields.JSONField()
    expires_at: datetime = fields.DatetimeField()

    class Meta:
        table = "theme_previews"


async def make_preview(theme: Theme) -> str:
    """Keep the theme for an hour; answers the secret. What is over goes."""
    token, now = new_token(), datetime.now(UTC)
    await ThemePreview.filter(expires_at__lt=now).delete()
    await ThemePreview.create(digest=digest(token), theme=theme.record(), expires_at=now + _LASTING)
    return token


async def previewed(token: str) -> Theme:
    """The theme behind a secret of this tenant's; raises Missing."""
    found = await ThemePreview.get_or_none(digest=digest(token), expires_at__gt=datetime.now(UTC))
    if found is None:
        raise Missing(phrase("This preview is over. Open it again from the console."))
    return themes.read(found.theme)
