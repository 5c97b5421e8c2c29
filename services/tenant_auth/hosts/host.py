"""A host: a name under which a tenant's center is served; the first is the primary one."""

from tortoise import fields
from tortoise.models import Model

from shared.tenancy.unit_of_work import system_work


class Host(Model):
    """Read before a tenant is known, so it has no tenant's protection; it holds nothing but public names."""

    host = fields.CharField(253, primary_key=True)
    tenant = fields.UUIDField()
    position = fields.IntField()

    class Meta:
        table = "hosts"


async def is_served(host: str) -> bool:
    """Whether a certificate may be asked for this name (Caddy's on-demand question)."""
    async with system_work("the name in a TLS greeting comes before its tenant is known"):
        return await Host.filter(host=host.lower().rstrip(".")).exists()
