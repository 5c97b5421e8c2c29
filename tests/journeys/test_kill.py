"""kill -9 during publishing: nothing is lost or published twice, and readers never notice."""

import asyncio
import os
import random
import sys
from collections.abc import Iterator
from uuid import UUID

import asyncpg
import pytest

from services.policy_hosting.actor import Actor
from services.policy_hosting.settings import Settings
from services.policy_hosting.tenant_named import tenant_named
from services.policy_hosting.versions.drafting import Given
from services.policy_hosting.versions.publishing import Wish, publish
from services.policy_hosting.versions.state import Change
from shared.errors import Unavailable
from shared.sites import Sites
from shared.tenancy.backend import open_database
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.system import System, running_system

ROUNDS, PUBLICATIONS = 20, 30
VICTIMS = ("postgres", "nats", "policy_hosting")
SLUGS = tuple(f"company-{number}" for number in range(10))
QUIET = 120.0

pytestmark = [pytest.mark.slow]
Acknowledged = set[tuple[UUID, str, int]]


@pytest.fixture(scope="module")
def system() -> Iterator[System]:
    with running_system(demonstration=False) as running:
        for slug in SLUGS:
            running.avow("tenants", "create", slug, "--name", slug.title(), "--country", "FR", "--locales", "en")
        yield running


async def test_killing_engines_and_services_while_publishing_loses_and_doubles_nothing(system: System) -> None:
    seed = int(os.environ.get("AVOW_KILL_SEED") or random.randrange(10**6))  # noqa: S311  a plan, no secret
    sys.stdout.write(f"seed {seed} (AVOW_KILL_SEED={seed} does it again)\n")
    chance = random.Random(seed)  # noqa: S311  a plan that can be repeated, no secret
    settings = system.settings(Settings, "policy_hosting")
    acknowledged: Acknowledged = set()
    async with open_database("policy_hosting", settings) as database:
        with database.activate():
            tenants = [await tenant_named(slug, settings) for slug in SLUGS]
            for number in range(ROUNDS):
                victim, moment = chance.choice(VICTIMS), chance.uniform(0.0, 1.2)
                acknowledged |= await _round(system, tenants, number, victim, moment)
    assert len(acknowledged) > ROUNDS * PUBLICATIONS / 3, "so few were acknowledged that nothing was tried"
    await _until_quiet(settings, tenants)
    await _check(settings, tenants, acknowledged)


async def _round(system: System, tenants: list[UUID], number: int, victim: str, moment: float) -> Acknowledged:
    """Publish while the victim dies at its moment; readers are served all the while."""

    async def die() -> None:
        await asyncio.sleep(moment)
        while True:
            try:
                return system.kill(victim)
            except ProcessLookupError:  # it has not come back from the last time yet
                await asyncio.sleep(0.2)

    killer = asyncio.create_task(die())
    done: Acknowledged = set()
    for at in range(PUBLICATIONS):
        tenant = tenants[at % len(tenants)]
        slug = f"notice-{at % 3}"
        text = f"# Notice\n\nRound {number}, publication {at}.\n"
        for _ in range(100):
            try:
                async with unit_of_work(tenant):
                    published = await publish(
                        slug,
                        Given(texts={"en": text}),
                        Wish(change=Change.EDITORIAL if number else None),
                        Actor.operator(),
                    )
                done.add((tenant, slug, published.version.number))
                break
            except Unavailable:  # not acknowledged: whoever asked tries again
                await asyncio.sleep(0.1)
    await killer
    for slug in SLUGS[:3]:
        assert system.get(slug, "/en/").status_code == 200
    return done


