"""The operator's own center: terms and a processing agreement, in two languages, marked as invented."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from infra.demo_cli import OPERATOR
from services.policy_hosting.documents.kind import Kind
from services.policy_hosting.facts.findings import findings
from services.policy_hosting.facts.reading import load
from services.policy_hosting.facts.rendering import directive
from services.policy_hosting.texts.parse import parse
from services.policy_hosting.texts.tree import Heading, headings
from services.tenant_auth.tenants.profile import given
from services.tenant_auth.themes import theme
from shared.settings import Installation

DOCUMENTS: list[dict[str, Any]] = yaml.safe_load((OPERATOR / "documents.yaml").read_text())
EACH = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document["slug"]))


def place(document: dict[str, Any]) -> Path:
    return OPERATOR / str(document["slug"]) / "1"


def shape(document: dict[str, Any], locale: str) -> list[int]:
    facts = load((place(document) / "facts.yaml").read_text())
    read = parse(
        (place(document) / f"{locale}.md").read_text(),
        directives=lambda name, arguments: directive(name, arguments, facts, locale),
    )
    return [heading.level for heading in headings(read.blocks) if isinstance(heading, Heading)]


def test_it_is_the_operator_s_tenant_and_says_that_it_is_a_demonstration() -> None:
    data = yaml.safe_load((OPERATOR / "tenant.yaml").read_text())
    theme.read(data.pop("theme"))
    assert given(data).demonstration
    assert Installation(edge_secret="", nats_url="").operator_slug == OPERATOR.name


def test_it_publishes_what_a_new_company_accepts() -> None:
    assert [Kind(document["kind"]) for document in DOCUMENTS] == [Kind.TERMS, Kind.PROCESSING_AGREEMENT]
    assert all(each["versions"][0]["effective"] < date(2026, 11, 1) for each in DOCUMENTS)


@EACH
def test_a_text_is_alike_in_both_languages_and_stands_on_its_facts(document: dict[str, Any]) -> None:
    assert shape(document, "en") == shape(document, "fr")
    assert len(shape(document, "en")) > 5
    assert findings(load((place(document) / "facts.yaml").read_text())) == []
    texts = [(place(document) / f"{locale}.md").read_text() for locale in ("en", "fr")]
    assert len({text.count("◦") for text in texts}) == 1


def test_no_mailbox_of_anybody_is_shown() -> None:
    for file in [*OPERATOR.rglob("*.md"), *OPERATOR.rglob("*.yaml")]:
        assert all(domain.endswith(".example") for domain in re.findall(r"@([\w.-]+\w)", file.read_text())), file
