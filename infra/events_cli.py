"""`avow events`: dead letters looked at, given back or dropped, and a lost bus told again."""

import asyncio
import json
import os
import re
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from shared.bus.connection import FAULTS, JetStream, connected
from shared.bus.dead_letters import DeadLetter, drop, list_dead, replay, replay_all
from shared.bus.keeping import SENT, say_again
from shared.bus.streams import ensure_streams, services
from shared.command import fail, perform, show
from shared.errors import Invalid, Problem, Refusal, Unavailable
from shared.settings import ServiceSettings
from shared.tenancy.backend import Database

app = typer.Typer(help="Events that failed, and events to be said again.", no_args_is_help=True)
dead = typer.Typer(help="Events a handler could not take, parked for a person.", no_args_is_help=True)
app.add_typer(dead, name="dead")

AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]
Service = Annotated[str | None, typer.Option("--service", help="Of this service alone.")]
_AGO = re.compile(r"(\d{1,4})([dhm])")
_UNITS = {"d": "days", "h": "hours", "m": "minutes"}


@dead.command("list")
def list_(service: Service = None, as_json: AsJson = False) -> None:
    """Show what is parked, the oldest first."""
    letters = _on_the_bus(lambda bus: list_dead(bus, service), as_json=as_json)
    _show(letters, as_json=as_json, none="No dead letters.")


@dead.command("replay")
def replay_(
    which: Annotated[str, typer.Argument(help="The number of a letter, or `all`.")],
    service: Service = None,
    as_json: AsJson = False,
) -> None:
    """Give letters back to the handler that failed; to no other."""

    async def work(bus: JetStream) -> list[DeadLetter]:
        if which == "all":
            return await replay_all(bus, service)
        return [await replay(bus, _number(which))]

    _show(_on_the_bus(work, as_json=as_json), as_json=as_json, none="No dead letters.", done="given back")


@dead.command("drop")
def drop_(
    which: Annotated[str, typer.Argument(help="The number of a letter.")],
    as_json: AsJson = False,
) -> None:
    """Forget a letter for good."""

    async def work(bus: JetStream) -> list[DeadLetter]:
        return [await drop(bus, _number(which))]

    _show(_on_the_bus(work, as_json=as_json), as_json=as_json, none="", done="dropped")


@app.command()
def resend(
    since: Annotated[str, typer.Option(help="An instant (2026-11-23T10:00, UTC) or how long ago (90m, 12h, 3d).")],
    service: Service = None,
    as_json: AsJson = False,
) -> None:
    """Say again what was sent since then (seven days at most); who heard it knows its double."""
    try:
        start = _instant(since)
        chosen = _chosen(service)
    except Invalid as error:
        fail(error, as_json=as_json)

    async def work(_database: Database, _settings: ServiceSettings) -> int:
        return await say_again(since=start)

    said = {each: int(perform(each, work, as_json=as_json)) for each in chosen}
    show(said, as_json=as_json, text="\n".join(f"{each}: {count} events" for each, count in said.items()))


def _on_the_bus(work: Callable[[JetStream], Awaitable[list[DeadLetter]]], *, as_json: bool) -> list[DeadLetter]:
    async def connect_and_work() -> list[DeadLetter]:
        async with connected(_address(), "avow events", patient=False) as connection:
            try:
                await ensure_streams(connection.jetstream)
                return await work(connection.jetstream)
            except FAULTS as fault:
                raise Unavailable("The bus broke off. Is the system running?") from fault

    try:
        return asyncio.run(connect_and_work())
    except Refusal as error:
        fail(error, as_json=as_json)


def _address() -> str:
    """The operator's address of the bus: from `run.json` where `make run` wrote one, else from the environment."""
    file = Path(os.environ.get("AVOW_DATA", ".avow")) / "run.json"
    told: dict[str, Any] = json.loads(file.read_text())["operator"]["env"] if file.exists() else dict(os.environ)
    address = told.get("AVOW_NATS_URL")
    if not address:
        raise Unavailable("The installation is not there or not running: AVOW_NATS_URL is not set")
    return str(address)


def _chosen(service: str | None) -> list[str]:
    if service is None:
        file = Path(os.environ.get("AVOW_DATA", ".avow")) / "run.json"
        return sorted(json.loads(file.read_text())["services"]) if file.exists() else services()
    if service not in services():
        reason = f"there is no service {service}"
        raise Invalid(f"service: {reason}", problems=[Problem("service", reason)])
    return [service]


def _number(which: str) -> int:
    if not which.isdecimal():
        reason = "is the number of a letter (`avow events dead list` shows them)"
        raise Invalid(f"which: {reason}", problems=[Problem("which", reason)])
    return int(which)


def _instant(since: str) -> datetime:
    """Real time, as the outbox notes what it sent."""
    now = datetime.now(UTC)
    try:
        if ago := _AGO.fullmatch(since):
            start = now - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
        else:
            start = datetime.fromisoformat(since)
    except ValueError:
        reason = "is written as 2026-11-23T10:00 or 90m, 12h, 3d"
        raise Invalid(f"since: {reason}", problems=[Problem("since", reason)]) from None
    start = start if start.tzinfo else start.replace(tzinfo=UTC)
    if start < now - SENT:
        reason = f"sent events are kept {SENT.days} days; for older state use `avow copies refill`"
        raise Invalid(f"since: {reason}", problems=[Problem("since", reason)])
    return start


def _show(letters: list[DeadLetter], *, as_json: bool, none: str, done: str = "") -> None:
    lines = [
        f"{each.id:>6}  {each.parked_at:%Y-%m-%d %H:%M}  {each.service}.{each.handler}  {each.event}"
        f"  {each.error} after {each.tries} tries{f': {done}' if done else ''}"
        for each in letters
    ]
    show([asdict(each) for each in letters], as_json=as_json, text="\n".join(lines) or none)


if __name__ == "__main__":
    app()
