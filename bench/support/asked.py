"""Asking a service's app as the edge does, without a network between; a visitor of its own each time."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.types import ASGIApp, Message, Scope

SECRET = "bench"  # noqa: S105  the edge's, here


@dataclass(frozen=True)
class Answered:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes


async def ask(app: ASGIApp, path: str, form: Mapping[str, str] | None = None, **headers: str) -> Answered:
    """GET, or POST of a form; `headers` by keyword, `avow_tenant` for `Avow-Tenant`."""
    target, _, query = path.partition("?")
    sent = urlencode(form or {}).encode()
    told = {"avow-edge": SECRET, "avow-client": _visitor(), "content-length": str(len(sent))}
    told |= {"content-type": "application/x-www-form-urlencoded"} if form is not None else {}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    scope: Scope = {
        "type": "http",
        "method": "GET" if form is None else "POST",
        "path": target,
        "raw_path": target.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "scheme": "http",
        "headers": [(name.encode(), value.encode()) for name, value in told.items()],
    }
    said: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": sent, "more_body": False}

    async def send(message: Message) -> None:
        said.append(message)

    await app(scope, receive, send)
    told = {name.decode(): value.decode() for name, value in said[0]["headers"]}
    return Answered(said[0]["status"], told, b"".join(each.get("body", b"") for each in said[1:]))


def _visitor() -> str:
    """Nobody asks too often."""
    return f"2001:db8:{random.getrandbits(16):x}:{random.getrandbits(16):x}::/48"
