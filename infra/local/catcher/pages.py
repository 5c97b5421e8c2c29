"""The web side: a list, one mail as text with its links, and both as JSON for tests."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from infra.local.catcher.box import Box

_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)


def pages(box: Box) -> Starlette:
    """The app over one box."""

    async def listed(request: Request) -> Response:
        to = request.query_params.get("to")
        return _page("list.html", mails=box.mails(to), to=to)

    async def shown(request: Request) -> Response:
        mail = box.mail(request.path_params["id"])
        if mail is None:
            return Response("There is no such mail.", 404, headers=_HEADERS)
        return _page("mail.html", mail=mail)

    async def told(request: Request) -> Response:
        mails = box.mails(request.query_params.get("to"))
        return JSONResponse([mail.told() for mail in mails], headers=_HEADERS)

    return Starlette(routes=[Route("/", listed), Route("/mails.json", told), Route("/mails/{id}", shown)])


def _page(template: str, **context: Any) -> Response:
    return HTMLResponse(_templates.get_template(template).render(**context), headers=_HEADERS)
