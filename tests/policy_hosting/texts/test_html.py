"""The HTML of a text: whole, in order, and never more than words."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from services.policy_hosting.texts import normal
from services.policy_hosting.texts.html import blocks_html, inlines_html
from services.policy_hosting.texts.parse import parse
from services.policy_hosting.texts.tree import Document, Link, Paragraph, text
from tests.support.trees import documents

pytestmark = pytest.mark.slow

MAY_STAND = {
    *("a", "aside", "blockquote", "br", "caption", "code", "dd", "dl", "dt", "em", "h2", "h3", "h4", "h5", "h6", "hr"),
    *("li", "ol", "p", "pre", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}
LEADS = re.compile(r"(?:https?|mailto|tel):|[^:]*(?:$|[/?#])")


class Seen(HTMLParser):
    """What a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"br", "hr"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, name: str) -> list[str | None]:
        return [attributes[name] for _, attributes in self.tags if name in attributes]


def html(markdown: str, shift: int = 0) -> str:
    return str(blocks_html(parse(markdown).blocks, shift=shift))


def test_what_looks_like_html_is_text() -> None:
    assert (
        html("\\<script>alert(1)\\</script> & \\<b>") == "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;</p>"
    )
    assert html('`"<i>`') == '<p><code>"&lt;i&gt;</code></p>'


def test_a_link_that_came_another_way_leads_nowhere() -> None:
    blocks = (Paragraph((Link("javascript:alert(1)", text("here")), Link('x" onclick="y', text("there")))),)
    assert "javascript" not in blocks_html(blocks)
    assert all("onclick" not in attributes for _, attributes in Seen(str(blocks_html(blocks))).tags)


def test_links_that_leave_the_center_say_so() -> None:
    assert 'rel="external' in html("[x](https://a.example)")
    assert "rel" not in html("[x](/fr/y) [z](#a) <dpo@a.example>")


def test_headings_fit_under_the_page_s_own_without_a_gap() -> None:
    assert [tag for tag, _ in Seen(html("### a\n\n##### b\n\n# c\n\n###### d")).tags] == ["h3", "h4", "h2", "h3"]
    assert [tag for tag, _ in Seen(html("## a\n\n### b", shift=1)).tags] == ["h3", "h4"]


def test_a_table_s_cells_know_their_columns() -> None:
    seen = Seen(html(':::table label="How long"\n| Kind | "Time" |\n|---|---|\n| Logs | a year |\n:::'))
    assert seen.all("data-label") == ['"Time"']
    assert seen.all("scope") == ["col", "col", "row"]
    assert "caption" in [tag for tag, _ in seen.tags]


def test_another_language_is_marked_with_its_direction() -> None:
    assert html(":::text lang=fr\nBonjour\n:::") == '<p lang="fr">Bonjour</p>'
    assert html("[سلام]{lang=ar}") == '<p><span lang="ar" dir="rtl">سلام</span></p>'


def test_a_line_is_inlines_only() -> None:
    (heading,) = parse("text **strong**").blocks
    assert isinstance(heading, Paragraph)
    assert inlines_html(heading.inlines) == "text <strong>strong</strong>"


@settings(max_examples=150, deadline=None)
@given(documents)
def test_any_document_is_well_formed_and_holds_nothing_but_words(document: Document) -> None:
    seen = Seen(str(blocks_html(normal.document(document).blocks)))
    assert seen.open == []
    assert {tag for tag, _ in seen.tags} <= MAY_STAND
    assert all(not name.startswith("on") and name != "style" for _, attributes in seen.tags for name in attributes)
    assert all(LEADS.match(href or "") for href in seen.all("href"))
