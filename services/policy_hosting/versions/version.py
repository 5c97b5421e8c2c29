"""A version: one numbered state of a document in all its languages, with its facts, from draft to its end."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import reduce
from uuid import UUID

from tortoise import fields

from services.policy_hosting.actor import Actor
from services.policy_hosting.documents.document import hold
from services.policy_hosting.permissions import Permission
from services.policy_hosting.versions.state import IN_PREPARATION, WORDS, Change, State
from services.policy_hosting.versions.step import step
from shared.errors import Conflict, Missing, Problem
from shared.phrase import Phrase, phrase
from shared.tenancy.model import TenantModel


class WrongState(Conflict):
    """The version is not where this can be done with it."""

    def __init__(self, version: "Version", wanted: Iterable[State]) -> None:
        reason = phrase(
            "version {number} is {state}; this can be done only with one that is {wanted}",
            number=version.number,
            state=WORDS[version.state],
            wanted=reduce(_either, (WORDS[each] for each in wanted)),
        )
        super().__init__(reason, problems=[Problem("version", reason)])


def _either(one: Phrase, other: Phrase) -> Phrase:
    return phrase("{one} or {other}", one=one, other=other)


class Version(TenantModel):
    """A document's text and facts as they are, were, or shall be in force."""

    document_id: UUID = fields.UUIDField()
    number: int = fields.IntField()
    state = fields.CharEnumField(State, max_length=20, default=State.DRAFT)
    change = fields.CharEnumField(Change, max_length=20)
    summary: dict[str, str] = fields.JSONField(default=dict)
    facts: str = fields.TextField(default="")  # YAML; empty where nothing is recorded
    based_on: UUID | None = fields.UUIDField(null=True)  # the version its author had before them
    corrects: UUID | None = fields.UUIDField(null=True)  # the announced version it stands in for
    content_hash = fields.CharField(64, default="")
    effective_on: date | None = fields.DateField(null=True)  # a day in the tenant's zone
    effective_from: datetime | None = fields.DatetimeField(null=True)  # the same, as an instant
    ended_at: datetime | None = fields.DatetimeField(null=True)
    entered_on: date | None = fields.DateField(null=True)  # stands here since then, but was in force before
    created_at: datetime = fields.DatetimeField()

    class Meta:
        table = "version"

    @property
    def begins(self) -> datetime:
        """The instant it takes effect; a version that has a date has one (the table says so too)."""
        assert self.effective_from is not None  # noqa: S101  a mistake of the caller, not of a person
        return self.effective_from

    async def hold(self) -> None:
        """Lock the document and read again how things stand."""
        await hold(self.document_id)
        await self.refresh_from_db()

    def must_be(self, *wanted: State) -> None:
        if self.state not in wanted:
            raise WrongState(self, wanted)

    async def submit(self, actor: Actor) -> None:
        """Hand a draft to whoever reviews it."""
        await self._move(State.DRAFT, to=State.IN_REVIEW, verb="submitted", by=Permission.DRAFT, actor=actor)

    async def approve(self, actor: Actor) -> None:
        """Say that the version is right."""
        await self._move(State.IN_REVIEW, to=State.APPROVED, verb="approved", by=Permission.APPROVE, actor=actor)

    async def return_to_draft(self, actor: Actor, comment: str = "") -> None:
        """Give it back to its author, who may do so too: what was reviewed is not what will be published."""
        by = Permission.APPROVE if Permission.APPROVE in actor.permissions else Permission.DRAFT
        await self._move(
            State.IN_REVIEW, State.APPROVED, to=State.DRAFT, verb="returned", by=by, actor=actor, comment=comment
        )

    async def withdraw(self, actor: Actor) -> None:
        """Give up a version that readers have never heard of; an announced one is called off instead."""
        await self._move(*IN_PREPARATION, to=State.WITHDRAWN, verb="withdrawn", by=Permission.DRAFT, actor=actor)

    async def _move(self, *start: State, to: State, verb: str, by: Permission, actor: Actor, comment: str = "") -> None:
        actor.need(by)
        await self.hold()
        self.must_be(*start)
        self.state = to
        await self.save(update_fields=["state"])
        await step(self.id, verb, by, actor, comment=comment, changed=("state",))


async def numbered(document: UUID, number: int) -> Version:
    """The document's version of this number."""
    found = await Version.get_or_none(document_id=document, number=number)
    if found is None:
        reason = phrase("there is no version {number}", number=number)
        raise Missing(f"version: {reason}", problems=[Problem("version", reason)])
    return found


async def present(document: UUID) -> Version | None:
    """The version in force."""
    return await Version.get_or_none(document_id=document, state=State.IN_FORCE)


async def scheduled(document: UUID) -> list[Version]:
    """The versions to come, the next first."""
    return await Version.filter(document_id=document, state=State.SCHEDULED).order_by("effective_from", "number")
