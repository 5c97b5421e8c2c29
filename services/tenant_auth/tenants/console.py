"""Settings: who the company is, in which languages it speaks, and how it is reached."""

from typing import Any

from babel import Locale
from starlette.requests import Request
from starlette.responses import Response

from services.tenant_auth.tenants.changing import change_profile
from services.tenant_auth.tenants.profile import is_country
from services.tenant_auth.tenants.tenant import Profile
from services.tenant_auth.tenants.typed import flat, lines, placed, profile_of, typed
from shared.errors import Conflict, Invalid
from shared.i18n import SHIPPED
from shared.web.console import seen_again, show
from shared.web.forms import Form, fields
from shared.web.locale import locale_of
from shared.web.route import caller_of

ROOM = "tenant_auth/tenants/console"


async def settings(request: Request) -> Response:
    """The profile as it stands."""
    profile = await Profile.here()
    return await _page(request, Form(values=flat(profile.given)))


async def change_settings(request: Request) -> Response:
    """Take the form; what is refused stays on the page."""
    sent = await fields(request)
    form = Form(values=typed(sent, [each for each in sent.getlist("locales") if isinstance(each, str)]))
    try:
        changed = await change_profile(profile_of(form.values), by=caller_of(request))
    except (Conflict, Invalid) as refusal:
        form.problems = [placed(each, form.values) for each in refusal.problems]
        return await _page(request, form, 422)
    return seen_again(request, "/settings", done="saved" if changed else "same")


async def _page(request: Request, form: Form, status: int = 200) -> Response:
    profile = await Profile.here()
    public = await profile.public()
    offered: list[str] = sorted({*SHIPPED, *profile.given["locales"]})
    context: dict[str, Any] = {
        "company": public.name,
        "public": public,
        "countries": _countries(locale_of(request)),
        "contact_lines": lines(form.values),
        "offered": offered,
    }
    return show(request, f"{ROOM}/settings.html", status, form=form, **context)


def _countries(locale: str) -> list[tuple[str, str]]:
    names = Locale.parse(locale, sep="-").territories
    return sorted(((code, name) for code, name in names.items() if is_country(code)), key=lambda each: each[1])
