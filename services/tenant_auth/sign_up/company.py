"""A company that opens its center by itself: its name and address, its first owner, what it accepted."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints

from services.tenant_auth.members.member import Member
from services.tenant_auth.members.roles import Role
from services.tenant_auth.sign_up import terms
from services.tenant_auth.sign_up.terms import Offered
from services.tenant_auth.tenants import lookalikes
from services.tenant_auth.tenants.tenant import Tenant
from shared import clock
from shared.bus import outbox
from shared.errors import Denied
from shared.events import ActRecorded
from shared.events.tenant_auth import State
from shared.i18n import SHIPPED
from shared.phrase import phrase
from shared.settings import Installation
from shared.tenancy import current

OPENED = "tenant_auth:tenant:open"
OPEN = ("approve", "open")


class SignUpClosed(Denied):
    """The operator opens centers themselves here."""

    code = "sign-up-closed"

    def __init__(self) -> None:
        super().__init__(phrase("New companies cannot sign up here. Write to the operator."))


class GivenCompany(BaseModel):
    """What is asked of a company; the rest of its profile is given in the console."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
    slug: Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True, max_length=60)]
    country: Annotated[str, StringConstraints(max_length=2)]
    zone: Annotated[str, StringConstraints(max_length=60)] | None = None
    locales: Annotated[list[Literal["en", "fr", "nl", "de"]], Field(min_length=1)]
    accepted: str
    agreed: Literal["yes"]


def check_open(settings: Installation) -> None:
    """Refuse where the operator lets nobody sign up."""
    if settings.signup not in OPEN:
        raise SignUpClosed


async def open_company(
    tenant: UUID, given: GivenCompany, person: UUID, texts: list[Offered], settings: Installation, *, locale: str
) -> None:
    """Make it, in the running unit of work of the new tenant, with the person as its owner."""
    check_open(settings)
    await Tenant.create_tenant(
        given.slug,
        {
            "name": given.name,
            "country": given.country,
            "locales": sorted(given.locales, key=lambda each: (each != locale, SHIPPED.index(each))),
            **({"zone": given.zone} if given.zone else {}),
        },
        None,
        domain=settings.domain,
        state=await _state(given, settings),
        tenant=tenant,
    )
    await terms.accept(texts, person)
    await outbox.record(
        ActRecorded(
            service="tenant_auth",
            act=OPENED,
            actor_kind="person",
            actor=person,
            thing="tenant",
            thing_id=current.tenant(),
            at=clock.now(),
        ),
        aggregate=tenant,
    )
    await Member.join(person, [Role.OWNER])


async def _state(given: GivenCompany, settings: Installation) -> State:
    """Where anybody may open a center it is active at once, but for one whose name reads like another company's."""
    if settings.signup != "open":
        return "unproven"
    await lookalikes.check_free(given.slug, given.name)
    return "unproven" if await lookalikes.resembles(given.slug, given.name) else "active"
