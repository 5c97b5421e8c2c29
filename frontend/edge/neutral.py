"""Pages that belong to no tenant: errors of the edge itself, in the reader's language, without a brand."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from frontend.edge.answer import Answer
from frontend.edge.headers import NEVER, security
from frontend.edge.negotiation import language
from shared.i18n import SHIPPED, Translator, translator

STYLE = Path(__file__).with_name("neutral.css").read_bytes()
STYLE_PATH = f"/static/edge.{hashlib.sha256(STYLE).hexdigest()[:12]}.css"
_TYPE = "text/html; charset=utf-8"
_PAGE = """<!doctype html>
<html lang="{locale}" dir="{direction}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>{title}</title><link rel="stylesheet" href="{style}"></head>
<body><main><h1>{title}</h1>
{body}</main></body>
</html>
"""


@dataclass(frozen=True)
class Words:
    """A page's heading and its one paragraph, said in a language."""

    title: Callable[[Translator], str]
    text: Callable[[Translator], str]


NO_CENTER = Words(
    lambda t: t.gettext("There is no privacy center at this address"),
    lambda t: t.gettext("Check the address for a typing error. If a link led here, tell whoever gave it to you."),
)
NO_PAGE = Words(
    lambda t: t.gettext("There is no page at this address"),
    lambda t: t.gettext("Check the address for a typing error, or start from the first page."),
)
SILENT = Words(
    lambda t: t.gettext("This page cannot be shown just now"),
    lambda t: t.gettext("Nothing was sent and nothing was changed. Try again in a few minutes."),
)
FAULT = Words(
    lambda t: t.gettext("Something went wrong here"),
    lambda t: t.gettext("The fault is ours and has been noted. Try again in a few minutes."),
)
TOO_LARGE = Words(
    lambda t: t.gettext("That is more than can be sent at once"),
    lambda t: t.gettext("Nothing was kept. Go back, shorten it, and send it again."),
)
TOO_OFTEN = Words(
    lambda t: t.gettext("That was too often in a short time"),
    lambda t: t.gettext("Nothing was kept. Wait a minute, then try again."),
)
FOREIGN = Words(
    lambda t: t.gettext("This was not sent from one of our pages"),
    lambda t: t.gettext("Nothing was changed. Open the page itself and send it again from there."),
)


def learn_languages() -> None:
    """Read every catalogue now rather than when somebody has gone astray."""
    for locale in SHIPPED:
        NO_PAGE.title(translator(locale))


def neutral(status: int, words: Words, accept: bytes, *extra: tuple[str, str], secure: bool) -> Answer:
    """An error page in the best of our languages."""
    t = translator(language(accept, SHIPPED))
    return page(status, t, words.title(t), f"<p>{escape(words.text(t))}</p>\n", *extra, secure=secure)


def page(status: int, t: Translator, title: str, body: str, *extra: tuple[str, str], secure: bool) -> Answer:
    """A whole page round a body that is HTML already."""
    html = _PAGE.format(locale=t.locale, direction=t.direction, title=escape(title), style=STYLE_PATH, body=body)
    pairs = [("content-type", _TYPE), ("cache-control", NEVER), ("content-language", t.locale)]
    return Answer(status, [*pairs, *security(_TYPE, secure=secure), *extra], html.encode())
