"""`/sign-up`: the address, the letter, then the person and their company in one form."""

from typing import Annotated

from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.tenant_auth.account.visit import SEE_OTHER, locale, seen_again, show, visit_of
from services.tenant_auth.people import password as passwords
from services.tenant_auth.people.person import Person
from services.tenant_auth.people.typed import MailAddress, PersonName
from services.tenant_auth.proofs.proof import Proof, Purpose
from services.tenant_auth.proofs.refusing import over_where_it_is, refused_where_it_is
from services.tenant_auth.sessions.browser import keep, signed_in
from services.tenant_auth.settings import Settings
from services.tenant_auth.sign_in.arrival import after_password
from services.tenant_auth.sign_up import asking, terms
from services.tenant_auth.sign_up.company import GivenCompany, check_open, open_company
from services.tenant_auth.sign_up.form import company_form
from services.tenant_auth.sign_up.terms import Offered
from shared.errors import Refusal
from shared.ids import new_id
from shared.phrase import phrase
from shared.reserved import is_slug
from shared.settings import Installation
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work
from shared.web.forms import Form, read_form


class GivenAddress(BaseModel):
    """Where the letter goes."""

    email: MailAddress


class GivenSignUp(GivenCompany):
    """The person and the company, in one go."""

    person: PersonName
    password: Annotated[str, Field(max_length=1000)]


@refused_where_it_is
async def ask(request: Request) -> Response:
    """The form for the address; who is signed in has confirmed theirs."""
    check_open(request.app.state.settings)
    async with unit_of_work(HOUSE):
        visit = await visit_of(request)
    if visit is not None:
        return seen_again("/account/companies/new")
    return show(request, "sign_up/ask.html", form=Form())


@refused_where_it_is
async def asked(request: Request) -> Response:
    """The same answer for every address."""
    settings: Installation = request.app.state.settings
    check_open(settings)
    given, form = await read_form(request, GivenAddress)
    if given is None:
        return show(request, "sign_up/ask.html", 422, form=form)
    await asking.ask(given.email, locale(request), settings)
    return seen_again("/sign-up/sent")


async def sent(request: Request) -> Response:
    """Look into your mail."""
    return show(request, "sign_up/sent.html")


@over_where_it_is
async def begin(request: Request) -> Response:
    """The form that the letter leads to; opening it uses nothing up."""
    async with unit_of_work(HOUSE):
        opened = await Proof.look(request.path_params["token"], Purpose.SIGN_UP)
    return await _page(request, Form(), opened.data["email"])


@over_where_it_is
@refused_where_it_is
async def finish(request: Request) -> Response:
    """Person, company and membership at once or none of them; then a fresh session and the console."""
    settings: Settings = request.app.state.settings
    async with unit_of_work(HOUSE):
        opened = await Proof.look(request.path_params["token"], Purpose.SIGN_UP)
    email = opened.data["email"]
    given, form = await read_form(request, GivenSignUp)
    texts = await terms.offered(settings, locale(request))
    if given is not None:
        await _check(given, form, email, texts, settings.leaked)
    if given is None or not form.ok:
        return await _page(request, form, email)
    try:
        person = await _made(request, given, email, texts)
    except Refusal as refusal:
        if not refusal.problems:
            raise
        form.take(refusal)
        return await _page(request, form, email)
    async with unit_of_work(HOUSE):
        secret = await signed_in(request, person, ["pwd"])
    return keep(RedirectResponse(after_password(settings, f"{settings.console}/{given.slug}"), SEE_OTHER), secret)


async def _check(given: GivenSignUp, form: Form, email: str, texts: list[Offered], leaked: str) -> None:
    if weak := await passwords.weakness(given.password, given.person, given.name, email, leaked=leaked):
        form.refuse("password", weak)
    if not is_slug(given.slug):
        form.refuse("slug", phrase("Use 3 to 40 small letters, digits and hyphens, and no reserved word."))
    if given.accepted != terms.seal_of(texts):
        form.refuse("agreed", phrase("The texts changed while you read. Look at them once more."))


async def _made(request: Request, given: GivenSignUp, email: str, texts: list[Offered]) -> Person:
    """Everything in the new tenant's one transaction; the link is used up in it."""
    settings: Installation = request.app.state.settings
    password, tenant = await passwords.hashed(given.password), new_id()
    async with unit_of_work(tenant):
        await Proof.use(request.path_params["token"], Purpose.SIGN_UP)
        person = await Person.join(email, name=given.person, locale=locale(request), password=password)
        await open_company(tenant, given, person.id, texts, settings, locale=locale(request))
    return person


async def _page(request: Request, form: Form, email: str) -> Response:
    return show(
        request,
        "sign_up/company.html",
        200 if form.ok else 422,
        form=form,
        email=email,
        **await company_form(request),
    )
