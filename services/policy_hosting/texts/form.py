"""The forms a text can come in, and each as Markdown: one converter for the command line, the console and the API."""

from enum import StrEnum
from pathlib import PurePath

from services.policy_hosting.texts.importing.decoding import decoded
from services.policy_hosting.texts.importing.rich import html_document
from services.policy_hosting.texts.importing.word import docx_to_html
from services.policy_hosting.texts.markdown import to_markdown
from services.policy_hosting.texts.plain import plain_to_markdown
from shared.errors import Invalid, Problem
from shared.phrase import phrase


class Form(StrEnum):
    """What an author has: Markdown, words without marks, or HTML."""

    MARKDOWN = "markdown"
    PLAIN = "plain"
    HTML = "html"


_ENDINGS = {".md": Form.MARKDOWN, ".markdown": Form.MARKDOWN, ".mdown": Form.MARKDOWN}
_ENDINGS |= {".html": Form.HTML, ".htm": Form.HTML, ".xhtml": Form.HTML}
_PACKED = b"PK\x03\x04"
_PROCESSED = (b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf")


def form_of(file: str) -> Form:
    """By the file's name; what is not called Markdown or HTML is plain text."""
    return _ENDINGS.get(PurePath(file).suffix.lower(), Form.PLAIN)


def as_markdown(text: str, form: Form) -> str:
    """A text in any form as Markdown."""
    match form:
        case Form.MARKDOWN:
            return text
        case Form.HTML:
            return to_markdown(html_document(text))
        case Form.PLAIN:
            return plain_to_markdown(text)


def file_as_markdown(name: str, raw: bytes) -> str:
    """An uploaded file as Markdown; what a word processor packs is asked for in a form that can be read."""
    if raw.startswith(_PACKED):
        return as_markdown(docx_to_html(raw), Form.HTML)
    if raw.startswith(_PROCESSED):
        reason = phrase("cannot be read as text: open it, copy all of it and paste it here, or save it as a web page")
        raise Invalid(f"file: {reason}", problems=[Problem("file", reason)])
    return as_markdown(decoded(raw), form_of(name))
