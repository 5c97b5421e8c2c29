"""What every `avow` command does: find the installation, work as the service's role, answer in one of two voices."""

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

from shared.errors import Refusal, Unavailable, problem_document
from shared.settings import ServiceSettings, SettingsError, read
from shared.tenancy.backend import Database, open_database

_ROOT = Path(__file__).parent.parent
REFUSED, NOT_REACHABLE = 1, 3
Work = Callable[[Database, ServiceSettings], Awaitable[Any]]


def perform(service: str, work: Work, *, as_json: bool) -> Any:
    """Run `work` against the running system; a refusal ends with exit 1, engines out of reach with exit 3.

    With `as_json` a refusal is an RFC 9457 object on stdout, else a sentence on stderr.
    """
    try:
        settings = read(ServiceSettings, environment(service))
    except SettingsError as error:
        fail(
            Unavailable(f"There is no installation running here; `make run` starts one ({error})."),
            as_json=as_json,
        )
    os.environ.setdefault("AVOW_ENV", settings.env)
    os.environ.setdefault("AVOW_DATA", str(settings.data))
    try:
        return asyncio.run(_inside(service, settings, work))
    except Refusal as error:
        fail(error, as_json=as_json)
    except (OSError, TimeoutError):
        fail(
            Unavailable("The database does not answer. Is the system running?"),
            as_json=as_json,
        )


def environment(service: str) -> Mapping[str, str]:
    """A service's or the edge's environment: from `$AVOW_DATA/run.json` where there is one, else this process's own."""
    data = Path(os.environ.get("AVOW_DATA") or _ROOT / ".avow")
    file = data / "run.json"
    if not file.exists():
        return os.environ
    try:
        run = json.loads(file.read_text())
        parts = {**run["services"], "edge": run.get("edge", {})}
    except (OSError, ValueError, KeyError):
        raise SettingsError(f"{file} cannot be read: is it somebody else's?") from None
    return {**os.environ, **parts.get(service, {}).get("env", {})}


def show(value: Any, *, as_json: bool, text: str) -> None:
    """Print an answer: the value as JSON, or the text for people."""
    said = json.dumps(value, ensure_ascii=False, indent=2, default=str) if as_json else text
    sys.stdout.write(f"{said}\n")


def fail(error: Refusal, *, as_json: bool) -> NoReturn:
    """End with the refusal's reason and its exit code."""
    if as_json:
        sys.stdout.write(json.dumps(problem_document(error), ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stderr.write(f"{error.message}\n")
        for each in error.problems:
            if each.reason not in error.message:
                sys.stderr.write(f"  {each.field}: {each.reason}\n")
    sys.exit(NOT_REACHABLE if isinstance(error, Unavailable) else REFUSED)


async def _inside(service: str, settings: ServiceSettings, work: Work) -> Any:
    async with open_database(service, settings) as database:
        with database.activate():
            return await work(database, settings)
