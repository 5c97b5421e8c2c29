"""`python -m infra.local.catcher`: SMTP at AVOW_SMTP, the pages at AVOW_LISTEN; development only."""

import asyncio
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn

from infra.local.catcher.box import Box
from infra.local.catcher.pages import pages
from infra.local.catcher.smtp import serve


def main() -> int:
    """Until SIGTERM or SIGINT; 1 where this is not a development installation."""
    if os.environ.get("AVOW_ENV") != "development":
        print("The mail catcher shows everybody's mail: it runs with AVOW_ENV=development only.", file=sys.stderr)
        return 1
    asyncio.run(_run(Box(Path(os.environ["AVOW_DATA"]) / "mail")))
    return 0


async def _run(box: Box) -> None:
    smtp = urlsplit(os.environ["AVOW_SMTP"])
    host, _, port = os.environ["AVOW_LISTEN"].rpartition(":")
    server = await serve(box, smtp.hostname or "127.0.0.1", smtp.port or 25)
    config = uvicorn.Config(
        pages(box),
        host=host,
        port=int(port),
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
    )
    try:
        await uvicorn.Server(config).serve()
    finally:
        server.close()


if __name__ == "__main__":
    sys.exit(main())