async def _until_quiet(settings: Settings, tenants: list[UUID]) -> None:
    """Until everything said was carried and heard, and every manifest has its tenant's last revision."""
    sites, end = Sites.of(settings), asyncio.get_running_loop().time() + QUIET
    while asyncio.get_running_loop().time() < end:
        try:
            waiting = await _one(settings, "SELECT count(*) FROM outbox WHERE sent_at IS NULL AND due_at IS NULL")
            behind = [
                tenant
                for tenant in tenants
                if (manifest := await sites.manifest(tenant, "policy_hosting")) is None
                or manifest.revision < await _one(settings, _REVISION, tenant)
            ]
            unheard = await _one(settings, _UNHEARD)
        except (OSError, asyncpg.PostgresError):
            waiting = 1
        if not waiting and not behind and not unheard:
            return
        await asyncio.sleep(0.5)
    examples = await _all(settings, f"{_UNHEARD_ROWS} ORDER BY said.seq LIMIT 20")
    listed = "\n".join(f"{row['seq']} {row['handler']} sent {row['sent_at']}" for row in examples)
    pytest.fail(f"{waiting} not carried, {len(behind)} manifests behind, {unheard} not heard:\n{listed}")


_VERSIONS = "SELECT v.tenant_id, d.slug, v.number FROM version v JOIN document d ON d.id = v.document_id"
_REVISION = "SELECT revision FROM publication WHERE tenant_id = $1"
# timers and publications are said to itself; each has its handlers
_HANDLERS = {
    "publication.due": ("render_pages",),
    "pdfs.due": ("render_pdfs",),
    "version.due": ("take_effect_when_due",),
}
_PAIRS = " UNION ALL ".join(
    f"SELECT seq, sent_at, tenant_id, id, '{handler}' AS handler FROM outbox"  # noqa: S608  names of our own
    f" WHERE subject LIKE '%.{said}' AND sent_at IS NOT NULL"
    for said, handlers in _HANDLERS.items()
    for handler in handlers
)
_UNHEARD_ROWS = f"""SELECT said.* FROM ({_PAIRS}) said LEFT JOIN inbox
    ON inbox.tenant_id = said.tenant_id AND inbox.event_id = said.id AND inbox.handler = said.handler
    WHERE inbox.event_id IS NULL"""  # noqa: S608
_UNHEARD = f"SELECT count(*) FROM ({_UNHEARD_ROWS}) unheard"  # noqa: S608
_DOUBLES = "SELECT count(*) FROM (SELECT 1 FROM inbox GROUP BY handler, event_id HAVING count(*) > 1) doubled"
_IN_FORCE_TWICE = """SELECT count(*) FROM (SELECT 1 FROM version WHERE state = 'in-force'
    GROUP BY document_id HAVING count(*) > 1) doubled"""


async def _check(settings: Settings, tenants: list[UUID], acknowledged: Acknowledged) -> None:
    """Acknowledged = in the database = in the manifests; each handler's inbox holds each event once."""
    sites = Sites.of(settings)
    rows = await _all(
        settings, "SELECT v.tenant_id, d.slug, v.number FROM version v JOIN document d ON d.id = v.document_id"
    )
    stored = {(row["tenant_id"], row["slug"], row["number"]) for row in rows}
    assert acknowledged <= stored, "an acknowledged publication is not in the database"
    published = set()
    for tenant in tenants:
        manifest = await sites.manifest(tenant, "policy_hosting")
        assert manifest is not None
        paths = [path.split("/") for path in manifest.entries if "/versions/" in path]
        published |= {(tenant, words[3], int(words[5])) for words in paths if words[-1].isdigit()}
    assert published == stored, "the manifests show something else than the database"
    assert await _one(settings, _UNHEARD) == 0
    assert await _one(settings, _DOUBLES) == 0
    assert await _one(settings, _IN_FORCE_TWICE) == 0


async def _one(settings: Settings, sql: str, *args: object) -> int:
    rows = await _all(settings, sql, *args)
    return int(rows[0][0]) if rows else 0


async def _all(settings: Settings, sql: str, *args: object) -> list[asyncpg.Record]:
    """As the owner, who sees every tenant's rows; this is a test looking from outside."""
    connection = await asyncpg.connect(settings.database_owner)
    try:
        found: list[asyncpg.Record] = await connection.fetch(sql, *args)
        return found
    finally:
        await connection.close()
