"""`avow audit`: the chain verified and the log taken out, by the operator."""

import sys
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from services.tenant_auth.audit.export import Format, exported
from services.tenant_auth.audit.reading import Filter
from services.tenant_auth.audit.verification import verify
from services.tenant_auth.tenants.tenant import Tenant
from shared.command import fail, perform, show
from shared.errors import Conflict
from shared.settings import ServiceSettings
from shared.tenancy.backend import Database
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work

app = typer.Typer(help="The audit log: verify it, take it out.", no_args_is_help=True)
SERVICE = "tenant_auth"
Json = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]


@app.command("verify")
def verify_(
    tenant: Annotated[str | None, typer.Option(help="The slug of one tenant; else all of them.")] = None,
    as_json: Json = False,
) -> None:
    """Compute every chain again and compare it with the signed heads; exit 1 where one does not hold."""

    async def work(_database: Database, settings: ServiceSettings) -> Any:
        named = [await Tenant.named(tenant)] if tenant else await Tenant.everyone()
        wanted = [(each.slug, each.id) for each in named] + ([] if tenant else [("the installation", HOUSE)])
        return [await _checked(name, whose, settings) for name, whose in wanted]

    verdicts = perform(SERVICE, work, as_json=as_json)
    broken = [each for each in verdicts if not each["holds"]]
    if broken and not as_json:
        fail(Conflict("\n".join(_said(each) for each in broken)), as_json=False)
    show(verdicts, as_json=as_json, text="\n".join(_said(each) for each in verdicts) or "There are no tenants yet.")
    if broken:
        sys.exit(1)


@app.command()
def export(
    tenant: Annotated[str, typer.Option(help="The tenant's slug.")],
    kind: Annotated[Format, typer.Option("--format", help="CSV, or JSON Lines.")] = Format.CSV,
    out: Annotated[Path | None, typer.Option(help="The file to write; else standard output.")] = None,
) -> None:
    """Take a tenant's whole log out, the newest entry first."""

    async def work(_database: Database, _settings: ServiceSettings) -> Any:
        found = await Tenant.named(tenant)
        async with unit_of_work(found.id):
            return "".join([line async for line in exported(kind, Filter())])

    text = perform(SERVICE, work, as_json=False)
    if out is None:
        sys.stdout.write(text)
    else:
        out.write_text(text, newline="")


async def _checked(name: str, whose: UUID, settings: ServiceSettings) -> dict[str, Any]:
    async with unit_of_work(whose):
        verdict = await verify(settings)
    return {
        "tenant": name,
        "holds": verdict.holds,
        "entries": verdict.entries,
        "heads": verdict.heads,
        "seq": verdict.seq,
        "fault": verdict.fault,
    }


def _said(verdict: dict[str, Any]) -> str:
    if verdict["holds"]:
        return f"{verdict['tenant']}: the log holds. Entries: {verdict['entries']}, signed heads: {verdict['heads']}."
    return f"{verdict['tenant']}: broken at entry {verdict['seq']}: {verdict['fault']}."
