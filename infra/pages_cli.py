"""`avow pages rebuild`: everything that is published, rendered again from the databases."""

from typing import Annotated, Any

import typer

from services.policy_hosting.publication.rebuild import rebuild as rebuild_policies
from services.policy_hosting.settings import Settings
from services.tenant_auth.tenants.rebuild import rebuild as rebuild_tenants
from shared.command import environment, perform, show
from shared.settings import ServiceSettings, read
from shared.sites import Sites
from shared.tenancy.backend import Database

app = typer.Typer(help="Published pages.", no_args_is_help=True)


@app.callback()
def pages() -> None:
    """Published pages."""


@app.command()
def rebuild(
    tenant: Annotated[str | None, typer.Option(help="Only this tenant's.")] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Render and publish again: after a new layout, a new domain or a lost site store."""

    async def tenants(_database: Database, settings: ServiceSettings) -> Any:
        return await rebuild_tenants(settings, tenant)

    async def policies(_database: Database, _settings: ServiceSettings) -> Any:
        return await rebuild_policies(read(Settings, environment("policy_hosting")), tenant)

    done = {
        "tenant_auth": perform("tenant_auth", tenants, as_json=as_json),
        "policy_hosting": perform("policy_hosting", policies, as_json=as_json),
    }
    text = "\n".join(f"{service}: {count} centers" for service, count in done.items())
    show(done, as_json=as_json, text=text)


@app.command("collect-garbage")
def collect_garbage(
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Remove page bodies that nothing has referred to for seven days."""

    async def work(_database: Database, settings: ServiceSettings) -> int:
        return await Sites.of(settings).collect_garbage()

    removed = perform("tenant_auth", work, as_json=as_json)
    show({"removed": removed}, as_json=as_json, text=f"{removed} bodies removed.")
