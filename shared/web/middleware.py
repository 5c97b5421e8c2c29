"""The one middleware: only the edge may ask; the request gets its id, its database, its span and its count."""

import secrets
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

import structlog
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.logs import log
from shared.metrics import LATENCY, REQUESTS
from shared.settings import Installation
from shared.tracing import tracer
from shared.web.errors import Broken, answer
from shared.web.headers import private_headers

Activate = Callable[[], AbstractContextManager[object]]


class House:
    """Wraps a service's app. Logs and labels know route templates, never paths with values."""

    def __init__(self, app: ASGIApp, *, service: str, settings: Installation, activate: Activate) -> None:
        self.app = app
        self.service = service
        self.secret = settings.edge_secret.encode()
        self.headers = private_headers(secure=settings.secure)
        self.activate = activate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        if not secrets.compare_digest(headers.get(b"avow-edge", b""), self.secret):
            await _silent(send)
            return
        started = time.perf_counter()
        status = 0

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                present = {name for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *((name, value) for name, value in self.headers if name not in present),
                ]
            await send(message)

        request_id = headers.get(b"avow-request-id", b"-").decode("ascii", "replace")
        with (
            structlog.contextvars.bound_contextvars(request=request_id),
            tracer.start_as_current_span("request") as span,
            self.activate(),
        ):
            try:
                await self.app(scope, receive, noted)
            except Exception as error:  # noqa: BLE001  whoever runs us would log its text, which may repeat values
                log.error("broken", route=scope.get("avow.route", "none"), error=error)
                if not status:
                    await answer(Request(scope), Broken())(scope, receive, noted)
            finally:
                route = scope.get("avow.route", "none")
                took = time.perf_counter() - started
                span.update_name(f"{scope['method']} {route}")
                REQUESTS.labels(self.service, route, scope["method"], str(status)).inc()
                LATENCY.labels(self.service, route, scope["method"]).observe(took)
                log.info(
                    "answered",
                    route=route,
                    method=scope["method"],
                    status=status,
                    ms=round(took * 1000, 1),
                )


async def _silent(send: Send) -> None:
    """What a caller that is not the edge gets: nothing to learn from."""
    await send(
        {
            "type": "http.response.start",
            "status": 404,
            "headers": [(b"content-length", b"0")],
        }
    )
    await send({"type": "http.response.body", "body": b""})
