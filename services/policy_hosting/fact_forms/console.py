"""Console pages of the facts: all subjects with what deserves a look, and one subject as a form."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from services.policy_hosting.actor import Actor
from services.policy_hosting.fact_forms.nodes import Filling
from services.policy_hosting.fact_forms.reading import Sent, entries_of, read
from services.policy_hosting.fact_forms.shape import Shape, subject_shape
from services.policy_hosting.fact_forms.subjects import FROM_PROFILE, SHOWS, SUBJECTS
from services.policy_hosting.facts.findings import findings
from services.policy_hosting.facts.profile_differences import profile_differences
from services.policy_hosting.facts.record import Facts
from services.policy_hosting.facts.said import is_stated
from services.policy_hosting.room import show
from services.policy_hosting.versions.about import About, about
from services.policy_hosting.versions.binding import facts_of
from services.policy_hosting.versions.editing import ChangedMeanwhile, save_subject, subject_seen, subjects_of
from services.policy_hosting.versions.state import State
from shared.errors import Missing, Problem, Refusal
from shared.tenancy.attempt import attempt
from shared.web.console import seen_again
from shared.web.forms import Form, fields
from shared.web.locale import locale_of
from shared.web.route import caller_of


async def overview(request: Request) -> Response:
    """Which of the eighteen subjects are stated, and what deserves a look."""
    here = await _about(request)
    record, locale = facts_of(here.version.facts) or Facts(), locale_of(request)
    return await show(
        request,
        "facts",
        about=here,
        subjects=[
            (name, each, is_stated(getattr(record, name)), _entries(getattr(record, name)))
            for name, each in SUBJECTS.items()
        ],
        stated=record.stated(),
        findings=findings(record, locale),
        differences=profile_differences(record, here.who, locale) if here.version.facts else [],
        editable=_editable(request, here),
    )


async def subject(request: Request) -> Response:
    """One subject as a form."""
    here = await _about(request)
    name = _subject(request)
    return await _page(request, here, name, subjects_of(here.version).get(name), Form())


async def save(request: Request) -> Response:
    """Keep the subject, or add or remove an entry and ask on."""
    here = await _about(request)
    name = _subject(request)
    sent = await fields(request)
    typed: Sent = {key: [str(each) for each in sent.getlist(key)] for key in sent}
    shape = subject_shape(Facts, name)
    act, _, where = (typed.get("act") or ["save"])[0].partition(":")
    if act in ("add", "remove"):
        return await _page(request, here, name, _changed(shape, name, typed, act, where), Form(), typed=typed, at=where)
    value, form = read(shape, name, typed), Form()
    try:
        async with attempt():
            actor = Actor.caller(caller_of(request))
            await save_subject(here.version, name, value, actor, seen=(typed.get("seen") or [""])[0])
    except Refusal as refusal:
        theirs = refusal.theirs if isinstance(refusal, ChangedMeanwhile) else None
        form.problems += [Problem(_field(each.field), each.reason) for each in refusal.problems]
        fresh = await _about(request)
        return await _page(request, fresh, name, value, form, status=refusal.status, theirs=theirs)
    return seen_again(request, f"{here.path}/facts", done="saved")


def _changed(shape: Shape, name: str, typed: Sent, act: str, where: str) -> Any:
    """What was typed, with an entry more or one less."""
    if act == "remove":
        kept = {
            key: value
            for key, value in typed.items()
            if key != where and not key.startswith((where + ".", where + "~"))
        }
        return read(shape, name, kept, keep_empty=True)
    last = [int(each.rpartition(".")[2]) for each in entries_of(where, typed)][-1:]
    more = {**typed, f"{where}.{(last[0] + 1) if last else 0}.": [""]}
    return read(shape, name, {key: value for key, value in more.items() if key != where + "~said"}, keep_empty=True)


async def _page(
    request: Request,
    here: About,
    name: str,
    value: Any,
    form: Form,
    *,
    status: int = 200,
    theirs: str | None = None,
    typed: Sent | None = None,
    at: str = "",
) -> Response:
    locale, now = locale_of(request), subjects_of(here.version)
    record = facts_of(here.version.facts) or Facts()
    filling = Filling(locale, {**now, name: value} if value is not None else now)
    node = filling.node(subject_shape(Facts, name), name, value, label=SUBJECTS[name].title)
    return await show(
        request,
        "subject",
        status,
        about=here,
        subject=SUBJECTS[name],
        name=name,
        node=node,
        form=form,
        seen=(typed or {}).get("seen", [subject_seen(now, name)])[0],
        theirs=theirs,
        at=at,
        findings=[each for each in findings(record, locale) if each.field.split("[")[0].split(".")[0] == name],
        directives=SHOWS[name],
        from_profile=name in FROM_PROFILE,
        locales=here.locales,
        editable=_editable(request, here),
    )


def _field(path: str) -> str:
    """`retention[2].stages[0].length` as the form names it."""
    return path.replace("[", ".").replace("]", "")


def _entries(value: Any) -> int:
    return len(value) if isinstance(value, tuple) else 0


def _editable(request: Request, here: About) -> bool:
    return here.version.state is State.DRAFT and caller_of(request).can("policy_hosting:version:draft")


def _subject(request: Request) -> str:
    name: str = request.path_params["subject"]
    if name not in SUBJECTS:
        raise Missing("There is no such page.")
    return name


async def _about(request: Request) -> About:
    return await about(request.path_params["slug"], request.path_params["number"])
