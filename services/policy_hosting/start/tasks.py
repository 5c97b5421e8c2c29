"""What in the policies needs somebody today: approvals, drafts, changes that take effect, stale texts, remarks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from services.policy_hosting.documents.listing import Listed, listed
from services.policy_hosting.versions.state import State
from shared.access.session import Caller
from shared.phrase import Phrase, phrase

SOON = 30


@dataclass(frozen=True, kw_only=True)
class Task:
    """A line of the start page; `kind` as a state's shape."""

    kind: str
    what: Phrase
    href: str
    why: str = ""
    day: date | None = None


async def tasks(caller: Caller, locale: str) -> list[Task]:
    """The most pressing first."""
    rows = await listed(locale)
    return [*_waiting(rows, caller), *_coming(rows), *_to_do(rows, caller)]


def _waiting(rows: Sequence[Listed], caller: Caller) -> Iterator[Task]:
    for row in rows:
        for draft in row.drafts:
            named = {"title": row.title, "number": draft.number}
            here = f"/policies/{row.document.slug}/versions/{draft.number}"
            if draft.state is State.IN_REVIEW and caller.can("policy_hosting:version:approve"):
                yield Task(kind="wait", what=phrase("{title}, version {number}: approve it", **named), href=here)
            elif draft.state is State.APPROVED and caller.can("policy_hosting:version:publish"):
                yield Task(kind="wait", what=phrase("{title}, version {number}: publish it", **named), href=here)
            elif draft.state is State.DRAFT and caller.can("policy_hosting:version:draft"):
                yield Task(kind="draft", what=phrase("{title}, version {number}: go on writing", **named), href=here)


def _coming(rows: Sequence[Listed]) -> Iterator[Task]:
    for row in rows:
        for each in row.coming:
            what = phrase("{title}, version {number} takes effect", title=row.title, number=each.number)
            yield Task(kind="wait", what=what, href=f"/policies/{row.document.slug}", day=each.effective_on)


def _to_do(rows: Sequence[Listed], caller: Caller) -> Iterator[Task]:
    if not caller.can("policy_hosting:version:draft"):
        return
    for row in rows:
        here = f"/policies/{row.document.slug}"
        if row.stale:
            languages = ", ".join(code.upper() for code in row.stale)
            what = phrase("{title}: translations are stale ({languages})", title=row.title, languages=languages)
            yield Task(kind="warn", what=what, href=here)
        wrong = sum(each["weight"] == "wrong" for each in row.remarks)
        if wrong and row.in_force:
            what = phrase("{title}: {n} statements are against the law", title=row.title, n=wrong)
            yield Task(kind="bad", what=what, href=f"{here}/versions/{row.in_force.number}/facts")
    if not rows and caller.can("policy_hosting:document:create"):
        yield Task(
            kind="draft",
            what=phrase("Bring your policy"),
            href="/policies/new",
            why=phrase("Nothing is published yet."),
        )
