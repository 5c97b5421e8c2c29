"""Console pages: rendered in the caller's language inside the shell, redirected to after every change."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from shared.settings import Installation
from shared.web.locale import locale_of
from shared.web.route import caller_of
from shared.web.templates import render

SEE_OTHER = 303


def show(
    request: Request, template: str, status: int = 200, *, headers: Mapping[str, str] | None = None, **context: Any
) -> HTMLResponse:
    """A console page; the template gets the caller, the tenant's slug, its own path and what was done before."""
    settings: Installation = request.app.state.settings
    caller = caller_of(request)
    html = render(
        template,
        locale_of(request),
        settings.static,
        caller=caller,
        slug=caller.slug,
        path=request.url.path,
        query=request.url.query,
        done=request.query_params.get("done", ""),
        account_url=settings.issuer + "/account",
        console_url=settings.console,
        **{"company": request.scope.get("avow.company") or caller.slug, **context},
    )
    return HTMLResponse(html, status_code=status, headers={**_policy(settings), **(headers or {})})


def seen_again(request: Request, path: str, *, done: str = "", **query: str) -> RedirectResponse:
    """303 to another page of this tenant's console; `done` names the sentence that page shows."""
    told = {**({"done": done} if done else {}), **query}
    address = quote(f"/{caller_of(request).slug}{path}") + (f"?{urlencode(told)}" if told else "")
    return RedirectResponse(address, status_code=SEE_OTHER, headers={"cache-control": "no-store"})


def _policy(settings: Installation) -> dict[str, str]:
    """Our own scripts alone; previews of a tenant's pages are framed from the tenant's own host, and only framed."""
    centers = settings.url(f"*.{settings.domain}")
    return {
        "content-security-policy": (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
            f"connect-src 'self'; frame-src {centers}; form-action 'self' {settings.issuer}; base-uri 'none'; "
            "frame-ancestors 'none'"
        )
    }
