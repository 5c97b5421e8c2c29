"""`avow dev`: what exists in development only: the movable clock, and starting over."""

import re
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from infra.local import unprivileged
from shared import clock
from shared.command import environment, fail
from shared.errors import Conflict, Invalid, Problem
from shared.settings import Installation, SettingsError, read

app = typer.Typer(help="Development only.", no_args_is_help=True)

_OFFSET = re.compile(r"([+-]?)(\d{1,5})([dhm])")
_UNITS = {"d": "days", "h": "hours", "m": "minutes"}


@app.command("clock")
def clock_(
    offset: Annotated[str, typer.Argument(help="+30d, +12h, -1d, or 0 for the real time.")],
) -> None:
    """Move domain time, timers included; tokens and rate limits keep real time."""
    data = _development()
    if offset == "0":
        moved = timedelta()
    else:
        found = _OFFSET.fullmatch(offset)
        if not found:
            reason = "is written as +30d, +12h, -1d or 0"
            fail(Invalid(f"offset: {reason}", problems=[Problem("offset", reason)]), as_json=False)
        sign = -1 if found[1] == "-" else 1
        moved = sign * timedelta(**{_UNITS[found[3]]: int(found[2])})
    clock.set_offset(data, moved)
    typer.echo(f"Domain time is now {clock.now() + moved:%Y-%m-%d %H:%M} UTC.")


@app.command()
def reset() -> None:
    """Remove everything that `make run` made, databases included; the next start begins anew."""
    data = _development()
    if (data / "pids").exists() and any((data / "pids").iterdir()):
        fail(Conflict("The system is running: stop it first (Ctrl-C)."), as_json=False)
    shelter = unprivileged.shelter(data)
    for folder in (data, shelter):
        shutil.rmtree(folder, ignore_errors=True)
    typer.echo(f"Removed {data}.")


def _development() -> Path:
    try:
        settings = read(Installation, environment("tenant_auth"))
    except SettingsError:
        fail(Conflict("There is no installation here: `make run` makes one."), as_json=False)
    if not settings.development:
        fail(Conflict("This exists in development only."), as_json=False)
    return settings.data
