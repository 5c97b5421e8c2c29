"""The demonstration's texts: they read whole in every language, stand on lawful facts, and pretend nothing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from infra.demo_cli import COMPANIES
from services.policy_hosting.documents.kind import Audience, Kind
from services.policy_hosting.facts.entry import walk
from services.policy_hosting.facts.findings import findings, missing_words
from services.policy_hosting.facts.length import Length
from services.policy_hosting.facts.notices import About
from services.policy_hosting.facts.reading import load
from services.policy_hosting.facts.record import Facts
from services.policy_hosting.facts.rendering import directive
from services.policy_hosting.facts.said import Stated, many, value
from services.policy_hosting.facts.words import Words
from services.policy_hosting.texts.parse import parse
from services.policy_hosting.texts.tree import Block, Document, Heading, headings
from services.policy_hosting.versions.state import Change
from services.tenant_auth.tenants.profile import GivenProfile, given
from services.tenant_auth.themes import theme

pytestmark = pytest.mark.slow

LANGUAGES = {
    "dfns": ["en", "fr"],
    "denaroo": ["fr", "en"],
    "business-centers": ["fr", "en"],
    "back-office-pro": ["en", "fr"],
    "perfony": ["nl", "fr", "en"],
}
VERSION_FIELDS = {"folder", "history", "effective", "announce", "change", "summary"}
DOCUMENT_FIELDS = {"slug", "kind", "audience", "prevailing", "versions"}
MARK = "◦"

_MAIL = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
_TELEPHONE = re.compile(r"\+33[\d  .]{9,}|\b0[1-9](?:[  .]?\d\d){4}\b")
_FICTIONAL = re.compile(r"(?:\+33|0)(?:199 ?00|26191|35301|46571|53649|63998|599 ?00)")
"""Numbers the French regulator keeps free for fiction (01 99 00 and its sisters), and the like of 05 99 00."""


@dataclass(frozen=True)
class Version:
    """One version of a document as it lies in its folder."""

    company: str
    slug: str
    said: dict[str, Any]
    prevailing: str

    @property
    def folder(self) -> Path:
        return COMPANIES / self.company / self.slug / str(self.said["folder"])

    def facts(self) -> Facts:
        return _loaded(self.folder / "facts.yaml")

    def text(self, locale: str) -> str:
        return (self.folder / f"{locale}.md").read_text()

    def read(self, locale: str) -> Document:
        facts = self.facts()

        def said(name: str, arguments: dict[str, str]) -> Sequence[Block]:
            return directive(name, arguments, facts, locale)

        return parse(self.text(locale), directives=said)

    def __str__(self) -> str:
        return f"{self.company}/{self.slug}/{self.said['folder']}"


def documents(company: str) -> list[dict[str, Any]]:
    listed = yaml.safe_load((COMPANIES / company / "documents.yaml").read_text())
    assert isinstance(listed, list)
    return listed


def versions() -> Iterator[Version]:
    for company in LANGUAGES:
        if (COMPANIES / company / "documents.yaml").exists():
            for document in documents(company):
                for said in document["versions"]:
                    yield Version(company, document["slug"], said, document["prevailing"])


def tenant(company: str) -> tuple[GivenProfile, dict[str, Any]]:
    data = yaml.safe_load((COMPANIES / company / "tenant.yaml").read_text())
    worn = data.pop("theme")
    return given(data), worn


ALL = pytest.mark.parametrize("version", list(versions()), ids=str)
EACH = pytest.mark.parametrize("company", list(LANGUAGES))


def test_there_are_five_companies_and_no_other() -> None:
    assert {folder.parent.name for folder in COMPANIES.glob("*/tenant.yaml")} == set(LANGUAGES)


@EACH
def test_a_company_is_a_demonstration_with_a_country_an_authority_and_its_languages(company: str) -> None:
    profile, worn = tenant(company)
    assert profile.demonstration
    assert profile.country == "FR"
    assert profile.authority
    assert profile.authority.country == "FR"
    assert "CNIL" in profile.authority.name
    assert list(profile.locales) == LANGUAGES[company]
    theme.read(worn)


def test_no_two_companies_look_alike() -> None:
    worn = [theme.read(tenant(company)[1]) for company in LANGUAGES]
    assert len({each.colour for each in worn}) == len(LANGUAGES)
    assert len({(each.fonts, each.header, each.corner, each.density) for each in worn}) == len(LANGUAGES)


@EACH
def test_documents_are_planned_in_words_the_loader_knows(company: str) -> None:
    listed = documents(company)
    assert len({document["slug"] for document in listed}) == len(listed)
    for document in listed:
        assert set(document) <= DOCUMENT_FIELDS
        assert Kind(document["kind"])
        assert Audience(document.get("audience", "everyone"))
        assert document["prevailing"] in LANGUAGES[company]
        for said in document["versions"]:
            assert set(said) <= VERSION_FIELDS
            assert Change(said.get("change", "material"))
            assert set(said["summary"]) == set(LANGUAGES[company])
            assert all(text.strip() for text in said["summary"].values())


@EACH
def test_versions_follow_each_other_from_the_past_to_what_is_announced(company: str) -> None:
    for document in documents(company):
        planned = document["versions"]
        brought = [said for said in planned if not said.get("announce")]
        assert planned[: len(brought)] == brought, "what is announced comes last"
        days = [said["effective"] for said in brought]
        assert days == sorted(set(days))
        assert days[-1] < date(2026, 11, 1), "a text brought along has its date behind it"
        assert all(said.get("history") for said in brought[:-1])


@EACH
def test_nothing_lies_in_the_folders_that_no_version_speaks_of(company: str) -> None:
    planned = {version.folder for version in versions() if version.company == company}
    assert {file.parent for file in (COMPANIES / company).rglob("*.md")} == planned
    assert {file.parent for file in (COMPANIES / company).rglob("facts.yaml")} <= planned


@ALL
def test_a_version_is_there_in_every_language_of_its_company(version: Version) -> None:
    assert {file.stem for file in version.folder.glob("*.md")} == set(LANGUAGES[version.company])
    assert missing_words(version.facts(), tuple(LANGUAGES[version.company])) == []


@ALL
def test_a_text_has_the_same_headings_in_all_languages(version: Version) -> None:
    shapes = {locale: _shape(version.read(locale)) for locale in LANGUAGES[version.company]}
    assert set(map(tuple, shapes.values())) == {tuple(shapes[version.prevailing])}
    assert len(shapes[version.prevailing]) >= 3


@ALL
def test_a_text_prints_the_same_facts_at_the_same_places_in_all_languages(version: Version) -> None:
    asked = {locale: re.findall(r"(?m)^:::.*$|\{[a-z][^}]*\}", version.text(locale)) for locale in _locales(version)}
    assert all(directives == asked[version.prevailing] for directives in asked.values())


@ALL
def test_nothing_is_found_against_the_facts(version: Version) -> None:
    assert [f"{each.field}: {each.message}" for each in findings(version.facts())] == []


@ALL
def test_a_notice_tells_all_that_the_law_asks(version: Version) -> None:
    """GDPR Art. 13(1) and (2); in France also directives for after death (loi 78-17, art. 85)."""
    kinds = {document["slug"]: document["kind"] for document in documents(version.company)}
    if kinds[version.slug] not in {"privacy-notice", "customer-notice", "candidate-notice"}:
        pytest.skip("not a notice about all data")
    facts = version.facts()
    for subject in ("entities", "contacts", "authorities", "categories", "activities", "retention", "recipients"):
        assert many(getattr(facts, subject)), subject
    assert {right.right.value for right in many(facts.rights)} >= {
        "access",
        "rectification",
        "erasure",
        "restriction",
        "portability",
        "objection",
        "objection-to-marketing",
        "withdrawal-of-consent",
        "directives-after-death",
        "complaint",
    }
    assert any(category.obligation is not None for category in many(facts.categories))
    assert all(many(category.sources) for category in many(facts.categories))
    assert [_length(clause.length) for clause in many(facts.answer)] == ["1 month"]
    printed = set(re.findall(r"(?m)^:::([a-z-]+)", version.text(version.prevailing)))
    assert printed >= {
        "controller",
        "purposes",
        "data",
        "retention",
        "recipients",
        "rights",
        "answer-time",
        "authority",
    }


@EACH
def test_no_mailbox_or_telephone_of_anybody_is_shown(company: str) -> None:
    for file in _files(company):
        said = file.read_text()
        for domain in _MAIL.findall(said):
            assert domain.endswith(".example"), f"{file}: {domain}"
        for number in _TELEPHONE.findall(said):
            assert _FICTIONAL.match(re.sub(r"[^\d+]", "", number)), f"{file}: {number}"


@EACH
def test_a_mailbox_or_telephone_is_marked_as_invented(company: str) -> None:
    for version in versions():
        if version.company != company:
            continue
        for contact in many(version.facts().contacts):
            said = value(contact.mail) or value(contact.telephone)
            assert contact.invented or said is None or MARK in said, f"{version}: {said}"
        for locale in _locales(version):
            for line in version.text(locale).splitlines():
                if _MAIL.search(line) or _TELEPHONE.search(line):
                    assert MARK in line, f"{version}/{locale}: {line}"


@ALL
def test_a_detail_invented_in_one_language_is_invented_in_all(version: Version) -> None:
    for path, words in walk(version.facts()):
        if isinstance(words, Words):
            assert len({text.count(MARK) for text in words.root.values()}) == 1, f"{version}: {path}"
    assert len({version.text(locale).count(MARK) for locale in _locales(version)}) == 1


@ALL
def test_each_language_has_its_own_name_for_the_law(version: Version) -> None:
    names = {"nl": "AVG", "fr": "RGPD", "en": "GDPR"}
    for locale in _locales(version):
        shown = version.text(locale)
        for path, words in walk(version.facts()):
            if isinstance(words, Words):
                shown += f"\n{path}: {words.root[locale]}"
        assert not [name for other, name in names.items() if other != locale and re.search(rf"\b{name}\b", shown)]


@ALL
def test_no_figure_that_facts_hold_is_written_in_the_prose(version: Version) -> None:
    """A period written by hand would outlive the fact it repeats."""
    period = re.compile(
        r"\b\d+\s+(?:days?|months?|years?|jours?|mois|ans?|années?|dagen|maand(?:en)?|jaar|(?:working|werk)\s?dagen|hours?|heures?|uur)\b",
        re.IGNORECASE,
    )
    for locale in _locales(version):
        assert period.findall(version.text(locale)) == []


def test_perfony_promises_thirty_working_days_for_its_policy_and_its_subprocessors() -> None:
    promised = "30 working-days-mon-fri"
    current = [each for each in versions() if (each.company, each.slug) == ("perfony", "privacy-notice")][1:]
    assert len(current) == 2
    for version in current:
        promises = {notice.about: _length(notice.length) for notice in many(version.facts().notices)}
        assert promises == {About.THIS_TEXT: promised, About.SUBPROCESSORS: promised}


def test_perfony_has_two_versions_and_an_announced_third() -> None:
    notice = next(document for document in documents("perfony") if document["slug"] == "privacy-notice")
    assert [said.get("announce", False) for said in notice["versions"]] == [False, False, True]
    assert notice["versions"][-1]["effective"] == "earliest"


@cache
def _loaded(file: Path) -> Facts:
    return load(file.read_text()) if file.exists() else Facts()


def _length(stated: Stated[Length]) -> str | None:
    length = value(stated)
    return length.plain() if length else None


def _shape(document: Document) -> list[int]:
    return [heading.level for heading in headings(document.blocks) if isinstance(heading, Heading)]


def _locales(version: Version) -> list[str]:
    return LANGUAGES[version.company]


def _files(company: str) -> Iterator[Path]:
    for pattern in ("*.md", "*.yaml"):
        yield from (COMPANIES / company).rglob(pattern)
