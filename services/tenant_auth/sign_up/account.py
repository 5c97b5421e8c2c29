"""`/account/companies`: the companies a person belongs to, another one, and leaving one."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.tenant_auth.account.companies import companies_of
from services.tenant_auth.account.visit import SEE_OTHER, Visit, for_person, locale, show, to_sign_in, visit_of
from services.tenant_auth.members import words
from services.tenant_auth.proofs.refusing import refused_where_it_is
from services.tenant_auth.sign_up import terms
from services.tenant_auth.sign_up.company import OPEN, GivenCompany, check_open, open_company
from services.tenant_auth.sign_up.form import company_form
from shared.errors import Refusal
from shared.ids import new_id
from shared.phrase import phrase
from shared.settings import Installation
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work
from shared.web import rate_limit
from shared.web.forms import Form, read_form
from shared.web.rate_limit import Limit

COMPANIES = Limit("companies of one person", hits=5, seconds=86400)


async def companies(request: Request) -> Response:
    """Those the person belongs to, and the way to another."""
    async with unit_of_work(HOUSE):
        visit = await visit_of(request)
    if visit is None:
        return to_sign_in("/account/companies")
    return show(
        request,
        "account/companies.html",
        companies=await companies_of(visit.person.id),
        role_words=words.ROLES,
        may_open=request.app.state.settings.signup in OPEN,
    )


@refused_where_it_is
@for_person()
async def another(request: Request, visit: Visit) -> Response:
    """The form for one more company; the person is known already."""
    del visit
    check_open(request.app.state.settings)
    return await _page(request, Form())


@refused_where_it_is
async def opened(request: Request) -> Response:
    """Open it and go there; the session stays what it was."""
    settings: Installation = request.app.state.settings
    async with unit_of_work(HOUSE):
        visit = await visit_of(request)
    if visit is None:
        return to_sign_in("/account/companies/new")
    given, form = await read_form(request, GivenCompany)
    texts = await terms.offered(settings, locale(request))
    if given is not None and given.accepted != terms.seal_of(texts):
        form.refuse("agreed", phrase("The texts changed while you read. Look at them once more."))
    if given is None or not form.ok:
        return await _page(request, form)
    await rate_limit.spend(COMPANIES, str(visit.person.id), settings.edge_secret)
    tenant = new_id()
    try:
        async with unit_of_work(tenant):
            await open_company(tenant, given, visit.person.id, texts, settings, locale=locale(request))
    except Refusal as refusal:
        if not refusal.problems:
            raise
        form.take(refusal)
        return await _page(request, form)
    return RedirectResponse(f"{settings.console}/{given.slug}", SEE_OTHER)


async def _page(request: Request, form: Form) -> Response:
    status = 200 if form.ok else 422
    return show(request, "sign_up/another.html", status, form=form, **await company_form(request))
