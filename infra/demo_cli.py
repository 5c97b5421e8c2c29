"""`avow demo load`: five centers, written from facts in public texts, and the operator's own, by everybody's verbs."""

from pathlib import Path
from typing import Annotated

import typer

from infra.local.demo import company
from shared.command import show

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
