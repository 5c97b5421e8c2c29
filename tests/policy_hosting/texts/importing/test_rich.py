"""HTML from a page, from Word and from hostile hands becomes Markdown that reads back."""

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


def test_a_file_is_read_by_its_name() -> None:
    assert (form_of("a.HTML"), form_of("a.md"), form_of("a.txt"), form_of("a")) == (
        Form.HTML,
        Form.MARKDOWN,
        Form.PLAIN,
        Form.PLAIN,
    )
    assert file_as_markdown("p.htm", b"<h1>A</h1><p>b") == "# A\n\nb\n"
    assert as_markdown("# A", Form.MARKDOWN) == "# A"
    for packed in (b"%PDF-1.7", b"PK\x03\x04", b"{\\rtf1"):
        with pytest.raises(Invalid, match="paste it here"):
            file_as_markdown("p.doc", packed)
