"""The same text for programs and for keeping: Markdown that parses again, JSON with everything public."""

import json
from dataclasses import replace

import pytest
import yaml

from services.policy_hosting.publication.center import Center
from services.policy_hosting.texts.parse import parse
from services.policy_hosting.texts.tree import headings, words
from tests.support.published import Published, rendered

pytestmark = pytest.mark.slow


def markdown(pages: Published, path: str) -> tuple[dict[str, object], str]:
    head, _, text = pages.html(path).removeprefix("---\n").partition("---\n")
    return yaml.safe_load(head), text


def test_markdown_says_what_it_is_and_since_when_it_holds(pages: Published, center: Center) -> None:
    head, _ = markdown(pages, "/fr/policies/privacy/versions/1.md")
    assert head["title"] == "Vie privée"
    assert (head["language"], head["version"], head["effective"]) == ("fr", 1, "2024-05-01")
    assert head["address"] == f"{center.origin}/fr/policies/privacy/versions/1"
    assert head["hash"] == center.documents[0].versions[1].content_hash


@pytest.mark.parametrize(
    "path", ["/fr/policies/privacy/versions/1.md", "/en/policies/privacy.md", "/en/policies/cookies.md"]
)
def test_markdown_parses_again(pages: Published, path: str) -> None:
    _, text = markdown(pages, path)
    again = parse(text, directives=None)
    assert again.title
    assert ":::" not in text


def test_markdown_keeps_the_headings(pages: Published) -> None:
    _, text = markdown(pages, "/fr/policies/privacy/versions/1.md")
    assert "Appels" in [words(each.inlines) for each in headings(parse(text, directives=None).blocks)]


def test_json_holds_every_language_and_how_it_went_through_the_lock(pages: Published, center: Center) -> None:
    law = json.loads(pages.html("/en/policies/privacy/versions/3.json"))
    assert law["format"] == "avow-policy-1"
    assert (law["version"]["way"], law["version"]["reasons"]["fr"]) == ("law", "Un tribunal l’ordonne.")
    first = json.loads(pages.html("/en/policies/privacy/versions/1.json"))
    assert set(first["texts"]) == {"en", "fr"}
    assert first["version"]["entered_on"] == "2026-11-23"
    assert first["facts"]["notices"]
    assert first["document"]["prevailing_language"] == "en"


def test_the_lasting_address_gives_the_text_in_force(pages: Published) -> None:
    assert pages.page("/en/policies/privacy.json").body == pages.page("/en/policies/privacy/versions/3.json").body
    assert pages.page("/en/policies/privacy.md").body == pages.page("/en/policies/privacy/versions/3.md").body


def test_a_demonstration_says_so_in_every_form(center: Center) -> None:
    pages = rendered(replace(center, profile=replace(center.profile, demonstration=True)))
    assert json.loads(pages.html("/en/policies/privacy.json"))["demonstration"] is True
    _, text = markdown(pages, "/fr/policies/privacy.md")
    assert "> Démonstration." in text
    assert "Démonstration." in pages.words("/fr/policies/privacy")
