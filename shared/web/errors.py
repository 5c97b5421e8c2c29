"""From a refusal to an answer: a problem document (RFC 9457) for programs, a short page for people."""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from shared.errors import NotSignedIn, Refusal, problem_document
from shared.phrase import Phrase
from shared.web.locale import locale_of
from shared.web.route import API
from shared.web.templates import render

_SAID_ALREADY = ("You may not open this page.", "There is no such page.", "Sign in to go on.")


class Broken(Refusal):
    """A fault of ours; the log knows more, the answer does not."""

    status, code = 500, "broken"

    def __init__(self) -> None:
        super().__init__("Something broke on our side. Nothing was changed.")


def answer(request: Request, error: Refusal) -> Response:
    """The answer to a refusal in the form the route speaks."""
    headers = {"cache-control": "no-store"}
    if isinstance(error, NotSignedIn):
        headers["www-authenticate"] = error.challenge
    if error.status == HTTPStatus.TOO_MANY_REQUESTS:
        headers["retry-after"] = "60"
    if request.scope.get("avow.kind") is API:
        return JSONResponse(
            problem_document(error, request.headers.get("avow-request-id")),
            status_code=error.status,
            headers=headers,
            media_type="application/problem+json",
        )
    html = render(
        "errors/error.html",
        locale_of(request),
        request.app.state.settings.static,
        status=error.status,
        why=error.message if isinstance(error.message, Phrase) and error.message not in _SAID_ALREADY else "",
        ours="avow-tenant" not in request.headers,  # the console's hosts and the provider's
    )
    return HTMLResponse(html, status_code=error.status, headers=headers)
