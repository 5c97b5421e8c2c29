"""A page of this service's room in the console: the shell, with the name of the company it is about."""

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from shared.tenancy.profile import profile
from shared.web import console


async def show(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """The page in the caller's language."""
    company = (await profile()).name
    return console.show(request, f"policy_hosting/console/{template}.html", status, company=company, **context)
