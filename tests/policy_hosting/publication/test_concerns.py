"""A notice to several groups of people opens with what concerns each of them."""

from uuid import UUID

import pytest
import yaml

from services.policy_hosting.publication.publisher import center_of
from services.policy_hosting.settings import Settings
from services.policy_hosting.versions.drafting import Given
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.factories.version import published
from tests.support.published import rendered

TEXT = "# Privacy\n\n## Why\n\n:::purposes\n\n## How long\n\n:::retention\n"
RECORD = yaml.safe_dump(
    {
        "activities": [{"code": "billing", "people": ["customers"]}, {"code": "recruitment", "people": ["candidates"]}],
        "retention": [{"for": {"people": ["candidates"]}, "stages": [{"length": "2 years"}]}],
    }
)


@pytest.mark.parametrize(("kind", "there"), [("privacy-notice", 1), ("terms", 0)])
async def test_a_notice_leads_each_group_to_the_sections_that_say_more(
    tenant: UUID, hosting: Settings, kind: str, there: int
) -> None:
    async with unit_of_work(tenant):
        await published(Given(texts={"en": TEXT}, facts=RECORD), slug="privacy", kind=kind)
        center = await center_of(tenant, hosting)
    assert center is not None
    html = rendered(center).html("/en/policies/privacy")
    assert html.count('aria-labelledby="find_what_concerns_you"') == there
    opening = html.partition('aria-labelledby="find_what_concerns_you"')[2].partition("</section>")[0]
    assert opening.count("<summary>") == 2 * there
    assert opening.count('<a href="#why">') == 2 * there
    assert opening.count('<a href="#how-long">') == there
