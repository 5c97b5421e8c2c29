"""The edge's internal port, which the world does not reach: health with details, and metrics."""

import json
from collections.abc import Awaitable, Callable

from prometheus_client import CONTENT_TYPE_LATEST

from frontend.edge.answer import Answer, Receive, Scope, Send, plain
from frontend.edge.edge import Edge


def internal(edge: Edge) -> Callable[[Scope, Receive, Send], Awaitable[None]]:
    async def app(scope: Scope, _receive: Receive, send: Send) -> None:
        await (await _answer(edge, scope["path"])).send(send, head=scope["method"] == "HEAD")

    return app


async def _answer(edge: Edge, path: str) -> Answer:
    if path == "/metrics":
        return Answer(200, [("content-type", CONTENT_TYPE_LATEST)], edge.metrics.exposed())
    if path == "/healthz":
        state = await edge.health.state()
        body = json.dumps(state).encode()
        return Answer(200 if all(state.values()) else 503, [("content-type", "application/json")], body)
    return plain(404, "Here are /healthz and /metrics.")
