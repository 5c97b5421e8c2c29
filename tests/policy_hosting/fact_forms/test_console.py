"""Facts as forms: every real record passes through its forms unchanged; entries come and go without script."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from services.policy_hosting.documents.document import Document
from services.policy_hosting.fact_forms.labels import label_of
from services.policy_hosting.fact_forms.shape import fields_of
from services.policy_hosting.fact_forms.subjects import SHOWS, SUBJECTS
from services.policy_hosting.fact_forms.values import VALUES
from services.policy_hosting.facts.entry import Part
from services.policy_hosting.facts.reading import load, plain
from services.policy_hosting.facts.record import Facts
from services.policy_hosting.versions.drafting import Given
from services.policy_hosting.versions.editing import save_facts, subjects_of
from services.policy_hosting.versions.version import Version, numbered
from shared.tenancy.unit_of_work import unit_of_work
from tests.policy_hosting.conftest import Staff
from tests.support.factories.version import ADA, published
from tests.support.typed import typed

pytestmark = pytest.mark.slow

RECORDS = {each.stem: each.read_text() for each in sorted(Path(__file__).parents[1].glob("facts/rows/0*.yaml"))}
V2 = "/policies/privacy/versions/2"
TEXT = {"en": "# Privacy\n\nText.\n"}


@pytest.fixture
async def writer(staff: Staff, tenant: UUID) -> Staff:
    async with unit_of_work(tenant):
        await published(Given(texts=TEXT))
    await staff.sends("/policies/privacy/versions", change="material")
    return staff


async def version(tenant: UUID) -> Version:
    async with unit_of_work(tenant):
        return await numbered((await Document.named("privacy")).id, 2)


async def now(tenant: UUID) -> dict[str, Any]:
    return subjects_of(await version(tenant))


async def post(staff: Staff, subject: str, pairs: list[tuple[str, str]], act: str = "save") -> Any:
    data: dict[str, list[str]] = {"act": [act]}
    for name, value in pairs:
        data.setdefault(name, []).append(value)
    return await staff.client.post(f"/{staff.slug}{V2}/facts/{subject}", data=data, headers=staff.headers())


def parts(part: type[Part], seen: set[type[Part]] | None = None) -> set[type[Part]]:
    seen = set() if seen is None else seen
    for each in fields_of(part):
        if each.shape.part is not None and each.shape.part not in seen:
            seen.add(each.shape.part)
            parts(each.shape.part, seen)
    return seen


def test_every_field_and_every_code_has_a_name_for_people() -> None:
    assert set(SUBJECTS) == set(SHOWS) == set(Facts.model_fields)
    for part in parts(Facts):
        for each in fields_of(part):
            assert label_of(part.__name__, each.name)
            assert set(each.shape.choices) <= set(VALUES), part


@pytest.mark.parametrize("record", RECORDS)
async def test_a_real_record_passes_through_its_forms_unchanged(writer: Staff, tenant: UUID, record: str) -> None:
    async with unit_of_work(tenant):
        await save_facts(await numbered((await Document.named("privacy")).id, 2), RECORDS[record], ADA)
    before = plain(load(RECORDS[record]))
    for subject in before:
        page = await writer.sees(f"{V2}/facts/{subject}")
        assert page.status_code == 200, subject
        answer = await post(writer, subject, typed(page.text))
        assert answer.status_code == 303, (subject, answer.text)
        assert (await now(tenant)).get(subject) == before.get(subject), subject


async def test_entries_come_and_go_by_buttons(writer: Staff, tenant: UUID) -> None:
    page = await writer.sees(f"{V2}/facts/notices")
    opened = await post(writer, "notices", typed(page.text), "add:notices")
    assert opened.status_code == 200
    pairs = [(name, "this-text" if name == "notices.0.about" else value) for name, value in typed(opened.text)]
    pairs = [(name, "30" if name == "notices.0.length.amount" else value) for name, value in pairs]
    pairs = [(name, "day" if name == "notices.0.length.unit" else value) for name, value in pairs]
    two = await post(writer, "notices", pairs, "add:notices")
    assert "notices.1.about" in two.text
    one = await post(writer, "notices", typed(two.text), "remove:notices.1")
    assert "notices.1.about" not in one.text
    assert (await post(writer, "notices", typed(one.text))).status_code == 303
    assert (await now(tenant))["notices"] == [{"about": "this-text", "length": "30 days"}]
    assert "4 of 18 subjects are stated" in (await writer.sees(f"{V2}/facts")).text


async def test_what_is_wrong_is_said_at_its_field_and_kept(writer: Staff, tenant: UUID) -> None:
    before = await now(tenant)
    opened = await post(writer, "cookies", [], "add:cookies")
    pairs = [(name, "soon" if name == "cookies.0.longest.amount" else value) for name, value in typed(opened.text)]
    pairs = [(name, "session" if name == "cookies.0.kind" else value) for name, value in pairs]
    answer = await post(writer, "cookies", pairs)
    assert answer.status_code == 422
    assert 'href="#cookies-0-longest"' in answer.text
    assert 'value="soon"' in answer.text
    assert await now(tenant) == before


async def test_none_and_not_stated_are_statements(writer: Staff, tenant: UUID) -> None:
    page = await writer.sees(f"{V2}/facts/transfers")
    pairs = [(name, "none" if name == "transfers~said" else value) for name, value in typed(page.text)]
    assert (await post(writer, "transfers", pairs)).status_code == 303
    assert (await now(tenant))["transfers"] == "none"


async def test_two_people_on_one_subject_do_not_overwrite_each_other(writer: Staff, tenant: UUID) -> None:
    mine = typed((await writer.sees(f"{V2}/facts/dpo")).text)
    theirs = [(name, "Grace Hopper" if name == "dpo.name" else value) for name, value in mine]
    assert (await post(writer.other("Grace"), "dpo", theirs)).status_code == 303
    late = [(name, "Ada Lovelace" if name == "dpo.name" else value) for name, value in mine]
    answer = await post(writer, "dpo", late)
    assert answer.status_code == 409
    assert 'value="Ada Lovelace"' in answer.text
    assert "Grace Hopper" in answer.text
    assert (await now(tenant))["dpo"]["name"] == "Grace Hopper"
    other = typed((await writer.sees(f"{V2}/facts/answer")).text)
    assert (await post(writer, "answer", other)).status_code == 303  # another subject is no quarrel


async def test_findings_lead_to_their_fields(writer: Staff, tenant: UUID) -> None:
    async with unit_of_work(tenant):
        found = await numbered((await Document.named("privacy")).id, 2)
        await save_facts(
            found, "answer:\n  - {length: 60 days, from: [receipt]}\n".replace("[receipt]", "receipt"), ADA
        )
    page = await writer.sees(f"{V2}/facts")
    assert f'href="/{writer.slug}{V2}/facts/answer#answer-0-length"' in page.text
    assert 'id="answer-0-length"' in (await writer.sees(f"{V2}/facts/answer")).text


async def test_a_subject_nobody_knows_is_missing(writer: Staff) -> None:
    assert (await writer.sees(f"{V2}/facts/poetry")).status_code == 404
