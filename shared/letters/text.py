"""The words of a letter: a plain-text template, its subject in the first line."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from shared.i18n import translator
from shared.web.templates import TEMPLATES

_LONGEST_SUBJECT = 200
FOLDERS = [TEMPLATES]


@dataclass(frozen=True)
class Text:
    """What the reader gets to see."""

    subject: str
    body: str


def text(template: str, locale: str, **context: Any) -> Text:
    """Fill in `frontend/templates/<template>.txt` in the reader's language.

    A value is one line whatever it was made from, so none can begin a paragraph or a header of its own.
    """
    plain = {name: one_line(value) if isinstance(value, str) else value for name, value in context.items()}
    rendered = _environment(locale).get_template(f"{template}.txt").render(**plain)
    subject, _, body = rendered.lstrip().partition("\n")
    return Text(one_line(subject)[:_LONGEST_SUBJECT], body.strip() + "\n")


def one_line(value: str) -> str:
    """The text without line ends, control characters and marks that turn the direction of reading."""
    kept = (" " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter for letter in value)
    return " ".join("".join(letter for letter in kept if unicodedata.category(letter) != "Cf").split())


@cache
def _environment(locale: str) -> Environment:
    words = translator(locale)
    env = Environment(
        loader=FileSystemLoader(FOLDERS),
        autoescape=False,  # noqa: S701  plain text; the HTML part escapes it as a whole
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(t=words, _=words.gettext, ngettext=words.ngettext)
    return env
