"""Accepting an invitation: the link shows that its reader reads that mail, a sign-in shows who they are."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.tenant_auth.invitations.invitation import Invitation, NotForYou
from services.tenant_auth.people.person import Person
from services.tenant_auth.proofs.proof import LinkOver, Proof, Purpose
from services.tenant_auth.tenants.tenant import Profile, Tenant
from shared import clock
from shared.bus import outbox
from shared.events import ActRecorded
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work

ACCEPTED = "tenant_auth:invitation:accept"


@dataclass(frozen=True)
class Invited:
    """What a page says of an invitation."""

    tenant: UUID
    slug: str
    company: str
    email: str
    roles: tuple[str, ...]
    known: bool  # the address has an account: its person signs in first


async def look(token: str) -> Invited:
    """What the link leads to, without using it; raises LinkOver."""
    tenant = await _tenant(token)
    async with unit_of_work(tenant):
        invitation = await _invitation(token)
        profile = await Profile.locked()
        directory = await Tenant.get(id=tenant)
        return Invited(
            tenant=tenant,
            slug=directory.slug,
            company=str(profile.given["name"]),
            email=invitation.address,
            roles=tuple(invitation.roles),
            known=await Person.with_email(invitation.address) is not None,
        )


async def accept(token: str, tenant: UUID, person: UUID) -> None:
    """For somebody who is signed in; raises NotForYou where the address is another."""
    async with unit_of_work(tenant):
        await _accept(token, await Person.with_id(person))


async def accept_as_new(token: str, tenant: UUID, *, name: str, password: str, locale: str) -> Person:
    """For somebody without an account, which they get with the address the letter went to."""
    async with unit_of_work(tenant):
        invitation = await _invitation(token)
        person = await Person.join(invitation.address, name=name, locale=locale, password=password)
        await _accept(token, person)
    return person


async def _accept(token: str, person: Person) -> None:
    invitation = await _invitation(token)
    if person.email != invitation.address:
        raise NotForYou(invitation.address)
    await Proof.use(token, Purpose.INVITATION)
    member = await invitation.accept(person)
    await outbox.record(
        ActRecorded(
            service="tenant_auth",
            act=ACCEPTED,
            actor_kind="person",
            actor=person.id,
            thing="member",
            thing_id=member.id,
            at=clock.now(),
        ),
        aggregate=member.id,
    )


async def _tenant(token: str) -> UUID:
    async with unit_of_work(HOUSE):
        opened = await Proof.look(token, Purpose.INVITATION)
        known = await Tenant.get_or_none(id=opened.tenant)
    if known is None or known.state == "suspended":
        raise LinkOver
    return UUID(str(known.id))


async def _invitation(token: str) -> Invitation:
    opened = await Proof.look(token, Purpose.INVITATION)
    invitation = await Invitation.held(UUID(opened.data["invitation"]))
    if datetime.fromisoformat(opened.data["until"]) != invitation.expires_at:
        raise LinkOver
    return invitation
