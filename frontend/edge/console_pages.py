"""Pages the edge itself shows on the console's host: signing in again without losing what was typed, and its ends."""

from collections.abc import Mapping
from html import escape
from urllib.parse import urlencode

from frontend.edge.answer import Answer, redirect
from frontend.edge.asked import Asked
from frontend.edge.attempt import DONE, FRONT
from frontend.edge.headers import NEVER
from frontend.edge.negotiation import language
from frontend.edge.neutral import Words, page
from frontend.edge.typed import Fields
from shared.i18n import SHIPPED, Translator, translator

ENDED = Words(
    lambda t: t.gettext("Your session has ended"),
    lambda t: t.gettext("Sign in again to see this page."),
)
STOPPED = Words(
    lambda t: t.gettext("Signing in was not finished"),
    lambda t: t.gettext("It was begun in another browser, took too long, or was stopped. Nothing was changed."),
)
LATER = Words(
    lambda t: t.gettext("Nobody can sign in just now"),
    lambda t: t.gettext("The fault is ours. Try again in a few minutes."),
)


def going(location: str, *extra: tuple[str, str]) -> Answer:
    """303: the browser asks there with GET, whatever it did here."""
    return redirect(location, 303, ("cache-control", NEVER), *extra)


def sign_in_address(back: str, challenge: Mapping[str, str]) -> str:
    """Where the console's own sign-in begins."""
    return "/sign-in?" + urlencode({"to": back, **challenge})


def again(status: int, words: Words, request: Asked, back: str, *extra: tuple[str, str], secure: bool) -> Answer:
    """A calm page with a link to try once more."""
    t = _reader(request)
    link = _link(sign_in_address(back, {}), t.gettext("Sign in"))
    body = f"<p>{escape(words.text(t))}</p>\n<p>{link}</p>\n"
    return page(status, t, words.title(t), body, *extra, secure=secure)


def done(request: Asked, *, secure: bool) -> Answer:
    """The end of a sign-in that was begun beside a form."""
    t = _reader(request)
    text = t.gettext("Close this tab, go back to the one before, and send what you typed again.")
    body = f"<p>{escape(text)}</p>\n<p>{_link(FRONT, t.gettext('Go to the console'))}</p>\n"
    return page(200, t, t.gettext("You are signed in"), body, secure=secure)


def kept(request: Asked, fields: Fields | None, challenge: Mapping[str, str], *, secure: bool) -> Answer:
    """401: what was typed waits in this page until the person has signed in beside it."""
    t = _reader(request)
    title = t.gettext("Sign in to send this")
    said = [t.gettext("Nothing was changed."), t.gettext("What you typed is still here.")]
    if challenge:
        title = t.gettext("Confirm that it is you")
    form = _form(request, fields, t) if fields is not None else ""
    if fields is None:
        said[1] = t.gettext("Sign in, then use your browser’s way back to the form and send it again.")
    elif fields.file:
        said.append(t.gettext("A file has to be chosen again."))
    link = _link(
        sign_in_address(DONE, challenge), t.gettext("Sign in, in a new tab"), ' target="_blank" rel="noopener"'
    )
    body = f"<p>{escape(' '.join(said))}</p>\n<p>{link}</p>\n{form}"
    return page(401, t, title, body, secure=secure)


def _form(request: Asked, fields: Fields, t: Translator) -> str:
    kind = ' enctype="multipart/form-data"' if fields.multipart else ""
    hidden = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">\n' for name, value in fields.pairs
    )
    action = escape(request.path + request.tail)
    button = escape(t.gettext("Send it again"))
    return f'<form method="post" action="{action}"{kind}>\n{hidden}<p><button>{button}</button></p>\n</form>\n'


def _link(address: str, text: str, attributes: str = "") -> str:
    return f'<a href="{escape(address)}"{attributes}>{escape(text)}</a>'


def _reader(request: Asked) -> Translator:
    return translator(language(request.header(b"accept-language"), SHIPPED))
