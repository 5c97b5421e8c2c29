"""`/sign-in/second-factor`: the code after the password, from the app or from the list of recovery codes."""

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from services.tenant_auth.account.visit import seen_again, show
from services.tenant_auth.account.warning import warn
from services.tenant_auth.people.person import Person
from services.tenant_auth.proofs.proof import LinkOver, Opened
from services.tenant_auth.second_factor import asking, second_factor, totp
from services.tenant_auth.sign_in.arrival import arrive
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work
from shared.web import rate_limit
from shared.web.forms import Form, read_form


class GivenCode(BaseModel):
    """Six digits, or a recovery code."""

    code: str = ""


async def code(request: Request) -> Response:
    """The page that asks; without a password given before it leads back to the sign-in."""
    try:
        async with unit_of_work(HOUSE):
            opened = await asking.asked(request)
            return _page(request, await _person(opened), opened, Form())
    except LinkOver:
        return seen_again("/sign-in")


async def check(request: Request) -> Response:
    """A session for a right code; who guesses has to wait."""
    given, form = await read_form(request, GivenCode)
    try:
        async with unit_of_work(HOUSE):
            opened = await asking.asked(request)
            person = await _person(opened)
        typed, secret = given.code if given else "", request.app.state.settings.edge_secret
        await rate_limit.spend(second_factor.CODES, str(person.id), secret)
        if totp.could_be(typed):
            await rate_limit.spend(second_factor.CODES_OF_A_DAY, str(person.id), secret)
        async with unit_of_work(HOUSE):
            method = await second_factor.check(person.id, typed)
            await asking.answered(request)
            if method != "otp":
                await warn(person, "code-used", request.app.state.settings)
    except LinkOver:
        return seen_again("/sign-in")
    except second_factor.WrongCode as refusal:
        form.take(refusal)
        return _page(request, person, opened, form)
    return asking.forget(await arrive(request, person, ["pwd", method, "mfa"], opened.data["then"]))


async def _person(opened: Opened) -> Person:
    assert opened.person is not None  # noqa: S101  made for a person
    return await Person.with_id(opened.person)


def _page(request: Request, person: Person, opened: Opened, form: Form) -> Response:
    return show(
        request,
        "second_factor/code.html",
        200 if form.ok else 422,
        form=form,
        app=person.totp_since is not None,
        then=opened.data["then"],
    )
