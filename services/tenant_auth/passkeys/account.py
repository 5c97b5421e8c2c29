"""`/account/passkeys`: those a person has, a new one, another name, and taking one away."""

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from services.tenant_auth.account import factor
from services.tenant_auth.account.visit import Visit, for_person, seen_again, show
from services.tenant_auth.account.warning import warn
from services.tenant_auth.passkeys.browser import COOKIE, read_answer, with_browser
from services.tenant_auth.passkeys.ceremony import NoPasskey, Party, creation_options
from services.tenant_auth.passkeys.challenge import Challenge
from services.tenant_auth.passkeys.passkey import Passkey, TooManyPasskeys
from services.tenant_auth.people.person import Person
from services.tenant_auth.people.typed import PersonName
from services.tenant_auth.proofs.refusing import refused_where_it_is
from services.tenant_auth.second_factor import second_factor
from services.tenant_auth.sessions.device import described
from shared.web.forms import Form, read_form


class GivenPasskey(BaseModel):
    """What the authenticator said, and what the person calls it."""

    credential: str
    name: PersonName | None = None


class GivenName(BaseModel):
    """Another name."""

    name: PersonName


@for_person(fresh=True)
async def passkeys(request: Request, visit: Visit) -> Response:
    """The person's passkeys, and the button that makes one."""
    return await _page(request, visit.person, Form())


@for_person(fresh=True)
async def challenge(request: Request, visit: Visit) -> Response:
    """What the browser is to make: a passkey for this person."""
    present = [each.credential for each in await Passkey.of(visit.person.id)]
    fresh, browser = await Challenge.make(request.cookies.get(COOKIE, ""))
    options = creation_options(
        Party.of(request.app.state.settings),
        fresh,
        person=visit.person.id,
        address=visit.person.email,
        name=visit.person.name,
        present=present,
    )
    return with_browser(JSONResponse(options), browser)


@for_person(fresh=True)
async def add(request: Request, visit: Visit) -> Response:
    """Keep the passkey that was made; with a first one come recovery codes, shown this once."""
    given, form = await read_form(request, GivenPasskey)
    if given is None:
        return await _page(request, visit.person, form)
    try:
        answer = read_answer(given.credential)
        taken = await Challenge.take(answer, request.cookies.get(COOKIE, ""))
        person = await second_factor.locked(visit.person.id)
        name = given.name or described(request.headers.get("user-agent", "")) or "Passkey"
        added = await Passkey.add(person.id, Party.of(request.app.state.settings), taken, answer, name=name)
    except (NoPasskey, TooManyPasskeys) as refusal:
        form.take(refusal)
        return await _page(request, visit.person, form)
    await factor.tell_of_passkey(person, added, request.app.state.settings)
    codes = await second_factor.first_codes(person.id)
    if codes:
        return show(request, "second_factor/codes.html", codes=codes, back="/account/passkeys")
    return seen_again("/account/passkeys", done="added")


@for_person(fresh=True)
async def rename(request: Request, visit: Visit) -> Response:
    """Call one something else."""
    given, form = await read_form(request, GivenName)
    if given is None:
        return await _page(request, visit.person, form)
    await Passkey.rename(visit.person.id, request.path_params["id"], given.name)
    return seen_again("/account/passkeys", done="named")


@refused_where_it_is
@for_person(fresh=True)
async def remove(request: Request, visit: Visit) -> Response:
    """Take one away, but not the last way to sign in."""
    person = await second_factor.locked(visit.person.id)
    await Passkey.remove(person, request.path_params["id"])
    await warn(person, "passkey-removed", request.app.state.settings)
    return seen_again("/account/passkeys", done="removed")


async def _page(request: Request, person: Person, form: Form) -> Response:
    status = 200 if form.ok else 422
    return show(request, "passkeys/list.html", status, form=form, passkeys=await Passkey.of(person.id))
