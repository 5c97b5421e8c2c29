"""The shape of every tenant-owned row in the ORM: an id, a tenant, and no way to forget either."""

from typing import Any, Self
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from shared.errors import Missing
from shared.ids import new_id
from shared.tenancy.current import tenant


class TenantModel(Model):
    """A row of the running unit of work's tenant; the table's key is (tenant_id, id), which only SQL can say."""

    id: UUID = fields.UUIDField(primary_key=True, default=new_id)
    tenant_id: UUID = fields.UUIDField(default=tenant)

    class Meta:
        abstract = True

    @classmethod
    async def get_or_missing(cls, **by: Any) -> Self:
        """The one row that fits; what is another tenant's is missing like what never was."""
        found = await cls.get_or_none(**by)
        if found is None:
            raise Missing(f"There is no such {_words(cls.__name__)}.")
        return found


def _words(name: str) -> str:
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
