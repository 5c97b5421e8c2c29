"""`/account`: a person's own name and language, and the way to everything else that is theirs."""

from typing import Literal

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from services.tenant_auth.account.visit import Visit, for_person, seen_again, show
from services.tenant_auth.passkeys.passkey import Passkey
from services.tenant_auth.people.person import Person
from services.tenant_auth.people.typed import PersonName
from services.tenant_auth.second_factor.recovery_code import RecoveryCode
from services.tenant_auth.sessions.session import Session
from shared.web.forms import Form, read_form


class GivenSelf(BaseModel):
    """What a person says of themselves."""

    name: PersonName
    locale: Literal["en", "fr", "nl", "de"]


@for_person()
async def overview(request: Request, visit: Visit) -> Response:
    """Name and language, and how this person signs in."""
    return await _page(request, visit.person, Form())


@for_person()
async def change(request: Request, visit: Visit) -> Response:
    """Take another name or language."""
    given, form = await read_form(request, GivenSelf)
    if given is None:
        return await _page(request, visit.person, form, status=422)
    await Person.filter(id=visit.person.id).update(name=given.name, locale=given.locale)
    return seen_again("/account", done="changed")


async def _page(request: Request, person: Person, form: Form, status: int = 200) -> Response:
    return show(
        request,
        "account/overview.html",
        status,
        form=form,
        passkeys=await Passkey.filter(person=person.id).count(),
        codes=await RecoveryCode.left(person.id),
        sessions=sum(1 for each in await Session.filter(person=person.id, ended_at=None) if each.is_open()),
    )
