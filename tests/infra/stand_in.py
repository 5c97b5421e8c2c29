"""A small program in the place of a service or the edge: answers /healthz, writes a journal."""

import os
import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import FrameType

JOURNAL = Path(os.environ["AVOW_DATA"]) / "journal"


def note(event: str) -> None:
    with JOURNAL.open("a") as journal:
        journal.write(f"{event} {sys.argv[1]}\n")


class Healthy(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"ready")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def stop(_number: int, _frame: FrameType | None) -> None:
    note("stopped")
    sys.exit(0)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, stop)
    host, _, port = os.environ["AVOW_LISTEN"].rpartition(":")
    server = ThreadingHTTPServer((host, int(port)), Healthy)
    note("started")
    server.serve_forever()
