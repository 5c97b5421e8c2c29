"""How the center looks: a few choices, what they come to, and the true page in them before they are worn."""

from dataclasses import replace
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from services.tenant_auth.tenants.changing import change_theme
from services.tenant_auth.tenants.tenant import Profile
from services.tenant_auth.themes import theme as themes
from services.tenant_auth.themes import words
from services.tenant_auth.themes.contrast import shades
from services.tenant_auth.themes.logo import SHADES
from services.tenant_auth.themes.preview import make_preview
from services.tenant_auth.themes.theme import Theme
from shared.errors import Invalid, Problem
from shared.web.console import seen_again, show
from shared.web.forms import Form, fields
from shared.web.route import caller_of

ROOM = "tenant_auth/themes/console"
CHOICES = ("colour", "tint", "fonts", "corner", "density", "header")


async def theme(request: Request) -> Response:
    """The theme that is worn."""
    worn = (await Profile.here()).own_theme()
    return await _page(request, Form(values=_values(worn)), worn)


async def preview_theme(request: Request) -> Response:
    """The same page with what was chosen but not saved."""
    form, chosen, _ = await _chosen(request)
    return await _page(request, form, chosen, 200 if form.ok else 422, unsaved=True)


async def wear_theme(request: Request) -> Response:
    """Wear it."""
    form, chosen, logos = await _chosen(request)
    if form.ok:
        try:
            await change_theme({name: form.values[name] for name in CHOICES}, logos, by=caller_of(request))
        except Invalid as refusal:
            form.problems = [_placed(each) for each in refusal.problems]
        else:
            return seen_again(request, "/settings/theme", done="saved")
    return await _page(request, form, chosen, 422, unsaved=True)


async def _chosen(request: Request) -> tuple[Form, Theme, dict[str, bytes]]:
    """What was sent, the theme it makes (the one that is worn where it makes none), and new logos."""
    sent = await fields(request)
    worn = (await Profile.here()).own_theme()
    form = Form(values={name: _text(sent, name) or _values(worn)[name] for name in CHOICES})
    try:
        chosen = replace(themes.read(form.values), logo=worn.logo)
    except Invalid as refusal:
        form.problems = [_placed(each) for each in refusal.problems]
        chosen = worn
    logos = await _logos(sent)
    await sent.close()
    return form, chosen, logos


async def _logos(sent: FormData) -> dict[str, bytes]:
    found = {}
    for shade in SHADES:
        file = sent.get(f"logo_{shade}")
        if isinstance(file, UploadFile) and file.size:
            found[shade] = await file.read()
    return found


async def _page(request: Request, form: Form, seen: Theme, status: int = 200, *, unsaved: bool = False) -> Response:
    public = await (await Profile.here()).public()
    settings = request.app.state.settings
    host = f"{public.slug}.{settings.domain}"
    context: dict[str, Any] = {
        "company": public.name,
        "shades": shades(seen),
        "seen": seen,
        "unsaved": unsaved,
        "preview": settings.url(host) + f"/preview/theme/{await make_preview(seen)}",
        "words": words,
    }
    return show(request, f"{ROOM}/theme.html", status, form=form, **context)


def _values(worn: Theme) -> dict[str, Any]:
    return {name: str(getattr(worn, name)) for name in CHOICES}


def _text(sent: FormData, name: str) -> str:
    value = sent.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def _placed(problem: Problem) -> Problem:
    name = problem.field.removeprefix("theme.")
    return Problem("logo_light" if name == "logo" else name, problem.reason)
