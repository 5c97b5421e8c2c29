"""Publication for programs: when a version may take effect, publishing it, calling it off."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from services.policy_hosting.actor import Actor
from services.policy_hosting.publication.announcing_form import Chosen, publish_from
from services.policy_hosting.versions.about import About, about, about_this
from services.policy_hosting.versions.answers import described
from services.policy_hosting.versions.binding import lock_on
from services.policy_hosting.versions.calling_off import call_off
from services.policy_hosting.versions.state import IN_PREPARATION, Way
from services.policy_hosting.versions.version import numbered, present
from shared.calendar.wording import sentences
from shared.web.json import answered, body
from shared.web.locale import locale_of
from shared.web.route import caller_of

Reasons = Annotated[dict[str, str], Field(max_length=50, description="Public, one per language of the tenant.")]


class NewPublication(BaseModel):
    """When a version shall take effect, and why its notice need not be waited for."""

    effective: date | Literal["earliest", "now"] = "earliest"
    way: Literal["law", "readers-favour"] | None = None
    reasons: Reasons = Field(default_factory=dict)
    keep_stale: bool = Field(default=False, description="Keep translations of an older text.")


class CallingOff(BaseModel):
    """Why an announced version will not take effect."""

    reasons: Reasons = Field(default_factory=dict)


class Earliest(BaseModel):
    """The first day on which the version may take effect if it is announced today, and every step that leads there."""

    earliest_on: date
    first: bool
    steps: list[str]


async def earliest(request: Request) -> Response:
    """The earliest day, before anything is done."""
    here = await _about(request)
    here.version.must_be(*IN_PREPARATION)
    lock = await lock_on(here.version, here.document, here.who, against=await present(here.document.id))
    deciding = None if lock.first else lock.deciding(here.version.change)
    steps = sentences(deciding[1], locale_of(request)) if deciding else []
    return answered(Earliest(earliest_on=lock.earliest(here.version.change), first=lock.first, steps=steps))


async def publish(request: Request) -> Response:
    """Announce the version, through review and approval as far as the caller may."""
    here = await _about(request)
    asked = await body(request, NewPublication)
    chosen = Chosen(
        effective=asked.effective if isinstance(asked.effective, date) else None,
        at_earliest=asked.effective == "earliest",
        way=Way(asked.way) if asked.way else None,
        reasons=asked.reasons,
        keep_stale=asked.keep_stale,
    )
    await publish_from(here.version, chosen, Actor.caller(caller_of(request)))
    return await _answer(here)


async def withhold(request: Request) -> Response:
    """Call off an announced version, in the open."""
    here = await _about(request)
    asked = await body(request, CallingOff)
    await call_off(here.version, Actor.caller(caller_of(request)), asked.reasons)
    return await _answer(here)


async def _answer(here: About) -> Response:
    version = await numbered(here.document.id, here.version.number)
    return answered(await described(await about_this(here.document, version)))


async def _about(request: Request) -> About:
    return await about(request.path_params["slug"], request.path_params["number"])
