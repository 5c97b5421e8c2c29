"""HTML from a page, from Word and from hostile hands becomes Markdown that reads back."""

import io
import zipfile

import pytest

from services.policy_hosting.texts.form import Form, as_markdown, file_as_markdown, form_of
from services.policy_hosting.texts.importing.rich import LONGEST, html_document
from services.policy_hosting.texts.markdown import to_markdown
from services.policy_hosting.texts.parse import parse
from shared.errors import Invalid

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p {color: red}</style></head><body>
<!--StartFragment--><p class=MsoTitle>Privacy <b>notice</b><o:p></o:p></p>
<h1>1. Who we are</h1><p class=MsoNormal>We are&nbsp;<span style='font-weight:700'>Acme</span>.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span><![endif]>calls</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o </span>inbound</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'>mails</p>
<table class=MsoTableGrid><tr><td><p>Data</p></td><td><p>Kept</p></td></tr>
<tr><td><p>Calls</p></td><td><p>90 days</p></td></tr></table><!--EndFragment--></body></html>"""

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
STYLES = f"""<w:styles {NAMESPACES}><w:style w:styleId="Titre"><w:name w:val="Title"/></w:style>
<w:style w:styleId="Titre2"><w:name w:val="heading 2"/></w:style></w:styles>"""
LINKS = '<Relationships><Relationship Id="rId1" Target="https://acme.example/"/></Relationships>'
DOCUMENT = f"""<w:document {NAMESPACES}><w:body>
<w:p><w:pPr><w:pStyle w:val="Titre"/></w:pPr><w:r><w:t>Vie privée</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Titre2"/></w:pPr><w:r><w:t>Appels</w:t></w:r></w:p>
<w:p><w:r><w:t>Nous </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>gardons</w:t></w:r><w:r><w:t> </w:t></w:r>
<w:hyperlink r:id="rId1"><w:r><w:t>peu</w:t></w:r></w:hyperlink><w:del><w:r><w:t>tout</w:t></w:r></w:del>
<w:r><w:t>.</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/></w:numPr></w:pPr><w:r><w:t>un</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr><w:r><w:t>deux</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>A</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>B</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
</w:body></w:document>"""


def markdown(html: str) -> str:
    made = to_markdown(html_document(html))
    assert to_markdown(parse(made)) == made
    return made


def test_word_keeps_its_headings_lists_and_tables() -> None:
    assert markdown(WORD) == (
        "# Privacy notice\n\n## 1. Who we are\n\nWe are **Acme**.\n\n- calls\n\n  - inbound\n- mails\n\n"
        "| Data | Kept |\n| --- | --- |\n| Calls | 90 days |\n"
    )


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<div>free <div>deep</div> after</div>", "free\n\ndeep\n\nafter\n"),
        ("<ol start=3><li>a<li><p>b</p><p>c</p></ol>", "3. a\n4. b\n\n   c\n"),
        ("<dl><dt>Data<dd>What we hold</dl>", "Data\n: What we hold\n"),
        ("<blockquote><p>said</p></blockquote><hr><pre>a\n  b</pre>", "> said\n\n___\n\n```\na\n  b\n```\n"),
        ("<p>1 rue de l’Essai<br>75001 Paris</p>", "1 rue de l’Essai\\\n75001 Paris\n"),
        ("<b style='font-weight:normal'><p>Google <i>Docs</i></p></b>", "Google _Docs_\n"),
        ("<h1>A</h1><p>x</p><h1>B</h1><h2>C</h2>", "# A\n\nx\n\n## B\n\n### C\n"),
        ("<table><tr><td><h2>Layout</h2><td></tr></table>", "Layout\n"),
        ("<nav><a href='/'>Home</a></nav><main><p>Text</p></main><footer>© Acme</footer>", "Text\n\n© Acme\n"),
        ("<p>*not strong* {{x}} <code>*</code> # no heading</p>", None),
        ("", ""),
    ],
)
def test_what_a_page_shows_is_kept(html: str, said: str | None) -> None:
    made = markdown(html)
    assert said is None or made == said


@pytest.mark.parametrize(
    "html",
    [
        "<script>steal()</script>",
        "<p onclick='steal()'>a</p>",
        "<a href='javascript:steal()'>a</a>",
        "<a href='data:text/html,steal()'>a</a>",
        "<img src=x onerror='steal()'>",
        "<svg onload='steal()'><text>steal()</text></svg>",
        "<iframe srcdoc='steal()'></iframe>",
        "<p style='display:none'>steal()</p>",
        "<div hidden><p>steal()</p></div>",
        "<textarea>steal()</textarea>",
        "<!-- steal() -->",
        "<math><mtext><style><img src=x onerror='steal()'></style></mtext></math>",
    ],
)
def test_what_could_hurt_or_was_hidden_is_gone(html: str) -> None:
    assert "steal" not in markdown(f"<p>before</p>{html}<p>after</p>")
    assert "after" in markdown(f"<p>before</p>{html}<p>after</p>")


def test_deep_nesting_and_size_are_bounded() -> None:
    assert "x" in to_markdown(html_document("<div>" * 5000 + "x" + "</div>" * 5000))
    with pytest.raises(Invalid):
        html_document("x" * (LONGEST + 1))


def docx(document: str) -> bytes:
    """A Word file with this text, as small as one can be."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("word/document.xml", document)
        packed.writestr("word/styles.xml", STYLES)
        packed.writestr("word/_rels/document.xml.rels", LINKS)
    return made.getvalue()


def test_a_word_file_keeps_what_it_says() -> None:
    assert file_as_markdown("policy.docx", docx(DOCUMENT)) == (
        "# Vie privée\n\n## Appels\n\nNous **gardons** [peu](https://acme.example/).\n\n- un\n\n  - deux\n\n"
        "| A | B |\n| --- | --- |\n| 1 | 2 |\n"
    )


def test_a_file_is_read_by_its_name() -> None:
    assert (form_of("a.HTML"), form_of("a.md"), form_of("a.txt"), form_of("a")) == (
        Form.HTML,
        Form.MARKDOWN,
        Form.PLAIN,
        Form.PLAIN,
    )
    assert file_as_markdown("p.htm", b"<h1>A</h1><p>b") == "# A\n\nb\n"
    assert as_markdown("# A", Form.MARKDOWN) == "# A"
    for packed in (b"%PDF-1.7", b"PK\x03\x04", b"{\\rtf1", docx(DOCUMENT.replace("<w:body>", "<!DOCTYPE x><w:body>"))):
        with pytest.raises(Invalid, match="paste it here"):
            file_as_markdown("p.doc", packed)
