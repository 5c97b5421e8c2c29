"""The console's page of the audit log: read, filter, take out, verify."""

from datetime import date, datetime, timedelta
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from pydantic import BaseModel, Field, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from services.tenant_auth.audit import reading
from services.tenant_auth.audit.export import TYPES, Format, exported
from services.tenant_auth.audit.reading import Filter
from services.tenant_auth.audit.verification import Verdict, verify
from services.tenant_auth.members.words import BESIDE_ROLES, PERMISSIONS
from shared import clock
from shared.tenancy.profile import profile
from shared.web.console import show
from shared.web.forms import Form, problems_of
from shared.web.route import caller_of


class Asked(BaseModel):
    """The filter as the address bar holds it."""

    who: UUID | None = None
    act: reading.Word | None = None
    noun: reading.Word | None = None
    since: date | None = None
    until: date | None = None
    before: Annotated[int, Field(ge=1, lt=2**63)] | None = None

    def filter(self, zone: str) -> Filter:
        """Days are the company's; the last one counts whole."""
        return Filter(
            who=self.who,
            act=self.act,
            noun=self.noun,
            since=_begin(self.since, zone),
            until=_begin(self.until, zone, days=1),
        )


async def index(request: Request) -> Response:
    """The log, the newest first."""
    return await _page(request)


async def verification(request: Request) -> Response:
    """The same page with what verifying found."""
    return await _page(request, await verify(request.app.state.settings))


async def export(request: Request) -> Response:
    """What the filter leaves, as a file."""
    asked, _ = _asked(request)
    kind = Format.JSONL if request.query_params.get("format") == Format.JSONL else Format.CSV
    known = await profile()
    lines = [line async for line in exported(kind, asked.filter(known.zone))]
    name = f"audit-{caller_of(request).slug}-{clock.today(known.zone)}.{kind}"
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response("".join(lines), media_type=TYPES[kind], headers=headers)


async def _page(request: Request, verdict: Verdict | None = None) -> Response:
    asked, form = _asked(request)
    known = await profile()
    entries, further = await reading.page(asked.filter(known.zone), before=asked.before)
    acts = await reading.acts()
    return show(
        request,
        "tenant_auth/audit/console/index.html",
        entries=entries,
        zone=known.zone,
        company=known.name,
        form=form,
        acts=[(act, act) for act in sorted({act for act, _ in acts})],
        nouns=[(noun, noun) for noun in sorted({noun for _, noun in acts})],
        actors=await reading.actors(),
        filtered=_query(asked),
        further=_query(asked, before=further) if further else "",
        verdict=verdict,
        words={name: said for _, rows in PERMISSIONS for name, said in rows.items()} | dict(BESIDE_ROLES),
    )


def _asked(request: Request) -> tuple[Asked, Form]:
    """The filter of the address; what cannot be read is told beside its field and left out."""
    given = {name: value for name, value in request.query_params.items() if value and name in Asked.model_fields}
    form = Form(values=dict(given))
    try:
        return Asked.model_validate(given), form
    except ValidationError as error:
        form.problems += problems_of(error)
        wrong = {each.field for each in form.problems}
        return Asked.model_validate({name: value for name, value in given.items() if name not in wrong}), form


def _query(asked: Asked, **more: Any) -> str:
    said = {name: value for name, value in asked.model_dump(exclude={"before"}).items() if value is not None} | more
    return urlencode({name: str(value) for name, value in said.items()})


def _begin(day: date | None, zone: str, *, days: int = 0) -> datetime | None:
    if day is None or day >= date.max - timedelta(days=2) or day.year < 2:  # noqa: PLR2004  the calendar's ends
        return None
    return clock.midnight(day + timedelta(days=days), zone)
