"""The terms of the Data Privacy Vocabulary that codes point to exist in it."""

import re
from pathlib import Path

import pytest

from services.policy_hosting.facts.codes import ACTIVITIES, CATEGORIES, PEOPLE
from services.policy_hosting.facts.entry import walk
from tests.support.facts import TENANTS, loaded

VOCABULARY = Path(__file__).parents[4] / "shared" / "standards" / "dpv"


def terms() -> set[str]:
    """Every subject of the published files."""
    if not VOCABULARY.is_dir():
        pytest.skip(f"the published vocabulary is not at hand ({VOCABULARY} is absent)")
    text = "\n".join(file.read_text(encoding="utf-8") for file in sorted(VOCABULARY.glob("*.ttl")))
    return set(re.findall(r"^((?:dpv|pd|eu-gdpr):[A-Z][A-Za-z0-9-]+)\b", text, re.MULTILINE))


def test_every_shipped_code_points_to_a_term_that_exists() -> None:
    known = terms()
    shipped = {**CATEGORIES, **ACTIVITIES, **PEOPLE}
    assert {code: entry.dpv for code, entry in shipped.items() if entry.dpv and entry.dpv not in known} == {}


def test_the_check_would_catch_a_term_that_does_not_exist() -> None:
    assert not {"dpv:SecondParty", "dpv:hasRetention", "pd:Cookie"} & terms()


@pytest.mark.parametrize("name", TENANTS)
def test_a_records_own_terms_exist(name: str) -> None:
    known = terms()
    own = {part for path, part in walk(loaded(name)) if ".dpv[" in path}
    assert own <= known
