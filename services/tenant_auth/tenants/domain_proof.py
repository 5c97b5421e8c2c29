"""Showing that a company is what it says: a TXT record in its domain, which only its owner can write."""

import re
from datetime import datetime
from typing import Self

from tortoise import fields

from services.tenant_auth.acts import acted
from services.tenant_auth.permissions import Permission
from services.tenant_auth.tenants import lookalikes
from services.tenant_auth.tenants.tenant import Profile, Tenant
from shared import clock
from shared.access.session import Caller
from shared.errors import Conflict, Invalid, Problem
from shared.ids import new_token
from shared.phrase import phrase
from shared.tenancy import current
from shared.tenancy.model import TenantModel

LABEL, WORD = "_avow-challenge", "avow-site-verification"
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])")
_LONGEST = 253 - len(LABEL) - 1


class RecordMissing(Conflict):
    """The record is not there yet, or says something else."""

    code = "record-missing"

    def __init__(self, name: str) -> None:
        reason = phrase(
            "There is no such record at {name} yet. It can take an hour until it is seen everywhere.", name=name
        )
        super().__init__(reason, problems=[Problem("", reason)])


class DomainProof(TenantModel):
    """The domain a company says is its own, and when that was seen to be true; one per tenant."""

    domain = fields.CharField(253)
    token = fields.CharField(40)
    created_at: datetime = fields.DatetimeField()
    proven_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "domain_proofs"

    @property
    def name(self) -> str:
        """Where the record stands."""
        return f"{LABEL}.{self.domain}"

    @property
    def value(self) -> str:
        """What it says."""
        return f"{WORD}={self.token}"

    @classmethod
    async def of(cls, text: str, *, own: str) -> Self:
        """The proof for this domain: a new one with a fresh secret, or the one there is. Raises Invalid."""
        domain = domain_of(text, own=own)
        there = await cls.first()
        if there is not None and there.domain == domain:
            return there
        if there is not None:
            await there.delete()
        return await cls.create(domain=domain, token=new_token(), created_at=clock.now())

    async def check(self, nameservers: str, *, by: Caller) -> bool:
        """Look for the record; answers whether the company is confirmed now, or waits for a person.

        A name that reads like another company's is decided on by the operator, whatever the domain.
        """
        from services.tenant_auth.tenants import name_servers  # noqa: PLC0415  a resolver is wanted rarely, and big

        if self.value not in await name_servers.texts(self.name, nameservers):
            raise RecordMissing(self.name)
        self.proven_at = clock.now()
        await self.save()
        await acted(by, Permission.PROVE, "domain-proof", self.id, "proven_at")
        return await confirm()


async def confirm() -> bool:
    """Make this unproven tenant active, unless its name could be taken for another's."""
    profile = await Profile.locked()
    tenant = await Tenant.get(id=current.tenant())
    if tenant.state != "unproven":
        return tenant.state == "active"
    if await lookalikes.resembles(tenant.slug, profile.given["name"], own=tenant.id):
        return False
    await tenant.approve()
    return True


def domain_of(text: str, *, own: str) -> str:
    """The bare domain of what was typed, an address of a site included; no domain of this installation."""
    host = re.sub(r"^[a-z]+://", "", text.strip().lower()).split("/")[0].split("@")[-1].removesuffix(".")
    try:
        domain = host.removeprefix("www.").encode("idna").decode() if host else ""
    except UnicodeError:
        domain = ""
    ours = domain == own or domain.endswith(f".{own}")
    if ours or len(domain) > _LONGEST or not _DOMAIN.fullmatch(domain):
        reason = phrase("Write the domain of your web site, such as example.com.")
        raise Invalid(reason, problems=[Problem("domain", reason)])
    return domain
