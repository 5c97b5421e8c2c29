"""Who is at a page of the auth host: their session and account, how fresh the proof is, and the pages they see."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from services.tenant_auth.people.person import Person
from services.tenant_auth.sessions.browser import session_of
from services.tenant_auth.sessions.session import Session
from services.tenant_auth.sessions.use import used
from shared.access.rule import FRESH
from shared.i18n import SHIPPED
from shared.settings import Installation
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work
from shared.web.locale import locale_of
from shared.web.templates import render

SEE_OTHER = 303
_VISIT = "avow.visit"


@dataclass(frozen=True)
class Visit:
    """A person signed in at this browser."""

    person: Person
    session: Session

    @property
    def fresh(self) -> bool:
        """Whether they signed in just now, as dangerous acts want it."""
        return datetime.now(UTC) - self.session.signed_in_at <= FRESH


Endpoint = Callable[[Request], Awaitable[Response]]
PersonsEndpoint = Callable[[Request, Visit], Awaitable[Response]]


async def visit_of(request: Request) -> Visit | None:
    """The visit, if somebody is signed in here; wants `unit_of_work(HOUSE)`."""
    session = await session_of(request)
    person = await Person.get_or_none(id=session.person, closed_at=None) if session else None
    if session is None or person is None:
        return None
    await used(session)
    visit = Visit(person, session)
    request.scope[_VISIT] = visit
    return visit


def for_person(*, fresh: bool = False) -> Callable[[PersonsEndpoint], Endpoint]:
    """A page for whoever is signed in, in one unit of work of the installation; others are sent to sign in first."""

    def wrapped(endpoint: PersonsEndpoint) -> Endpoint:
        @wraps(endpoint)
        async def page(request: Request) -> Response:
            async with unit_of_work(HOUSE):
                visit = await visit_of(request)
                if visit is None or (fresh and not visit.fresh):
                    return to_sign_in(_back_to(request))
                return await endpoint(request, visit)

        return page

    return wrapped


def to_sign_in(then: str) -> RedirectResponse:
    """303 to the sign-in page and from there on to a page of this host."""
    return _see_other(f"/sign-in?{urlencode({'then': then})}")


def seen_again(path: str, *, done: str = "") -> RedirectResponse:
    """303 to another page of this host; `done` names the sentence that page shows."""
    return _see_other(path + (f"?{urlencode({'done': done})}" if done else ""))


def show(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A page of the auth host, in the person's language or the browser's."""
    settings: Installation = request.app.state.settings
    visit: Visit | None = request.scope.get(_VISIT)
    html = render(
        f"tenant_auth/{template}",
        locale(request),
        settings.static,
        visitor=visit.person if visit else None,
        done=request.query_params.get("done", ""),
        console_url=settings.console,
        **context,
    )
    return HTMLResponse(html, status_code=status, headers=_policy(settings))


def locale(request: Request) -> str:
    """The language of a page here."""
    visit: Visit | None = request.scope.get(_VISIT)
    return visit.person.locale if visit and visit.person.locale in SHIPPED else locale_of(request)


def _back_to(request: Request) -> str:
    """A page can be seen again; what was sent with POST is begun again from the account's first page."""
    return request.url.path if request.method == "GET" else "/account"


def _see_other(address: str) -> RedirectResponse:
    return RedirectResponse(address, status_code=SEE_OTHER, headers={"cache-control": "no-store"})


def _policy(settings: Installation) -> dict[str, str]:
    """Our own scripts alone; a form here may lead on to the console (browsers ask that of the redirect too)."""
    return {
        "content-security-policy": (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
            f"connect-src 'self'; form-action 'self' {settings.console}; base-uri 'none'; frame-ancestors 'none'"
        )
    }
