"""An API client: made with some of its maker's permissions, its secret shown once, rotated, revoked."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from services.tenant_auth.acts import acted
from services.tenant_auth.members.present import as_of_now
from services.tenant_auth.members.roles import PERMISSIONS
from services.tenant_auth.permissions import Permission
from services.tenant_auth.provider.client import Client
from services.tenant_auth.sessions.session import digest
from shared.access.session import Caller
from shared.bus import outbox
from shared.errors import Conflict, Denied, Invalid, Missing, Problem
from shared.events import ApiClientRevoked
from shared.ids import new_id, new_token
from shared.letters.text import one_line
from shared.phrase import phrase
from shared.tenancy.current import tenant
from shared.tenancy.unit_of_work import execute

OVERLAP = timedelta(hours=24)
"""How long the secret before a rotation still holds, so that programs can be told the new one."""
MOST = 50
LONGEST_NAME = 100
_PREFIX = "avow_"  # so that scanners of code and logs know such a secret when they see one
KNOWN = frozenset[str]().union(*PERMISSIONS.values())


def may_be_given(caller: Caller) -> list[str]:
    """What the caller can give a client: what they hold themselves, as far as roles know it."""
    return sorted(KNOWN & caller.permissions)


async def create(name: str, permissions: Iterable[str], *, by: Caller) -> tuple[Client, str]:
    """Make a client; answers it and its secret, which nobody can show again."""
    given, called = sorted(set(permissions)), one_line(name)
    _check(called, given, await as_of_now(by))
    await execute("SELECT pg_advisory_xact_lock(hashtextextended('api clients of ' || $1, 0))", str(tenant()))
    if await Client.filter(tenant=tenant(), revoked_at=None).count() >= MOST:
        raise Conflict(phrase("There are {most} API clients; revoke one first.", most=MOST))
    secret, identity = _secret(), new_id()
    client = await Client.create(
        id=str(identity),
        kind="machine",
        secret=digest(secret),
        tenant=tenant(),
        name=called,
        redirects=[],
        logout_redirects=[],
        permissions=given,
        created_by=by.actor,
        created_at=datetime.now(UTC),
    )
    await _acted(client, by, "name", "permissions", "secret")
    return client, secret


async def rotate(client_id: UUID, *, by: Caller) -> tuple[Client, str]:
    """Give it a new secret; the one before holds for a day yet."""
    client, now = await _locked(client_id), datetime.now(UTC)
    # who may not hold what the client may do could otherwise take it over
    _check(client.name, client.permissions, await as_of_now(by))
    secret = _secret()
    client.old_secret, client.old_until = client.secret, now + OVERLAP
    client.secret, client.rotated_at = digest(secret), now
    await client.save(update_fields=["secret", "old_secret", "old_until", "rotated_at"])
    await _acted(client, by, "secret")
    return client, secret


async def revoke(client_id: UUID, *, by: Caller) -> Client:
    """End it: its secrets open nothing more, its tokens are refused within seconds."""
    client = await _locked(client_id)
    client.revoked_at = datetime.now(UTC)
    client.secret = client.old_secret = client.old_until = None
    await client.save(update_fields=["secret", "old_secret", "old_until", "revoked_at"])
    await outbox.record(ApiClientRevoked(client=client_id), aggregate=client_id)
    await _acted(client, by, "revoked_at")
    return client


async def all_clients() -> list[Client]:
    """The tenant's clients that are not revoked, by name."""
    return sorted(await Client.filter(tenant=tenant(), revoked_at=None), key=lambda each: each.name.casefold())


async def made_by(person: UUID) -> list[Client]:
    """Those of them that this person made: its maker saw the secret, and it outlasts their membership."""
    return [client for client in await all_clients() if client.created_by == person]


async def find(client_id: UUID) -> Client:
    """One of the tenant's clients, a revoked one too; raises Missing."""
    client = await Client.get_or_none(id=str(client_id), tenant=tenant(), kind="machine")
    if client is None:
        raise Missing(phrase("There is no such API client."))
    return client


async def _locked(client_id: UUID) -> Client:
    await execute("SELECT id FROM clients WHERE id = $1 FOR UPDATE", str(client_id))
    client = await find(client_id)
    if client.revoked_at is not None:
        raise Conflict(phrase("This API client is revoked."))
    return client


def _check(name: str, permissions: list[str], by: Caller) -> None:
    problems = []
    if not name or len(name) > LONGEST_NAME:
        problems.append(Problem("name", phrase("Give it a name of at most {most} letters.", most=LONGEST_NAME)))
    if not permissions:
        problems.append(Problem("permissions", phrase("Choose at least one permission.")))
    elif not set(permissions) <= KNOWN:
        problems.append(Problem("permissions", phrase("There is no such permission.")))
    if problems:
        raise Invalid(phrase("This API client cannot be made so."), problems=problems)
    if not set(permissions) <= by.permissions:
        raise Denied(phrase("An API client can hold no permission that you do not hold yourself."))


def _secret() -> str:
    return _PREFIX + new_token() + new_token()


async def _acted(client: Client, by: Caller, *fields: str) -> None:
    await acted(by, Permission.MANAGE_API_CLIENTS, "api-client", UUID(client.id), *fields)
