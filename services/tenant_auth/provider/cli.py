"""`avow keys`: the operator's hand on the keys that sign tokens."""

from typing import Annotated, Any

import typer

from services.tenant_auth.provider import signing_key
from shared.command import perform, show
from shared.settings import ServiceSettings
from shared.tenancy.backend import Database
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work

app = typer.Typer(help="Keys that sign tokens.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]


@app.callback()
def keys() -> None:
    """Keys that sign tokens."""


@app.command()
def rotate(
    *,
    at_once: Annotated[bool, typer.Option("--at-once", help="The old key got out: it is gone now.")] = False,
    as_json: Json = False,
) -> None:
    """Publish a new key; it signs after 15 minutes, and the old one stays until its tokens are over."""

    async def work(_database: Database, settings: ServiceSettings) -> Any:
        async with unit_of_work(HOUSE):
            return {"key": await signing_key.rotate(settings, at_once=at_once)}

    made = perform("tenant_auth", work, as_json=as_json)
    show(made, as_json=as_json, text=f"{made['key']} is published.")
