"""`avow copies refill`: owners say their present state again, so that every copy of it can be mended."""

from typing import Annotated, Any

import typer

from services.policy_hosting.publication.refill import say_promises
from services.tenant_auth.tenants.tenant import say_again
from shared.command import fail, perform, show
from shared.errors import Invalid, Problem
from shared.settings import ServiceSettings
from shared.tenancy.backend import Database

app = typer.Typer(help="Copies of other services' facts.", no_args_is_help=True)
OWNERS = {"tenant_auth": say_again, "policy_hosting": say_promises}


@app.command()
def refill(
    service: Annotated[str | None, typer.Argument(help="The owner to ask; all without one.")] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Say the present public state of every tenant again; hearers take what is newer than theirs."""
    if service not in (None, *OWNERS):
        reason = f"no service is called {service!r}; owners are {', '.join(OWNERS)}"
        fail(Invalid(f"service: {reason}", problems=[Problem("service", reason)]), as_json=as_json)
    said = {}
    for owner, say in OWNERS.items():
        if service not in (None, owner):
            continue

        async def work(_database: Database, _settings: ServiceSettings, say: Any = say) -> int:
            return int(await say())

        said[owner] = perform(owner, work, as_json=as_json)
    text = "\n".join(f"{owner}: {count} tenants" for owner, count in said.items())
    show(said, as_json=as_json, text=text)
