"""Console pages on which a version is published, called off or corrected; each says first what will happen."""

from datetime import date
from typing import Literal

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from services.policy_hosting.actor import Actor
from services.policy_hosting.colleagues import four_eyes
from services.policy_hosting.publication.announcing_form import Chosen, publish_from
from services.policy_hosting.room import show
from services.policy_hosting.versions.about import About, about, about_this
from services.policy_hosting.versions.announcement import standing
from services.policy_hosting.versions.approval import OwnWork, may_approve
from services.policy_hosting.versions.binding import lock_on
from services.policy_hosting.versions.calling_off import call_off
from services.policy_hosting.versions.correcting import correct as correct_version
from services.policy_hosting.versions.drafting import Given
from services.policy_hosting.versions.state import IN_PREPARATION, Change, State, Way
from services.policy_hosting.versions.version import numbered, present
from shared.calendar.wording import notice_in_words, sentences
from shared.errors import Conflict, Problem, Refusal
from shared.phrase import phrase
from shared.tenancy.attempt import attempt
from shared.web.console import seen_again
from shared.web.forms import Form, fields, read_form
from shared.web.locale import locale_of
from shared.web.route import caller_of


class Publishing(BaseModel):
    """When, and why the notice need not be waited for."""

    when: Literal["earliest", "now", "day"] = "earliest"
    day: date | None = None
    way: Literal["", "law", "readers-favour"] = ""
    keep_stale: str = ""


async def publication(request: Request) -> Response:
    """Choose when: with the earliest day, and every step that leads to it, before anything is pressed."""
    return await _page(request, await _about(request), Form())


async def publish(request: Request) -> Response:
    """Announce it, or let it take effect."""
    here = await _about(request)
    given, form = await read_form(request, Publishing)
    sent = await fields(request)
    reasons = {code: str(sent.get(f"reason.{code}", "")) for code in here.who.locales}
    form.values |= {f"reason.{code}": reason for code, reason in reasons.items()}
    if given is not None and given.when == "day" and given.day is None:
        form.refuse("day", phrase("Choose a day."))
    if given is None or not form.ok:
        return await _page(request, here, form, status=422)
    chosen = Chosen(
        effective=given.day if given.when == "day" else None,
        at_earliest=given.when == "earliest",
        way=Way(given.way) if given.way else None,
        reasons=reasons,
        keep_stale=given.keep_stale == "yes",
    )
    try:
        async with attempt():
            await publish_from(here.version, chosen, _actor(request))
    except Refusal as refusal:
        form.problems += [Problem(_field(each.field), each.reason) for each in refusal.problems] or [
            Problem("", refusal.message)
        ]
        return await _page(request, await _about(request), form, status=refusal.status)
    state = here.version.state
    return seen_again(
        request, f"/policies/{here.document.slug}", done="in-force" if state is State.IN_FORCE else "announced"
    )


async def end(request: Request) -> Response:
    """What calling off means, before it is done."""
    here = await _scheduled(request)
    return await show(request, "calling_off", about=here, form=Form())


async def withhold(request: Request) -> Response:
    """Call off an announced version, in the open."""
    here = await _scheduled(request)
    sent = await fields(request)
    reasons = {code: said for code in here.who.locales if (said := str(sent.get(f"reason.{code}", "")).strip())}
    await call_off(here.version, _actor(request), reasons)
    return seen_again(request, f"/policies/{here.document.slug}", done="called-off")


async def correction(request: Request) -> Response:
    """The texts of an announced version, to be put right."""
    return await _correction(request, await _scheduled(request), Form())


async def correct(request: Request) -> Response:
    """Put a corrected version in its place."""
    here = await _scheduled(request)
    if not await four_eyes.own_work_allowed():  # nobody else would see it before readers do
        raise OwnWork
    sent = await fields(request)
    form = Form(values={name: str(value).replace("\r\n", "\n") for name, value in sent.items()})
    texts = {
        code: form.value(f"text.{code}")
        for code, text in here.texts.items()
        if form.value(f"text.{code}").strip() and form.value(f"text.{code}").strip("\n") != text.text.strip("\n")
    }
    try:
        async with attempt():
            made = await correct_version(
                here.version,
                Given(texts=texts),
                _actor(request),
                change=Change(form.value("change", Change.EDITORIAL.value)),
                at_earliest=True,
            )
    except ValueError:
        return await _correction(request, here, form, status=422)
    except Refusal as refusal:
        form.take(refusal)
        return await _correction(request, await _about(request), form, status=refusal.status)
    return seen_again(request, f"/policies/{here.document.slug}/versions/{made.number}", done="corrected")


async def _correction(request: Request, here: About, form: Form, *, status: int = 200) -> Response:
    alone = await four_eyes.own_work_allowed()
    return await show(request, "correction", status, about=here, form=form, alone=alone)


async def _page(request: Request, here: About, form: Form, *, status: int = 200) -> Response:
    here = await about_this(here.document, await numbered(here.document.id, here.version.number))
    here.version.must_be(*IN_PREPARATION)
    lock = await lock_on(here.version, here.document, here.who, against=await present(here.document.id))
    deciding = None if lock.first else lock.deciding(here.version.change)
    locale = locale_of(request)
    return await show(
        request,
        "publication",
        status,
        form=form,
        about=here,
        lock=lock,
        earliest=lock.earliest(here.version.change),
        promise=notice_in_words(deciding[0].notice, locale) if deciding else "",
        steps=sentences(deciding[1], locale) if deciding else [],
        own_work=here.version.state is not State.APPROVED and not await may_approve(here.version, _actor(request)),
        alone_done=here.version.state is not State.APPROVED,
    )


async def _about(request: Request) -> About:
    return await about(request.path_params["slug"], request.path_params["number"])


async def _scheduled(request: Request) -> About:
    here = await _about(request)
    if here.version.state is not State.SCHEDULED:
        raise Conflict(phrase("Only a version that is announced can be called off or corrected."))
    await standing(here.version.id)
    return here


def _field(name: str) -> str:
    """The form's field for a noun's."""
    return {"effective": "day", "reason": "reason"}.get(name, name)


def _actor(request: Request) -> Actor:
    return Actor.caller(caller_of(request))
