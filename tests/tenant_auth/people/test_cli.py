"""The operator's help for people: who somebody is here, and the way out for who lost every proof but the password."""

import asyncio
import json
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from infra.cli import build
from infra.local.demo import owner
from services.tenant_auth.members.member import Member
from services.tenant_auth.members.roles import Role
from services.tenant_auth.people.password import is_right
from services.tenant_auth.people.person import Person
from services.tenant_auth.second_factor.recovery_code import RecoveryCode
from services.tenant_auth.sessions.session import Session
from shared.settings import ServiceSettings
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import execute, relay_work, unit_of_work
from tests.support.factories.person import person
from tests.support.factories.tenant import made
from tests.support.post import letters_to

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("database")]


@pytest.fixture
def told(settings: ServiceSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ServiceSettings:
    """What `make run` has written down."""
    environ = {each.metadata["env"]: str(getattr(settings, each.name)) for each in fields(settings)}
    (tmp_path / "run.json").write_text(json.dumps({"services": {"tenant_auth": {"env": environ}}}))
    monkeypatch.setenv("AVOW_DATA", str(tmp_path))
    monkeypatch.setenv("AVOW_ENV", "development")
    return settings


async def avow(*words: str) -> tuple[int, Any]:
    """The command in a thread, since it brings a loop of its own."""
    command: Any = build(words[0])
    done = await asyncio.to_thread(CliRunner().invoke, command, [*words, "--json"])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, json.loads(done.stdout)


async def acts(tenant: Any) -> list[str]:
    async with relay_work():
        rows = await execute("SELECT body FROM outbox WHERE tenant_id = $1 ORDER BY seq", tenant)
    return [json.loads(row["body"])["data"].get("act", "") for row in rows]


async def test_the_operator_takes_lost_proofs_away_and_everybody_concerned_learns_of_it(told: ServiceSettings) -> None:
    ada, tenant = await person(), await made()
    async with unit_of_work(tenant.id):
        await Member.join(ada.id, [Role.OWNER])
    async with unit_of_work(HOUSE):
        await RecoveryCode.renew(ada.id)
        session, _ = await Session.begin(ada.id, ["pwd"], client="", device="")
    code, shown = await avow("people", "show", ada.email)
    assert (code, shown["recovery_codes"], shown["companies"]) == (0, 10, [tenant.slug])
    code, _ = await avow("people", "reset-second-factor", ada.email, "--checked", "met her")
    assert code == 0
    async with unit_of_work(HOUSE):
        assert await RecoveryCode.left(ada.id) == 0
        assert not (await Session.get(id=session.id)).is_open()
    assert "tenant_auth:person:reset-second-factor" in await acts(tenant.id)
    assert "The operator removed" in (await letters_to(ada.email))[-1].text.body


async def test_without_a_word_of_how_it_was_checked_nothing_happens(told: ServiceSettings) -> None:
    ada = await person()
    async with unit_of_work(HOUSE):
        await RecoveryCode.renew(ada.id)
    assert (await avow("people", "reset-second-factor", ada.email, "--checked", " "))[0] == 1
    assert (await avow("people", "show", "nobody@acme.example"))[0] == 1
    async with unit_of_work(HOUSE):
        assert await RecoveryCode.left(ada.id) == 10


async def test_the_operator_ends_one_person_s_sessions_or_everybody_s(told: ServiceSettings) -> None:
    ada, grace, tenant = await person(), await person(), await made()
    async with unit_of_work(tenant.id):
        await Member.join(ada.id, [Role.OWNER])
    async with unit_of_work(HOUSE):
        hers = [(await Session.begin(ada.id, ["pwd"], client="", device=""))[0].id for _ in range(2)]
        other = (await Session.begin(grace.id, ["pwd"], client="", device=""))[0].id
    assert await avow("people", "end-sessions", ada.email) == (0, {"sessions": 2})
    async with unit_of_work(HOUSE):
        assert [each.is_open() for each in await Session.filter(id__in=hers)] == [False, False]
        assert (await Session.get(id=other)).is_open()
    assert "tenant_auth:person:end-sessions" in await acts(tenant.id)
    assert (await avow("people", "end-sessions"))[0] == 1
    assert (await avow("people", "end-sessions", ada.email, "--everybody"))[0] == 1
    assert (await avow("people", "end-sessions", "--everybody"))[0] == 0
    async with unit_of_work(HOUSE):
        assert not (await Session.get(id=other)).is_open()


async def test_a_demonstration_has_an_owner_whose_password_lies_in_the_data_folder_alone(
    told: ServiceSettings,
) -> None:
    tenant = await made()
    await owner.make(tenant, told, locale="fr")
    await owner.make(tenant, told, locale="fr")
    email = f"owner@{tenant.slug}.example"
    code, known = await avow("demo", "owners")
    assert code == 0
    async with unit_of_work(tenant.id):
        grace = await Person.with_email(email)
        assert grace
        member = await Member.of(grace.id)
    assert member
    assert member.roles == [Role.OWNER]
    assert await is_right(grace.password, known[email])
    assert (told.data / owner.FILE).stat().st_mode & 0o077 == 0


async def test_in_production_there_are_no_known_passwords(told: ServiceSettings) -> None:
    serious = replace(told, env="production")
    with pytest.raises(owner.NotInProduction):
        await owner.make(await made(), serious, locale="fr")
    with pytest.raises(owner.NotInProduction):
        owner.owners(serious)
