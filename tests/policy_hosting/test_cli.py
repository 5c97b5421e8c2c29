"""`avow policies`: one line puts a text up, through the same rules, with answers for people and for programs."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import fields
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from typer.testing import CliRunner, Result

from services.policy_hosting import tenant_named
from services.policy_hosting.cli import app
from services.policy_hosting.versions.reading import Publication, publication
from services.policy_hosting.versions.version import Version
from shared.settings import ServiceSettings
from shared.sites import HostFile, Page, Sites
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.factories.version import THIRTY_WORKING_DAYS

pytestmark = pytest.mark.slow

Avow = Callable[..., Awaitable[Result]]
NOTICE = "# Privacy\n\nWe keep calls for 90 days.\n"


@pytest.fixture
async def avow(tenant: UUID, settings: ServiceSettings, monkeypatch: pytest.MonkeyPatch) -> Avow:
    """The command in a thread of its own, on the test's databases; the tenant is called acme."""
    for field in fields(settings):
        monkeypatch.setenv(field.metadata["env"], str(getattr(settings, field.name)))
    host = HostFile(tenant, "acme", "active", "acme.localhost", ("en", "fr"), 1)
    await Sites.of(settings).write_host("acme.localhost", host)

    async def run(*words: object) -> Result:
        return await asyncio.to_thread(CliRunner().invoke, app, [str(word) for word in words])

    return run


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    file = tmp_path / "privacy.md"
    file.write_text(NOTICE)
    return file


async def public(tenant: UUID) -> Publication:
    async with unit_of_work(tenant):
        return await publication()


def answer(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def publish(file: Path, *more: object, slug: str = "privacy", locale: str = "en") -> tuple[object, ...]:
    return ("publish", "--tenant", "acme", "--slug", slug, "--locale", locale, file, "--json", *more)


async def test_one_line_puts_a_text_up(tenant: UUID, avow: Avow, notice: Path) -> None:
    done = answer(await avow(*publish(notice, "--effective", "2024-05-01")))
    assert (done["number"], done["state"], done["effective_on"]) == (1, "in-force", "2024-05-01")
    (document,) = (await public(tenant)).documents
    assert document.in_force is not None
    assert document.in_force.texts["en"].text == NOTICE
    assert document.in_force.texts["en"].title == "Privacy"


async def test_it_says_for_people_what_came_of_it(avow: Avow, notice: Path) -> None:
    words = [word for word in publish(notice) if word != "--json"]
    result = await avow(*words)
    assert result.stdout.startswith("privacy version 1 is in-force, effective ")


async def test_a_plain_text_finds_its_headings(tenant: UUID, avow: Avow, tmp_path: Path) -> None:
    file = tmp_path / "privacy.txt"
    file.write_text("PRIVACY POLICY\n\n1. Who we are\nWe are Acme.\n\n2. What we keep\n- calls\n- mails\n")
    answer(await avow(*publish(file)))
    (document,) = (await public(tenant)).documents
    assert document.in_force is not None
    assert "## " in document.in_force.texts["en"].text


async def test_several_languages_and_facts_come_in_one_line(
    tenant: UUID, avow: Avow, notice: Path, tmp_path: Path
) -> None:
    french, facts = tmp_path / "privacy.fr.md", tmp_path / "facts.yaml"
    french.write_text("# Vie privée\n\nNous gardons les appels 90 jours.\n")
    facts.write_text(THIRTY_WORKING_DAYS)
    done = answer(await avow(*publish(notice, "--translation", f"fr={french}", "--facts", facts)))
    assert done["locales"] == ["en", "fr"]
    (document,) = (await public(tenant)).documents
    assert document.in_force is not None
    assert document.in_force.facts is not None


async def test_a_date_too_early_is_refused_with_the_earliest_one(
    tenant: UUID, avow: Avow, notice: Path, tmp_path: Path
) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text(THIRTY_WORKING_DAYS)
    answer(await avow(*publish(notice, "--facts", facts)))
    refused = await avow(*publish(notice))
    problem = json.loads(refused.stdout)
    assert (refused.exit_code, problem["status"]) == (1, 422)
    assert "the earliest day is" in problem["detail"]
    done = answer(await avow(*publish(notice, "--effective", "earliest")))
    assert (done["state"], done["announcements"][0]["way"]) == ("scheduled", "notice")
    assert done["announcements"][0]["earliest_on"] in problem["detail"]


async def test_the_command_line_goes_through_the_same_door(avow: Avow, notice: Path, tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text(THIRTY_WORKING_DAYS)
    answer(await avow(*publish(notice, "--facts", facts)))
    hurry = ("--because", "law", "--reason", "en=A court orders it.")
    for more, field in (
        ((), "reason.fr"),
        (("--reason", "fr=Un tribunal."), "by"),
        (("--reason", "fr=Un tribunal.", "--by", "Ada"), "second"),
        (("--reason", "fr=Un tribunal.", "--by", "Ada", "--second", "Ada"), "second"),
    ):
        refused = await avow(*publish(notice, *hurry, *more))
        assert refused.exit_code == 1
        assert field in refused.stdout
    done = answer(
        await avow(*publish(notice, *hurry, "--reason", "fr=Un tribunal.", "--by", "Ada", "--second", "Grace"))
    )
    assert (done["state"], done["announcements"][0]["way"]) == ("in-force", "law")


async def test_what_is_announced_can_be_called_off_and_corrected(avow: Avow, notice: Path) -> None:
    answer(await avow(*publish(notice)))
    where = ("--tenant", "acme", "--slug", "privacy", "--json")
    for number in (2, 3):
        answer(await avow(*publish(notice, "--effective", f"2030-0{number}-01")))
    called_off = answer(await avow("call-off", *where, "--version", "2", "--reason", "en=We think again."))
    assert called_off["state"] == "withdrawn"
    corrected = answer(
        await avow("versions", "correct", notice, "--locale", "en", *where, "--version", "3", "--change", "editorial")
    )
    assert (corrected["number"], corrected["effective_on"]) == (4, "2030-03-01")
    again = await avow("call-off", *where, "--version", "2")
    assert again.exit_code == 1


async def test_history_is_entered_with_its_date(avow: Avow, notice: Path) -> None:
    answer(await avow(*publish(notice, "--effective", "2024-05-01")))
    where = ("--tenant", "acme", "--slug", "privacy", "--json")
    done = answer(await avow("versions", "enter", notice, "--locale", "en", *where, "--effective", "2020-07-01"))
    assert (done["state"], done["effective_on"]) == ("superseded", "2020-07-01")
    assert done["entered_on"] is not None


async def test_documents_are_listed_shown_and_exported(avow: Avow, notice: Path, tmp_path: Path) -> None:
    answer(await avow(*publish(notice)))
    (row,) = answer(await avow("list", "--tenant", "acme", "--json"))
    assert (row["slug"], row["in_force"]["number"], row["coming"]) == ("privacy", 1, [])
    where = ("--tenant", "acme", "--slug", "privacy")
    assert "1  in-force" in (await avow("show", *where)).stdout
    assert answer(await avow("show", *where, "--json"))["versions"][0]["state"] == "in-force"
    assert answer(await avow("versions", "list", *where, "--json"))["versions"][0]["number"] == 1
    assert answer(await avow("export", *where))["versions"][0]["texts"] == {"en": NOTICE}
    answer(await avow("export", *where, "--to", tmp_path / "out", "--json"))
    assert (tmp_path / "out" / "version-1" / "en.md").read_text() == NOTICE


async def test_wait_returns_when_the_public_page_has_it(
    tenant: UUID, avow: Avow, notice: Path, settings: ServiceSettings
) -> None:
    waiting = asyncio.ensure_future(avow(*publish(notice, "--wait")))
    while not (await public(tenant)).documents:  # noqa: ASYNC110  the other side is a command, not a coroutine
        await asyncio.sleep(0.05)
    assert not waiting.done()
    page = Page(b"<p>", "text/html", "en")
    await Sites.of(settings).publish(tenant, "policy_hosting", {"/en/": page}, revision=1000)
    assert answer(await waiting)["revision"] <= 1000


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (("--effective", "tomorrow"), "effective"),
        (("--effective", "2026-02-30"), "effective"),
        (("--locale", "nl"), "prevailing_locale"),
        (("--slug", "Not Good"), "slug"),
        (("--reason", "because"), "reason"),
        (("--reason", "nl=omdat"), "reason.nl"),
        (("--facts", "/nowhere.yaml"), "facts"),
        (("--translation", "fr"), "translation"),
        (("--translation", "en=/nowhere.md"), "translation.en"),
    ],
)
async def test_what_is_wrong_is_named_and_nothing_is_written(
    tenant: UUID, avow: Avow, notice: Path, words: tuple[str, ...], field: str
) -> None:
    refused = await avow(*publish(notice), *words)
    problem = json.loads(refused.stdout)
    assert refused.exit_code == 1
    assert problem["detail"].startswith(f"{field}: ")
    assert (await public(tenant)).documents == ()
    async with unit_of_work(tenant):
        assert await Version.all().count() == 0


