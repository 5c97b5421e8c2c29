"""A service that answers every request with one page, at once (`python -m bench.support.neighbour PORT`)."""

import sys

import uvicorn
from starlette.types import Receive, Scope, Send

PAGE = b"<!doctype html><title>Policies</title>" + b"<p>A line of a console page.</p>\n" * 600
HEADERS = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", b"%d" % len(PAGE))]


async def answer(scope: Scope, receive: Receive, send: Send) -> None:
    del scope, receive
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await send({"type": "http.response.body", "body": PAGE})


if __name__ == "__main__":
    uvicorn.run(answer, port=int(sys.argv[1]), lifespan="off", access_log=False, log_level="error")
