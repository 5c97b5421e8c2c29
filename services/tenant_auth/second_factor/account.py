"""`/account/app` and `/account/recovery-codes`: setting up an app, taking it away, new recovery codes."""

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from services.tenant_auth.account import factor
from services.tenant_auth.account.visit import Visit, for_person, seen_again, show
from services.tenant_auth.account.warning import warn
from services.tenant_auth.people.person import Person
from services.tenant_auth.proofs.refusing import refused_where_it_is
from services.tenant_auth.second_factor import second_factor, totp
from services.tenant_auth.second_factor.recovery_code import RecoveryCode
from shared.web import rate_limit
from shared.web.forms import Form, read_form


class GivenCode(BaseModel):
    """What the app shows."""

    code: str = ""


@for_person(fresh=True)
async def app(request: Request, visit: Visit) -> Response:
    """Whether codes of an app are asked for, and the way to begin or end that."""
    return show(request, "second_factor/app.html", since=visit.person.totp_since)


@refused_where_it_is
@for_person(fresh=True)
async def begin(request: Request, visit: Visit) -> Response:
    """A fresh secret as a square to photograph; it holds once the first code was typed."""
    person = await second_factor.locked(visit.person.id)
    return _square(request, person, await second_factor.begin(person), Form())


@refused_where_it_is
@for_person(fresh=True)
async def confirm(request: Request, visit: Visit) -> Response:
    """The first code; with it come recovery codes, shown this once."""
    given, form = await read_form(request, GivenCode)
    await rate_limit.spend(second_factor.CODES, str(visit.person.id), request.app.state.settings.edge_secret)
    person = await second_factor.locked(visit.person.id)
    secret = await second_factor.pending(person)
    try:
        await second_factor.confirm(person, given.code if given else "")
    except second_factor.WrongCode as refusal:
        form.take(refusal)
        return _square(request, person, secret, form)
    await factor.tell_of_app(person, request.app.state.settings)
    codes = await second_factor.first_codes(person.id)
    if codes:
        return show(request, "second_factor/codes.html", codes=codes, back="/account/app")
    return seen_again("/account/app", done="added")


@for_person(fresh=True)
async def remove(request: Request, visit: Visit) -> Response:
    """Ask for codes no longer."""
    person = await second_factor.locked(visit.person.id)
    await second_factor.remove_app(person)
    await warn(person, "app-removed", request.app.state.settings)
    return seen_again("/account/app", done="removed")


@for_person(fresh=True)
async def codes(request: Request, visit: Visit) -> Response:
    """How many recovery codes are left."""
    return show(
        request,
        "second_factor/codes_left.html",
        left=await RecoveryCode.left(visit.person.id),
        needed=await second_factor.needed(visit.person),
    )


@for_person(fresh=True)
async def renew(request: Request, visit: Visit) -> Response:
    """Ten new ones, shown this once."""
    person = await second_factor.locked(visit.person.id)
    made = await RecoveryCode.renew(person.id)
    await warn(person, "codes-renewed", request.app.state.settings)
    return show(request, "second_factor/codes.html", codes=made, back="/account/recovery-codes")


def _square(request: Request, person: Person, secret: str, form: Form) -> Response:
    address = totp.address(secret, person.email, "Avow")
    return show(
        request,
        "second_factor/square.html",
        200 if form.ok else 422,
        form=form,
        square=totp.square(address),
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
    )