@pytest.mark.parametrize(
    ("body", "name", "said"),
    [
        (b"# Hi\n\n<script>alert(1)</script>\n", "x.md", "line 3"),
        (b"# Hi\n\n:::no-such-thing\n", "x.md", "no-such-thing"),
        (b"\xff\xfe\x00", "x.md", "not text in UTF-8"),
        (b"", "x.md", "is empty"),
    ],
)
async def test_a_text_that_cannot_be_shown_is_refused(
    tenant: UUID, avow: Avow, tmp_path: Path, body: bytes, name: str, said: str
) -> None:
    (tmp_path / name).write_bytes(body)
    refused = await avow(*publish(tmp_path / name))
    assert refused.exit_code == 1
    assert said in refused.stdout
    assert (await public(tenant)).documents == ()


async def test_facts_that_are_wrong_name_their_field(avow: Avow, notice: Path, tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text("retention:\n  - for: everything-else\n    stages: [{length: soon}]\n")
    refused = await avow(*publish(notice, "--facts", facts))
    assert refused.exit_code == 1
    assert "retention[0].stages[0].length" in refused.stdout


async def test_an_unknown_tenant_or_document_is_missing(avow: Avow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tenant_named, "PATIENCE", 0.2)
    for words, field in (
        (("list", "--tenant", "nobody"), "tenant"),
        (("list", "--tenant", "../../etc"), "tenant"),
        (("show", "--tenant", "acme", "--slug", "nothing"), "slug"),
        (("call-off", "--tenant", "acme", "--slug", "nothing", "--version", "1"), "slug"),
    ):
        refused = await avow(*words, "--json")
        assert (refused.exit_code, json.loads(refused.stdout)["status"]) == (1, 404)
        assert json.loads(refused.stdout)["detail"].startswith(f"{field}: ")
    assert (await avow("list", "--tenant", "nobody")).exit_code == 1


async def test_wrong_usage_and_engines_out_of_reach_have_codes_of_their_own(
    avow: Avow, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await avow("list")).exit_code == 2
    assert (await avow("list", "--tenant", "acme", "--colour", "red")).exit_code == 2
    monkeypatch.setenv("AVOW_DATABASE_APP", "postgresql://nobody@127.0.0.1:1/nothing")
    assert (await avow("list", "--tenant", "acme")).exit_code == 3
