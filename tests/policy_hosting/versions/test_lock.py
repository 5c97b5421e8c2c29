"""The notice-period lock: what it refuses, with which words, and the four ways through it."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from services.policy_hosting.actor import Actor
from services.policy_hosting.versions.announcement import Announcement
from services.policy_hosting.versions.lock import NotEditorial, TooEarly
from services.policy_hosting.versions.state import Change, State, Way
from services.policy_hosting.versions.version import Version, present
from shared.errors import Denied, Invalid
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.clock import MovableClock
from tests.support.factories.version import ADA, ADA_AND_GRACE, THIRTY_WORKING_DAYS, given, published

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
EARLIEST = date(2027, 1, 7)
BECAUSE = {"en": "A court orders it.", "fr": "Un tribunal l'ordonne."}


def notice(length: str, **more: str) -> str:
    said = "".join(f", {name}: {value}" for name, value in more.items())
    return f"notices:\n  - {{about: this-text, length: {length}{said}}}\n"


@pytest.fixture
async def promised(tenant: UUID, clock: MovableClock) -> UUID:
    """A tenant whose notice promises thirty working days, on Monday 23 November 2026."""
    clock.set_to(MONDAY - timedelta(days=30))
    async with unit_of_work(tenant):
        await published(given(facts=THIRTY_WORKING_DAYS))
    clock.set_to(MONDAY)
    return tenant


async def test_a_date_before_the_notice_is_over_is_refused_with_the_earliest_and_why(promised: UUID) -> None:
    async with unit_of_work(promised):
        with pytest.raises(TooEarly) as refusal:
            await published(given(180), effective=EARLIEST - timedelta(days=1))
    assert "2027-01-07" in refusal.value.message
    assert "Christmas Day" in refusal.value.message
    assert refusal.value.problems[0].field == "effective"
    assert refusal.value.earliest.day == EARLIEST


async def test_nothing_of_a_refused_version_is_left(promised: UUID) -> None:
    with pytest.raises(TooEarly):
        async with unit_of_work(promised):
            await published(given(180))
    async with unit_of_work(promised):
        assert await Version.all().count() == 1


async def test_the_earliest_day_is_taken(promised: UUID) -> None:
    async with unit_of_work(promised):
        done = await published(given(180), effective=EARLIEST)
        assert done.version.state is State.SCHEDULED
        assert done.version.begins == datetime(2027, 1, 6, 23, tzinfo=UTC)  # 00:00 in Paris
        assert (done.announcement.way, done.announcement.earliest_on) == (Way.NOTICE, EARLIEST)
        assert done.announcement.promise["length"] == 30


async def test_the_day_of_announcement_is_a_day_in_the_controllers_zone(tenant: UUID, clock: MovableClock) -> None:
    clock.set_to(datetime(2026, 11, 22, 23, 30, tzinfo=UTC))  # Monday 00:30 in Paris
    async with unit_of_work(tenant):
        await published(given(facts=THIRTY_WORKING_DAYS))
        done = await published(given(180), at_earliest=True)
        assert done.version.effective_on == EARLIEST


@pytest.mark.parametrize(
    ("facts", "earliest"),
    [
        (notice("30 working-days-mon-sat"), date(2026, 12, 30)),
        (notice("30 working-days-mon-fri"), EARLIEST),
        (notice("30 working-days", calendar="GB"), date(2027, 1, 8)),
        (notice("1 month"), date(2026, 12, 24)),
        (notice("72 hours"), date(2026, 11, 27)),
        (notice("30 days") + "  - {about: this-text, length: 2 weeks}\n", date(2026, 12, 24)),
        (notice("none"), date(2026, 11, 23)),
        (notice("0 days"), date(2026, 11, 23)),
        ("notices:\n  - {about: subprocessors, length: 30 days}\n", date(2026, 11, 23)),
        (None, date(2026, 11, 23)),
    ],
)
async def test_the_promise_of_the_version_in_force_decides(
    tenant: UUID, clock: MovableClock, facts: str | None, earliest: date
) -> None:
    clock.set_to(MONDAY)
    async with unit_of_work(tenant):
        await published(given(facts=facts))
        done = await published(given(180), at_earliest=True)
        assert done.version.effective_on == earliest


async def test_a_shorter_notice_period_waits_out_the_longer_one(promised: UUID, clock: MovableClock) -> None:
    async with unit_of_work(promised):
        with pytest.raises(TooEarly):
            await published(given(facts=notice("5 days")), effective=date(2026, 12, 1))
        await published(given(facts=notice("5 days")), effective=EARLIEST)
        with pytest.raises(TooEarly):  # the long promise still binds whatever is announced now
            await published(given(180), effective=date(2026, 12, 1))
    clock.set_to(datetime(2027, 1, 7, 9, tzinfo=UTC))
    async with unit_of_work(promised):
        done = await published(given(180), at_earliest=True)
        assert done.version.effective_on == date(2027, 1, 13)


async def test_the_notice_for_subprocessors_is_not_shortened_at_once_either(tenant: UUID, clock: MovableClock) -> None:
    clock.set_to(MONDAY)
    long, short = (f"notices:\n  - {{about: subprocessors, length: {n} days}}\n" for n in (30, 5))
    async with unit_of_work(tenant):
        await published(given(facts=long))
        with pytest.raises(TooEarly):
            await published(given(facts=short))


async def test_no_way_through_the_lock_takes_a_shorter_notice_along(promised: UUID) -> None:
    async with unit_of_work(promised):
        for way in (Way.LAW, Way.FAVOUR):
            with pytest.raises(Invalid, match="waits out the longer one"):
                await published(given(facts=notice("5 days")), actor=ADA_AND_GRACE, way=way, reasons=BECAUSE)
        with pytest.raises(NotEditorial):
            await published(given(facts=notice("5 days")), change=Change.EDITORIAL)


async def test_a_notice_promised_for_the_terms_binds_the_terms(tenant: UUID, clock: MovableClock) -> None:
    clock.set_to(MONDAY)
    async with unit_of_work(tenant):
        await published(given(), slug="terms", kind="terms")
        await published(given(facts="notices:\n  - {about: terms, length: 30 days}\n"), slug="privacy")
        done = await published(given(180), slug="terms", at_earliest=True)
        assert done.version.effective_on == date(2026, 12, 24)


# ── Through the lock, in the open ────────────────────────────────────────────────────────────────────────────────────


async def test_an_editorial_change_takes_effect_at_once(promised: UUID) -> None:
    async with unit_of_work(promised):
        done = await published(given(90, locale="en"), change=Change.EDITORIAL)
        assert (done.version.state, done.announcement.way) == (State.IN_FORCE, Way.EDITORIAL)


@pytest.mark.parametrize("after", ["6 months", "30 days"])
async def test_an_editorial_change_may_not_alter_a_promise(tenant: UUID, after: str) -> None:
    kept = "retention:\n  - {{for: {{people: [prospects]}}, stages: [{{length: {}, from: [collected]}}]}}\n"
    async with unit_of_work(tenant):
        await published(given(facts=kept.format("90 days")))
        with pytest.raises(NotEditorial, match="retention"):
            await published(given(facts=kept.format(after)), change=Change.EDITORIAL)


async def test_an_editorial_change_may_state_what_was_not_stated(promised: UUID) -> None:
    async with unit_of_work(promised):
        more = THIRTY_WORKING_DAYS + "rights:\n  - {right: access}\n"
        done = await published(given(facts=more), change=Change.EDITORIAL)
        assert done.version.state is State.IN_FORCE


async def test_a_promise_of_notice_before_any_change_holds_for_editorial_ones(
    tenant: UUID, clock: MovableClock
) -> None:
    clock.set_to(MONDAY)
    async with unit_of_work(tenant):
        await published(given(facts=notice("30 days", change="any")))
        with pytest.raises(TooEarly):
            await published(given(91), change=Change.EDITORIAL)
        done = await published(given(91), change=Change.EDITORIAL, at_earliest=True)
        assert done.version.effective_on == date(2026, 12, 24)


@pytest.mark.parametrize("way", [Way.LAW, Way.FAVOUR])
async def test_law_and_favour_need_a_reason_in_every_language_and_a_second_person(promised: UUID, way: Way) -> None:
    async with unit_of_work(promised):
        with pytest.raises(Invalid) as refusal:
            await published(given(180), actor=ADA_AND_GRACE, way=way, reasons={"en": "A court orders it."})
        assert [problem.field for problem in refusal.value.problems] == ["reason.fr"]
        for alone in (ADA, Actor.operator("Ada", "ada ")):
            with pytest.raises(Invalid, match="second"):
                await published(given(180), actor=alone, way=way, reasons=BECAUSE)
        with pytest.raises(Invalid, match="by:"):
            await published(given(180), actor=Actor.operator(second="Grace"), way=way, reasons=BECAUSE)
        done = await published(given(180), actor=ADA_AND_GRACE, way=way, reasons=BECAUSE)
        assert done.version.state is State.IN_FORCE
        kept = await Announcement.get(version_id=done.version.id)
        assert (kept.way, kept.reasons, kept.by, kept.second) == (way, BECAUSE, "Ada", "Grace")


async def test_law_and_favour_need_permissions_of_their_own(promised: UUID) -> None:
    lawyer = Actor(kind="person", name="Ada", permissions=ADA.permissions - {"policy_hosting:version:hasten-by-law"})
    async with unit_of_work(promised):
        with pytest.raises(Denied, match="hasten-by-law"):
            await published(given(180), actor=lawyer, way=Way.LAW, reasons=BECAUSE)


async def test_a_tenant_of_one_person_needs_no_second(promised: UUID) -> None:
    async with unit_of_work(promised):
        alone = Actor.operator("Ada", alone=True)
        done = await published(given(180), actor=alone, way=Way.LAW, reasons=BECAUSE)
        assert done.announcement.second is None


async def test_a_first_version_takes_effect_at_once_or_on_any_day(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        now = await published(given(facts=THIRTY_WORKING_DAYS))
        assert (now.announcement.way, now.version.state) == (Way.FIRST, State.IN_FORCE)
        past = await published(given(), slug="cookies", effective=date(2020, 7, 1))
        assert (past.version.state, past.version.effective_on) == (State.IN_FORCE, date(2020, 7, 1))
        assert past.version.entered_on is not None
        assert now.version.entered_on is None


async def test_a_later_version_may_not_have_a_date_in_the_past(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        first = await published()
        for change in Change:
            with pytest.raises(Invalid, match="is past"):
                await published(given(91), effective=date(2020, 7, 1), change=change)
        assert (await present(first.document.id)) == first.version


@pytest.mark.parametrize("day", [date(1066, 10, 14), date(9999, 12, 31)])
async def test_a_date_nobody_means_is_refused(tenant: UUID, day: date) -> None:
    async with unit_of_work(tenant):
        with pytest.raises(Invalid) as refusal:
            await published(effective=day)
        assert refusal.value.problems[0].field == "effective"
