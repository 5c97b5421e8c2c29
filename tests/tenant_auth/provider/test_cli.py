"""`avow keys rotate`: a new key by one command, and a sentence where one waits already."""

import asyncio
import json
from dataclasses import fields

import pytest
from typer.testing import CliRunner, Result

from services.tenant_auth.provider import signing_key
from services.tenant_auth.provider.cli import app
from services.tenant_auth.settings import Settings
from shared.ids import new_id
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work


@pytest.mark.usefixtures("database")
async def test_a_key_is_rotated_by_command(provider: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing_key, "_USE", f"command test {new_id()}")
    for field in fields(provider):
        monkeypatch.setenv(field.metadata["env"], str(getattr(provider, field.name)))

    async def run(*words: str) -> Result:
        return await asyncio.to_thread(CliRunner().invoke, app, list(words))

    async with unit_of_work(HOUSE):
        old = (await signing_key.signing(provider)).id
    made = await run("rotate", "--json")
    assert made.exit_code == 0, made.output
    new = json.loads(made.stdout)["key"]
    async with unit_of_work(HOUSE):
        shown = [key["kid"] for key in (await signing_key.published(provider))["keys"]]
    assert sorted(shown) == sorted([old, new])
    again = await run("rotate")
    assert again.exit_code == 1
    assert "published already" in again.stderr
    assert (await run("rotate", "--at-once")).exit_code == 0
