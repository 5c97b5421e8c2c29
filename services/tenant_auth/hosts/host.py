"""A host: a name under which a tenant's center is served; the first is the primary one."""

import re

from tortoise import fields
from tortoise.models import Model

from shared.tenancy.unit_of_work import system_work

_NAME = re.compile(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*")


class Host(Model):
    """Read before a tenant is known, so it has no tenant's protection; it holds nothing but public names."""

    host = fields.CharField(253, primary_key=True)
    tenant = fields.UUIDField()
    position = fields.IntField()

    class Meta:
        table = "hosts"


async def is_served(host: str) -> bool:
    """Whether a certificate may be asked for this name (Caddy's on-demand question)."""
    name = host.lower().removesuffix(".")
    if len(name) > 253 or not _NAME.fullmatch(name):  # noqa: PLR2004  RFC 1035, 2.3.4
        return False
    async with system_work("the name in a TLS greeting comes before its tenant is known"):
        return await Host.filter(host=name).exists()
