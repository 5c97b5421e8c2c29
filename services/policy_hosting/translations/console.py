"""The page on which a text is written: the text, its true page beside it, and what became of its source."""

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from services.policy_hosting.actor import Actor
from services.policy_hosting.previews.preview import make_preview
from services.policy_hosting.room import show
from services.policy_hosting.translations.staleness import changes_since
from services.policy_hosting.versions.about import About, about, about_this
from services.policy_hosting.versions.checking import wrong_in
from services.policy_hosting.versions.editing import ChangedMeanwhile, confirm_text, remove_text, save_text
from services.policy_hosting.versions.state import State
from shared.errors import Missing, Problem, Refusal
from shared.i18n import translator
from shared.phrase import translated
from shared.tenancy.attempt import attempt
from shared.web.console import seen_again
from shared.web.forms import Form, read_form
from shared.web.locale import locale_of
from shared.web.route import caller_of


class Writing(BaseModel):
    """A text as typed, and the hash of the one it started from."""

    text: str = ""
    seen: str = ""
    renewed: str = ""


async def edit(request: Request) -> Response:
    """One text of a draft; of any other version to read."""
    return await _page(request, await _about(request), Form())


async def save(request: Request) -> Response:
    """Keep what was typed: for the person's button with a redirect, for the script that saves by itself with JSON."""
    here = await _about(request)
    given, form = await read_form(request, Writing)
    given = given or Writing()
    by_itself = "application/json" in request.headers.get("accept", "")
    locale = request.path_params["locale"]
    actor = Actor.caller(caller_of(request))
    try:
        async with attempt():
            saved = await save_text(
                here.version, locale, given.text, actor, seen=given.seen, renewed=given.renewed == "yes"
            )
    except Refusal as refusal:
        theirs = refusal.theirs if isinstance(refusal, ChangedMeanwhile) else None
        form.problems += [Problem("text", each.reason) for each in refusal.problems]
        if by_itself:
            return JSONResponse(_told(request, form.problems), status_code=refusal.status)
        return await _page(request, await _about(request), form, theirs=theirs, status=refusal.status)
    if not by_itself:
        return seen_again(request, f"{here.path}/texts/{locale}", done="saved")
    wrong = await wrong_in(here.version, locale)
    return JSONResponse({"seen": saved.text_hash, **_told(request, wrong)})


async def confirm(request: Request) -> Response:
    """Somebody has compared: the translation still says what the prevailing text says."""
    here = await _about(request)
    locale = request.path_params["locale"]
    await confirm_text(here.version, locale, Actor.caller(caller_of(request)))
    return seen_again(request, f"{here.path}/texts/{locale}", done="confirmed")


async def remove(request: Request) -> Response:
    """Leave a translation out of this version."""
    here = await _about(request)
    await remove_text(here.version, request.path_params["locale"], Actor.caller(caller_of(request)))
    return seen_again(request, here.path, done="left-out")


async def _about(request: Request) -> About:
    found = await about(request.path_params["slug"], request.path_params["number"])
    if request.path_params["locale"] not in found.who.locales:
        raise Missing("There is no such page.")
    return found


async def _page(request: Request, here: About, form: Form, *, theirs: str | None = None, status: int = 200) -> Response:
    locale = request.path_params["locale"]
    here = await about_this(here.document, here.version)
    kept = here.texts.get(locale)
    caller = caller_of(request)
    token = await make_preview(here.version, locale, Actor.caller(caller)) if kept else ""
    settings = request.app.state.settings
    stale = locale in here.stale
    return await show(
        request,
        "text",
        status,
        form=form,
        about=here,
        language=locale,
        kept=kept,
        theirs=theirs,
        stale=stale,
        changes=await changes_since(here, kept, locale_of(request)) if stale and kept else (),
        wrong=await wrong_in(here.version, locale) if kept else (),
        editable=here.version.state is State.DRAFT and caller.can("policy_hosting:version:draft"),
        preview=f"{settings.url(f'{caller.slug}.{settings.domain}')}/preview/{token}" if token else "",
    )


def _told(request: Request, problems: list[Problem]) -> dict[str, list[str]]:
    words = translator(locale_of(request))
    return {"problems": [translated(each.reason, words) for each in problems]}
