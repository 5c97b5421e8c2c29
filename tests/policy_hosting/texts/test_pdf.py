"""A text set on paper: every word, tagged, in its language, and never taken for instructions."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from pypdf import PdfReader

from services.policy_hosting.texts import normal
from services.policy_hosting.texts.parse import parse
from services.policy_hosting.texts.pdf.head import PdfHead
from services.policy_hosting.texts.pdf.setting import to_pdf
from services.policy_hosting.texts.tree import Document
from tests.support.trees import documents

pytestmark = pytest.mark.slow

HEAD = PdfHead(
    title="Politique de confidentialité #1",
    company="Acme *SAS*",
    language="fr",
    standing="Version 3, en vigueur le 7 janvier 2027",
    address="https://acme.example/fr/policies/privacy/versions/3",
    hash="ab" * 32,
    notice="",
    date=date(2027, 1, 7),
)


def read(document: Document) -> PdfReader:
    return PdfReader(BytesIO(to_pdf(document, HEAD)))


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def tags(reader: PdfReader) -> set[str]:
    root: Any = reader.trailer["/Root"]
    found: set[str] = set()
    left = [root["/StructTreeRoot"].get("/K")]
    while left:
        node = left.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            left += node
        elif isinstance(node, dict):
            found |= {str(node["/S"])} if "/S" in node else set()
            left.append(node.get("/K"))
    return found


def test_it_is_tagged_titled_and_in_its_language() -> None:
    reader = read(parse("## Droits\n\nBonjour [hello]{lang=en}\n\n- a\n- b\n\n| x | y |\n|---|---|\n| 1 | 2 |"))
    catalogue: Any = reader.trailer["/Root"]
    assert catalogue["/Lang"] == "fr"
    assert catalogue["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in catalogue["/Metadata"].get_object().get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == HEAD.title
    assert {"/H1", "/P", "/L", "/LI", "/Table", "/TH", "/TD"} <= tags(reader)


def test_version_and_date_stand_on_every_page() -> None:
    reader = read(parse("\n\n".join(f"Paragraph {number}. {'Words and words. ' * 30}" for number in range(40))))
    assert len(reader.pages) > 2
    assert all(HEAD.standing in " ".join(page.extract_text().split()) for page in reader.pages)


def test_words_are_never_instructions() -> None:
    said = '#link("https://evil.example") #sys.inputs *a* $x$ = b @c <d> `#eval("1")` \\u{41} // e /* f */'
    document = normal.document(parse("\\" + "\\".join(said)))
    assert "".join(said.split()).replace("\\", "")[:40] in "".join(words(read(document)).split()).replace("\\", "")


def test_the_same_text_gives_the_same_bytes() -> None:
    document = parse("## A\n\nb ◦")
    assert to_pdf(document, HEAD) == to_pdf(document, HEAD)


@pytest.mark.parametrize(
    "markdown",
    [
        "# T\n\n## A\n\n##### far below",
        "> ## in a quote",
        "[x]{lang=abcdefgh}",
        "| a |\n|---|\n|  |",
        "[x](#nowhere) [y](/z)",
    ],
)
def test_what_the_standard_forbids_is_mended(markdown: str) -> None:
    assert read(parse(markdown)).pages


def test_a_letter_without_a_font_is_written_by_its_number_or_drawn() -> None:
    said = words(read(parse("Hello \U0010fffd there")))
    assert "Hello" in said
    assert "[U+10FFFD]" in said
    assert "there" in said


@settings(max_examples=40, deadline=None)
@given(documents)
def test_any_document_can_be_set(document: Document) -> None:
    assert read(normal.document(document)).pages
