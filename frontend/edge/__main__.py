"""`python -m frontend.edge`: one edge process."""

import os

import uvloop

from frontend.edge.server import run
from frontend.edge.settings import EdgeSettings
from shared import logs
from shared.settings import SettingsError, read


def main() -> None:
    try:
        settings = read(EdgeSettings, os.environ)
        settings.trusted()
    except SettingsError as error:
        raise SystemExit(f"the edge cannot start: {error}") from None
    logs.configure("edge", development=settings.development)
    uvloop.run(run(settings))


main()
