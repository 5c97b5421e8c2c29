"""From a refusal to an answer: a problem document (RFC 9457) for programs, a short page for people."""

from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from shared.errors import Refusal
from shared.i18n import SHIPPED
from shared.web.route import API
from shared.web.templates import render


def problem(error: Refusal, request_id: str | None = None) -> dict[str, Any]:
    """The RFC 9457 object of a refusal; `errors` lists the fields that are wrong."""
    body: dict[str, Any] = {
        "type": f"urn:avow:problem:{error.code}",
        "title": HTTPStatus(error.status).phrase,
        "status": error.status,
        "detail": error.message,
    }
    if error.problems:
        body["errors"] = [{"field": each.field, "reason": each.reason} for each in error.problems]
    if request_id:
        body["instance"] = f"urn:avow:request:{request_id}"
    return body


def answer(request: Request, error: Refusal) -> Response:
    """The answer to a refusal in the form the route speaks."""
    headers = {"cache-control": "no-store"}
    if error.status == HTTPStatus.TOO_MANY_REQUESTS:
        headers["retry-after"] = "60"
    if request.scope.get("avow.kind") is API:
        return JSONResponse(
            problem(error, request.headers.get("avow-request-id")),
            status_code=error.status,
            headers=headers,
            media_type="application/problem+json",
        )
    locale = str(request.path_params.get("locale", ""))
    html = render(
        "errors/error.html",
        locale if locale in SHIPPED else SHIPPED[0],
        request.app.state.settings.static,
        status=error.status,
    )
    return HTMLResponse(html, status_code=error.status, headers=headers)
