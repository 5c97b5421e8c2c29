"""`avow audit`: exit 0 where every log holds, 1 with the number where one does not; the log as a file."""

import asyncio
import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from typer.testing import CliRunner

from infra.cli import build
from services.tenant_auth.tenants.tenant import Tenant
from shared.settings import ServiceSettings
from tests.support.factories.tenant import made
from tests.tenant_auth.audit.conftest import log

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("database")]


@pytest.fixture
async def company(kept: ServiceSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tenant:
    """A tenant with a log, in an installation that the command finds."""
    environ = {each.metadata["env"]: str(getattr(kept, each.name)) for each in fields(kept)}
    run = {"services": {"tenant_auth": {"env": environ}}}
    (tmp_path / "run.json").write_text(json.dumps(run))
    monkeypatch.setenv("AVOW_DATA", str(tmp_path))
    monkeypatch.setenv("AVOW_ENV", "development")
    tenant = await made()
    await log(tenant.id, 3)
    return tenant


async def audit(*words: str) -> Any:
    """The command in a thread, since it brings a loop of its own."""
    return await asyncio.to_thread(CliRunner().invoke, build("audit"), ["audit", *words])  # type: ignore[arg-type]


async def test_a_log_that_holds_and_one_that_does_not(company: Tenant, superuser: asyncpg.Connection) -> None:
    fine = await audit("verify", "--tenant", company.slug)
    assert (fine.exit_code, fine.stdout) == (0, f"{company.slug}: the log holds. Entries: 3, signed heads: 0.\n")
    await superuser.execute("UPDATE audit_entries SET act = 'x' WHERE tenant_id = $1 AND seq = 2", company.id)
    broken = await audit("verify", "--tenant", company.slug)
    assert broken.exit_code == 1
    assert f"{company.slug}: broken at entry 2: the entry was changed or put elsewhere." in broken.stderr
    told = await audit("verify", "--tenant", company.slug, "--json")
    assert (told.exit_code, json.loads(told.stdout)[0]["seq"]) == (1, 2)


async def test_the_log_is_taken_out(company: Tenant, tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    assert (await audit("export", "--tenant", company.slug, "--format", "jsonl", "--out", str(file))).exit_code == 0
    assert [json.loads(line)["seq"] for line in file.read_text().splitlines()] == [3, 2, 1]
    assert (await audit("export", "--tenant", company.slug)).stdout.splitlines()[0].startswith("seq,at,actor_kind,")
    assert (await audit("export", "--tenant", "nobody-here")).exit_code == 1
