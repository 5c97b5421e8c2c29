"""The PDF of a version: its language, title and tags, so that it can be read aloud, and a demonstration's notice."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from services.policy_hosting.publication.center import Center
from services.policy_hosting.publication.pdf import _entries
from shared.sites import Manifest, Page


def made(center: Center) -> dict[str, Page]:
    entries = _entries(center, Manifest(0))
    return {path: entry for path, entry in entries.items() if isinstance(entry, Page)}


@pytest.fixture(scope="module")
def pdfs(center: Center) -> dict[str, Page]:
    return made(center)


def read(page: Page) -> PdfReader:
    return PdfReader(BytesIO(page.body))


@pytest.mark.parametrize(
    ("path", "language", "title"),
    [
        ("/fr/policies/privacy/versions/1.pdf", "fr", "Vie privée"),
        ("/en/policies/privacy/versions/1.pdf", "en", "Privacy"),
        ("/en/policies/cookies.pdf", "fr", "Cookies"),  # not translated: the text's own language
    ],
)
def test_a_pdf_says_its_language_and_title_and_is_tagged(
    pdfs: dict[str, Page], path: str, language: str, title: str
) -> None:
    reader = read(pdfs[path])
    catalogue: Any = reader.trailer["/Root"].get_object()
    assert catalogue["/Lang"] == language
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalogue
    assert reader.metadata is not None
    assert reader.metadata.title is not None
    assert title in reader.metadata.title


def test_each_page_that_offers_a_pdf_has_one(pdfs: dict[str, Page], center: Center) -> None:
    numbers = {version.number for version in center.documents[0].versions}
    for locale in ("en", "fr"):
        wanted = {f"/{locale}/policies/privacy/versions/{number}.pdf" for number in numbers}
        assert wanted | {f"/{locale}/policies/privacy.pdf"} <= set(pdfs)


def test_the_lasting_address_gives_the_text_in_force(pdfs: dict[str, Page]) -> None:
    assert pdfs["/en/policies/privacy.pdf"] == pdfs["/en/policies/privacy/versions/3.pdf"]
    assert "120 days" in read(pdfs["/en/policies/privacy.pdf"]).pages[0].extract_text()


def test_made_twice_it_is_the_same(pdfs: dict[str, Page], center: Center) -> None:
    assert made(center) == pdfs


def test_a_demonstration_says_so_on_its_sheets_and_is_not_to_be_found(center: Center) -> None:
    page = made(replace(center, profile=replace(center.profile, demonstration=True)))["/fr/policies/cookies.pdf"]
    assert "Démonstration." in " ".join(sheet.extract_text() for sheet in read(page).pages)
    assert ("x-robots-tag", "noindex") in page.headers
