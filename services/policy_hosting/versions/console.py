"""Console pages of a version: what it is, what it lacks, who did what to it, and what may be done with it next."""

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from services.policy_hosting.actor import Actor
from services.policy_hosting.documents.document import Document
from services.policy_hosting.facts.findings import findings
from services.policy_hosting.facts.record import Facts
from services.policy_hosting.room import show
from services.policy_hosting.versions.about import About, about, about_this
from services.policy_hosting.versions.approval import approve as approve_version
from services.policy_hosting.versions.approval import may_approve
from services.policy_hosting.versions.approval import submit as submit_version
from services.policy_hosting.versions.binding import facts_of, lock_on
from services.policy_hosting.versions.checking import wrong_in
from services.policy_hosting.versions.compared import compared_with
from services.policy_hosting.versions.editing import describe as describe_version
from services.policy_hosting.versions.editing import next_draft
from services.policy_hosting.versions.state import IN_PREPARATION, Change
from services.policy_hosting.versions.step import steps_of
from services.policy_hosting.versions.version import Version, numbered, present
from shared.errors import Problem, Refusal
from shared.tenancy.attempt import attempt
from shared.web.console import seen_again
from shared.web.forms import Form, fields, read_form
from shared.web.locale import locale_of
from shared.web.route import caller_of


class Drafting(BaseModel):
    """What kind of change the new version is."""

    change: Change = Change.MATERIAL
    follow_profile: str = ""


class Comment(BaseModel):
    """What the reviewer says to the author."""

    comment: str = ""


async def draft(request: Request) -> Response:
    """Write the next version: it starts as the one in force stands."""
    document = await Document.named(request.path_params["slug"])
    given, _ = await read_form(request, Drafting)
    wish = given or Drafting()
    follows = wish.follow_profile == "yes"
    version = await next_draft(document, _actor(request), change=wish.change, follow_profile=follows)
    return seen_again(request, f"/policies/{document.slug}/versions/{version.number}", done="drafted")


async def version(request: Request) -> Response:
    """One version and everything round it."""
    return await _page(request, await _about(request), Form())


async def describe(request: Request) -> Response:
    """Say what kind of change it is, and what changes for readers."""
    here = await _about(request)
    sent = await fields(request)
    form = Form(values={name: str(value) for name, value in sent.items()})
    summary = {code: str(sent.get(f"summary.{code}", "")) for code in here.who.locales}
    try:
        async with attempt():
            change = Change(str(sent.get("change", here.version.change.value)))
            await describe_version(here.version, change, summary, _actor(request))
    except ValueError:
        return await _page(request, here, form, status=422)
    except Refusal as refusal:
        return await _refused(request, form, refusal)
    return seen_again(request, here.path, done="described")


async def submit(request: Request) -> Response:
    """Hand the draft to whoever reviews it."""
    here = await _about(request)
    try:
        async with attempt():
            await submit_version(here.version, _actor(request))
    except Refusal as refusal:
        return await _refused(request, Form(), refusal)
    return seen_again(request, here.path, done="submitted")


async def approve(request: Request) -> Response:
    """Say that it is right."""
    here = await _about(request)
    try:
        async with attempt():
            await approve_version(here.version, _actor(request))
    except Refusal as refusal:
        return await _refused(request, Form(), refusal)
    return seen_again(request, here.path, done="approved")


async def send_back(request: Request) -> Response:
    """Give it back to its author, with what should change."""
    here = await _about(request)
    given, form = await read_form(request, Comment)
    try:
        async with attempt():
            await here.version.return_to_draft(_actor(request), (given or Comment()).comment.strip()[:2000])
    except Refusal as refusal:
        return await _refused(request, form, refusal)
    return seen_again(request, here.path, done="returned")


async def withdraw(request: Request) -> Response:
    """Give up a version that readers have never heard of."""
    here = await _about(request)
    try:
        async with attempt():
            await here.version.withdraw(_actor(request))
    except Refusal as refusal:
        return await _refused(request, Form(), refusal)
    return seen_again(request, f"/policies/{here.document.slug}", done="withdrawn")


async def comparison(request: Request) -> Response:
    """What changes against the version in force, or against another one."""
    here = await _about(request)
    other = request.query_params.get("with", "")
    against = await numbered(here.document.id, int(other[:9])) if other.isdecimal() else await _before(here)
    locale = locale_of(request)
    there = await about_this(here.document, against) if against else None
    return await show(
        request,
        "comparison",
        about=here,
        there=there,
        compared=compared_with(there, here, request.query_params.get("language", ""), locale) if there else None,
    )


async def _page(request: Request, here: About, form: Form, *, status: int = 200) -> Response:
    here = await about_this(here.document, await numbered(here.document.id, here.version.number))
    facts, locale, in_force = (
        facts_of(here.version.facts) or Facts(),
        locale_of(request),
        await present(here.document.id),
    )
    preparing = here.version.state in IN_PREPARATION
    lock = await lock_on(here.version, here.document, here.who, against=in_force) if preparing else None
    return await show(
        request,
        "version",
        status,
        form=form,
        about=here,
        version=here.version,
        in_force=in_force,
        wrong={code: await wrong_in(here.version, code) for code in here.texts},
        stated=facts.stated(),
        findings=findings(facts, locale) if here.version.facts else [],
        steps=await steps_of(here.version.id),
        own_work=not await may_approve(here.version, _actor(request)),
        earliest=lock.earliest(here.version.change) if lock else None,
        first=lock.first if lock else False,
    )


async def _refused(request: Request, form: Form, refusal: Refusal) -> Response:
    form.problems += refusal.problems or [Problem("", refusal.message)]
    return await _page(request, await _about(request), form, status=refusal.status)


async def _about(request: Request) -> About:
    return await about(request.path_params["slug"], request.path_params["number"])


async def _before(here: About) -> Version | None:
    found = await present(here.document.id)
    return found if found and found.id != here.version.id else None


def _actor(request: Request) -> Actor:
    return Actor.caller(caller_of(request))
