"""A center with everything that can happen to a text, rendered from the database."""

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta

import pytest

from infra.local.assets import build
from services.policy_hosting.publication.center import Center
from services.policy_hosting.publication.publisher import center_of
from services.policy_hosting.settings import Settings
from services.policy_hosting.versions.calling_off import call_off
from services.policy_hosting.versions.drafting import Given
from services.policy_hosting.versions.history import enter_history
from services.policy_hosting.versions.state import Way
from shared import clock as domain_clock
from shared.ids import new_id
from shared.settings import ServiceSettings
from shared.tenancy import profile
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.clock import MovableClock
from tests.support.databases import Databases
from tests.support.factories.profile import profile_changed
from tests.support.factories.version import ADA, ADA_AND_GRACE, THIRTY_WORKING_DAYS, given, published
from tests.support.published import Published, rendered

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
LATER = date(2027, 2, 1)


@pytest.fixture
def hosting(settings: ServiceSettings) -> Settings:
    """What the process of policy_hosting is told: a public installation on TLS."""
    return of_hosting(settings)


def of_hosting(settings: ServiceSettings) -> Settings:
    said = {each.name: getattr(settings, each.name) for each in fields(settings)}
    return Settings(**{**said, "public_url": "https://{host}", "static": build()})


@pytest.fixture(scope="session")
async def center(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Center:
    """Read once and never changed, so all tests may look at it."""
    data, tenant = tmp_path_factory.mktemp("storied"), new_id()
    hosting = of_hosting(databases.settings("policy_hosting", data))
    with pytest.MonkeyPatch.context() as patched, (await databases.of("policy_hosting")).activate():
        patched.setenv("AVOW_DATA", str(data))
        patched.setenv("AVOW_ENV", "development")
        patched.setattr(domain_clock, "_offset", timedelta())
        MovableClock(data).set_to(MONDAY)
        async with unit_of_work(tenant):
            await profile.copy(profile_changed(tenant))
            await storied()
            found = await center_of(tenant, hosting)
    assert found is not None
    return found


@pytest.fixture(scope="session")
def pages(center: Center) -> Published:
    return rendered(center)


async def storied() -> None:
    """A notice brought along in two languages, its history, a change by law, one called off and one announced."""
    both = {"en": "# Privacy\n\n## Calls\n\nFor 90 days.\n", "fr": "# Vie privée\n\n## Appels\n\nPendant 90 jours.\n"}
    first = await published(Given(texts=both, facts=THIRTY_WORKING_DAYS), effective=date(2024, 5, 1))
    await enter_history(first.document, given(30), date(2020, 7, 1), ADA)
    reasons = {"en": "A court orders it.", "fr": "Un tribunal l’ordonne."}
    await published(given(120), actor=ADA_AND_GRACE, way=Way.LAW, reasons=reasons)
    doomed = (await published(given(150), effective=LATER)).version
    await call_off(doomed, ADA, {"en": "We think again."})
    await published(given(180, summary={"en": "Calls are kept longer.\f"}), effective=LATER)
    await published(Given(texts={"fr": "# Cookies\n\n## Aucun\n\nAucun.\n"}), slug="cookies", kind="cookie-notice")
