"""What a member should look to today, as far as people and the company itself are concerned."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from services.tenant_auth.members.member import Member
from services.tenant_auth.permissions import Permission
from services.tenant_auth.tenants.tenant import Profile
from shared import clock
from shared.access.session import Caller
from shared.phrase import phrase
from shared.tenancy.unit_of_work import execute

_SOON = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class Task:
    """One thing: how it stands, what to do, why, and where."""

    kind: str
    what: str
    why: str
    href: str
    account: bool = False  # on the account's pages, not in the console


async def tasks(caller: Caller) -> list[Task]:
    """In the order one would do them."""
    return [*await _of_the_company(caller), *await _of_people(caller), *await _of_oneself(caller)]


async def _of_the_company(caller: Caller) -> list[Task]:
    company, found = await (await Profile.here()).public(), []
    if company.state == "unproven" and caller.can(Permission.PROVE):
        found.append(
            Task(
                kind="warn",
                what=phrase("Confirm that {company} is who it says", company=company.name),
                why=phrase("Until then its pages carry a mark, stay out of search engines and take no requests."),
                href="/settings/proof",
            )
        )
    if not company.contacts and caller.can(Permission.CHANGE_PROFILE):
        found.append(
            Task(
                kind="wait",
                what=phrase("Say how people reach you about their data"),
                why=phrase("Every page of the center ends with a way to reach a person."),
                href="/settings",
            )
        )
    return found


async def _of_people(caller: Caller) -> list[Task]:
    if not caller.can(Permission.INVITE):
        return []
    rows = await execute(
        "SELECT count(*) AS n FROM invitations WHERE accepted_at IS NULL AND revoked_at IS NULL AND expires_at > $1",
        datetime.now(UTC),
    )
    waiting = int(rows[0]["n"])
    if waiting:
        return [
            Task(
                kind="wait",
                what=phrase("Invitations without an answer: {n}", n=waiting),
                why=phrase("An invitation holds for seven days; it can be sent again."),
                href="/invitations",
            )
        ]
    if await Member.count_now() == 1:
        return [
            Task(
                kind="draft",
                what=phrase("Invite a second member"),
                why=phrase("Somebody else can then read a text before it is published, and nobody can be locked out."),
                href="/invitations",
            )
        ]
    return []


async def _of_oneself(caller: Caller) -> list[Task]:
    if caller.kind != "person" or caller.actor is None:
        return []
    found = []
    member = await Member.get_or_none(person=caller.actor)
    if member and member.ends_on and member.ends_on - clock.now().date() <= _SOON:
        found.append(
            Task(
                kind="warn",
                what=phrase("Your access here ends soon"),
                why=phrase("Ask an owner for a later last day if you stay."),
                href=f"/members/{member.id}",
            )
        )
    if not await execute("SELECT 1 FROM passkeys WHERE person = $1 LIMIT 1", caller.actor):
        found.append(
            Task(
                kind="draft",
                what=phrase("Add a passkey to your account"),
                why=phrase("Sign in with your finger, face or device instead of a password; nobody can phish it."),
                href="",
                account=True,
            )
        )
    return found
