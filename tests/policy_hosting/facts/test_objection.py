"""The right to object is shown whenever the facts state it, or state what opens it (GDPR Art. 21(4))."""

from typing import Any
from uuid import UUID

import pytest
import yaml

from services.policy_hosting.facts.rendering import right_to_object
from services.policy_hosting.publication.publisher import center_of
from services.policy_hosting.settings import Settings
from services.policy_hosting.texts.tree import words
from services.policy_hosting.versions.drafting import Given
from shared.settings import ServiceSettings
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.factories.version import published
from tests.support.facts import facts, inlines
from tests.support.published import rendered

SITUATION, ANYTIME = "on grounds of your particular situation", "direct marketing at any time"


def activity(code: str, *articles: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "bases": [{"article": article} for article in articles], **more}


def shown(**subjects: Any) -> list[str]:
    return [words(line) for line in inlines(right_to_object(facts(**subjects), "en"))]


@pytest.mark.parametrize("rights", [{}, {"rights": "none"}, {"rights": [{"right": "access"}]}])
@pytest.mark.parametrize(
    ("done", "named"),
    [
        (activity("security", "6(1)(f)"), ["that rests on a legitimate interest (GDPR Art. 21(1))"]),
        (activity("statistics", "6(1)(e)"), ["for a task in the public interest (GDPR Art. 21(1))"]),
        (activity("statistics", "6(1)(e)", "6(1)(f)"), ["a legitimate interest or on a task in the public interest"]),
        (activity("direct-marketing", "6(1)(a)"), [ANYTIME]),
        (activity("newsletters", "6(1)(f)"), [SITUATION, ANYTIME]),
        ({"code": "own-letters", "label": {"en": "Letters"}, "dpv": ["dpv:DirectMarketing"]}, [ANYTIME]),
        (activity("direct-marketing", "the-customers", role="processor"), []),
        (activity("billing", "6(1)(b)", "6(1)(c)"), []),
    ],
)
def test_what_opens_it_is_enough(done: dict[str, Any], named: list[str], rights: dict[str, Any]) -> None:
    found = shown(activities=[done], **rights)
    assert len(found) == len(named), found
    for sentence, part in zip(found, named, strict=True):
        assert part in sentence


def test_what_is_stated_is_said_once_and_in_the_words_of_the_record() -> None:
    found = shown(
        activities=[activity("newsletters", "6(1)(f)")],
        rights=[{"right": "objection-to-marketing", "means": [{"kind": "link-in-mail"}]}],
    )
    assert len(found) == 2
    assert "By the link in every message" in found[0]
    assert SITUATION in found[1]


def test_nothing_is_shown_where_nothing_opens_it() -> None:
    assert shown() == []


async def test_a_notice_that_names_no_rights_has_its_section_all_the_same(
    tenant: UUID, settings: ServiceSettings
) -> None:
    record = yaml.safe_dump({"activities": [activity("security", "6(1)(f)")]})
    async with unit_of_work(tenant):
        for kind in ("privacy-notice", "terms"):
            await published(Given(texts={"en": "# Text\n\n## Words\n\nSome.\n"}, facts=record), slug=kind, kind=kind)
        center = await center_of(tenant, Settings(**vars(settings)))
    assert center is not None
    pages = rendered(center)
    assert pages.html("/en/policies/privacy-notice").count('<section class="objection') == 1
    assert SITUATION in pages.words("/en/policies/privacy-notice")
    assert '<section class="objection' not in pages.html("/en/policies/terms")
