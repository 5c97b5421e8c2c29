"""The page that shows how a company is confirmed, and looks whether it is."""

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from services.tenant_auth.tenants import lookalikes
from services.tenant_auth.tenants.domain_proof import DomainProof
from services.tenant_auth.tenants.tenant import Profile
from shared.errors import Conflict, Invalid, Unavailable
from shared.web.console import seen_again, show
from shared.web.forms import Form, read_form
from shared.web.route import caller_of

ROOM = "tenant_auth/tenants/console"


class Given(BaseModel):
    """What the form sends."""

    domain: str = ""


async def proof(request: Request) -> Response:
    """Where it stands."""
    return await _page(request, Form())


async def begin_proof(request: Request) -> Response:
    """Name a domain: the page then says what to write where."""
    given, form = await read_form(request, Given)
    if given is not None:
        try:
            await DomainProof.of(given.domain, own=request.app.state.settings.domain)
        except Invalid as refusal:
            form.take(refusal)
        else:
            return seen_again(request, "/settings/proof")
    return await _page(request, form, 422)


async def check_proof(request: Request) -> Response:
    """Look for the record now."""
    there = await DomainProof.first()
    if there is None:
        return seen_again(request, "/settings/proof")
    form = Form()
    try:
        confirmed = await there.check(request.app.state.settings.resolver, by=caller_of(request))
    except (Conflict, Unavailable) as refusal:
        form.take(refusal)
        return await _page(request, form, refusal.status)
    return seen_again(request, "/settings/proof", done="proven" if confirmed else "waiting")


async def _page(request: Request, form: Form, status: int = 200) -> Response:
    profile = await Profile.here()
    public = await profile.public()
    near = public.state == "unproven" and await lookalikes.resembles(public.slug, public.name, own=profile.tenant_id)
    return show(
        request,
        f"{ROOM}/proof.html",
        status,
        form=form,
        company=public.name,
        state=public.state,
        near=near,
        proof=await DomainProof.first(),
        contact=request.app.state.settings.operator_contact,
    )
