"""`/account/password`: another password, for who knows the present one; a first one after a fresh sign-in.

Who has forgotten it is led to recovery: an open browser alone sets no password (OWASP ASVS 5.0, 6.2.3).
"""

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from services.tenant_auth.account.companies import known_words
from services.tenant_auth.account.visit import Visit, for_person, seen_again, show, to_sign_in
from services.tenant_auth.account.warning import warn
from services.tenant_auth.people import password as passwords
from services.tenant_auth.proofs.proof import Proof, Purpose
from services.tenant_auth.second_factor import second_factor
from services.tenant_auth.sessions.ending import end_all
from shared.phrase import phrase
from shared.web import rate_limit
from shared.web.forms import Form, read_form
from shared.web.rate_limit import Limit

GUESSES = Limit("present password", hits=6, seconds=300, closed=True)


class GivenPassword(BaseModel):
    """The present one is asked for where there is one."""

    present: str = ""
    password: str = ""


@for_person()
async def password(request: Request, visit: Visit) -> Response:
    """The form; it asks for the present password, if there is one."""
    if visit.person.password is None and not visit.fresh:
        return to_sign_in("/account/password")
    return _page(request, visit, Form())


@for_person()
async def change(request: Request, visit: Visit) -> Response:
    """Set it; every other session and half-finished sign-in ends, for who had found out the old one may sit in one."""
    given, form = await read_form(request, GivenPassword)
    if given is None:
        return _page(request, visit, form)
    person = await second_factor.locked(visit.person.id)
    if person.password is None and not visit.fresh:
        return to_sign_in("/account/password")
    if person.password is not None:
        await rate_limit.spend(GUESSES, str(person.id), request.app.state.settings.edge_secret)
        if not await passwords.is_right(person.password, given.present):
            form.refuse("present", phrase("This is not your present password."))
    if weak := await passwords.weakness(
        given.password, *await known_words(person), leaked=request.app.state.settings.leaked
    ):
        form.refuse("password", weak)
    if not form.ok:
        return _page(request, visit, form)
    person.password = await passwords.hashed(given.password)
    await person.save(update_fields=["password"])
    for purpose in (Purpose.SECOND_FACTOR, Purpose.RECOVERY):
        await Proof.call_back(purpose, person=person.id)
    await end_all(person.id, but=visit.session.id)
    await warn(person, "password", request.app.state.settings)
    return seen_again("/account", done="password")


def _page(request: Request, visit: Visit, form: Form) -> Response:
    return show(
        request,
        "account/password.html",
        200 if form.ok else 422,
        form=form,
        asks_present=visit.person.password is not None,
    )
