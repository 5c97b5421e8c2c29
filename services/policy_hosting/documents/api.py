"""Documents for programs."""

from datetime import date
from typing import Self
from uuid import UUID

from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from services.policy_hosting.actor import Actor
from services.policy_hosting.documents.document import Document as Kept
from services.policy_hosting.documents.kind import Audience, Kind
from services.policy_hosting.documents.listing import Listed, listed
from services.policy_hosting.versions.state import State
from services.policy_hosting.versions.version import Version
from shared.web.json import answered, body
from shared.web.locale import locale_of
from shared.web.route import caller_of


class NewDocument(BaseModel):
    """A document to open."""

    slug: str = Field(description="Its address: lower-case letters, digits and single hyphens.", max_length=200)
    kind: Kind
    audience: Audience = Audience.EVERYONE
    prevailing_locale: str = Field(description="The language that prevails; one of the tenant's.", max_length=20)


class Brief(BaseModel):
    """A version in a few words."""

    number: int
    state: State
    effective_on: date | None

    @classmethod
    def of(cls, version: Version) -> Self:
        return cls(number=version.number, state=version.state, effective_on=version.effective_on)


class Document(BaseModel):
    """A document with what is in force, coming and being written."""

    id: UUID
    slug: str
    title: str
    kind: Kind
    audience: Audience
    prevailing_locale: str
    in_force: Brief | None
    coming: list[Brief]
    drafts: list[Brief]
    stale_locales: list[str]
    findings: int

    @classmethod
    def of(cls, row: Listed) -> Self:
        kept = row.document
        return cls(
            id=kept.id,
            slug=kept.slug,
            title=row.title,
            kind=kept.kind,
            audience=kept.audience,
            prevailing_locale=kept.prevailing_locale,
            in_force=Brief.of(row.in_force) if row.in_force else None,
            coming=[Brief.of(each) for each in row.coming],
            drafts=[Brief.of(each) for each in row.drafts],
            stale_locales=list(row.stale),
            findings=row.findings,
        )


class Documents(BaseModel):
    """All documents of the tenant, the oldest first."""

    items: list[Document]


async def index(request: Request) -> Response:
    """All of them."""
    return answered(Documents(items=[Document.of(row) for row in await listed(locale_of(request))]))


async def create(request: Request) -> Response:
    """Open one."""
    asked = await body(request, NewDocument)
    document = await Kept.open(
        asked.slug,
        kind=asked.kind,
        audience=asked.audience,
        prevailing_locale=asked.prevailing_locale,
        actor=Actor.caller(caller_of(request)),
    )
    return await _answer(request, document, 201)


async def show(request: Request) -> Response:
    """One of them."""
    return await _answer(request, await Kept.named(request.path_params["slug"]))


async def _answer(request: Request, document: Kept, status: int = 200) -> Response:
    (row,) = await listed(locale_of(request), [document])
    return answered(Document.of(row), status)
