"""`avow demo load`: five centers, written from facts in public texts, and the operator's own, by everybody's verbs."""

from pathlib import Path
from typing import Annotated, Any

import typer

from infra.local.demo import company, owner
from shared.command import perform, show
from shared.settings import ServiceSettings
from shared.tenancy.backend import Database

app = typer.Typer(help="The demonstration.", no_args_is_help=True)
COMPANIES = Path(__file__).parent / "local" / "demo"
OPERATOR = Path(__file__).parent / "local" / "operator" / "avow"


@app.callback()
def demo() -> None:
    """The demonstration centers."""


@app.command()
def load(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Load the centers that are not there yet."""
    loaded = [
        folder.name
        for folder in (*sorted(COMPANIES.iterdir()), OPERATOR)
        if (folder / "tenant.yaml").exists() and company.load(folder)
    ]
    show(loaded, as_json=as_json, text=f"Loaded: {', '.join(loaded)}." if loaded else "Everything is loaded.")


@app.command()
def owners(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Tell the sign-in of each company's owner; in development alone."""

    async def work(_database: Database, settings: ServiceSettings) -> Any:
        return owner.owners(settings)

    known: dict[str, str] = perform("tenant_auth", work, as_json=as_json)
    lines = [f"{email}  {password}" for email, password in sorted(known.items())]
    show(known, as_json=as_json, text="\n".join(lines) or "There are none: load the demonstration first.")
