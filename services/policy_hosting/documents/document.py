"""A document: an address, a kind, an audience and the language that prevails where its translations differ."""

import re
from datetime import datetime
from typing import Self
from uuid import UUID

from tortoise import fields
from tortoise.exceptions import IntegrityError

from services.policy_hosting.actor import Actor
from services.policy_hosting.documents.kind import Audience, Kind
from services.policy_hosting.permissions import Permission
from shared import clock
from shared.errors import Conflict, Invalid, Missing, Problem
from shared.phrase import phrase
from shared.tenancy.model import TenantModel
from shared.tenancy.profile import profile
from shared.tenancy.unit_of_work import execute

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST = 80
OURS = frozenset({"approval", "conversion", "new"})
"""What stands in the console where a document's address would."""


class SlugTaken(Conflict):
    """Another document of the tenant has this address."""

    def __init__(self, slug: str) -> None:
        reason = phrase("another document has the address {slug}", slug=repr(slug))
        super().__init__(f"slug: {reason}", problems=[Problem("slug", reason)])


class Document(TenantModel):
    """A text the tenant publishes, through all its versions."""

    slug = fields.CharField(_LONGEST)
    kind = fields.CharEnumField(Kind, max_length=40)
    audience = fields.CharEnumField(Audience, max_length=40)
    prevailing_locale = fields.CharField(20)
    created_at: datetime = fields.DatetimeField()

    class Meta:
        table = "document"

    @classmethod
    async def open(
        cls, slug: str, *, kind: Kind, prevailing_locale: str, actor: Actor, audience: Audience = Audience.EVERYONE
    ) -> Self:
        """Open a new document of the tenant."""
        _check_slug(slug)
        check_locale(prevailing_locale, (await profile()).locales, "prevailing_locale")
        if await cls.filter(slug=slug).exists():
            raise SlugTaken(slug)
        try:
            document = await cls.create(
                slug=slug,
                kind=kind,
                audience=audience,
                prevailing_locale=prevailing_locale,
                created_at=clock.now(),
            )
        except IntegrityError:  # two people at once: the key decides
            raise SlugTaken(slug) from None
        await actor.acted(Permission.CREATE_DOCUMENT, "document", document.id)
        return document

    @classmethod
    async def named(cls, slug: str) -> Self:
        """The tenant's document at this address."""
        found = await cls.get_or_none(slug=slug)
        if found is None:
            reason = phrase("there is no document {slug}", slug=repr(slug))
            raise Missing(f"slug: {reason}", problems=[Problem("slug", reason)])
        return found


async def hold(document: UUID) -> None:
    """Lock the document until the unit of work ends: what is decided about its versions is decided one at a time."""
    if not await execute("SELECT 1 FROM document WHERE id = $1 FOR UPDATE", document):
        raise Missing("There is no such document.")


def check_locale(locale: str, locales: tuple[str, ...], field: str) -> None:
    """Refuse a language that is not the tenant's."""
    if locale not in locales:
        reason = phrase(
            "{locale} is not a language of this tenant; it has {locales}",
            locale=repr(locale),
            locales=", ".join(locales),
        )
        raise Invalid(f"{field}: {reason}", problems=[Problem(field, reason)])


def _check_slug(slug: str) -> None:
    if not _SLUG.fullmatch(slug) or len(slug) > _LONGEST:
        reason = phrase(
            "{slug} is not an address: lower-case letters, digits and single hyphens, 80 at most",
            slug=repr(slug[:_LONGEST]),
        )
        raise Invalid(f"slug: {reason}", problems=[Problem("slug", reason)])
    if slug in OURS:
        reason = phrase("{slug} is a word of the console's own addresses; choose another", slug=repr(slug))
        raise Invalid(f"slug: {reason}", problems=[Problem("slug", reason)])
