"""The `avow` command: an operator's tool on the machine, one sub-command per noun, each in its service's `cli.py`."""

import sys

import typer

from infra import copies_cli, demo_cli, dev_cli, events_cli, migrate_cli, pages_cli
from services.policy_hosting import cli as policies
from services.tenant_auth.tenants import cli as tenants

app = typer.Typer(
    name="avow",
    help="Work on a running installation, with the same rules as everybody else.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(tenants.app, name="tenants")
app.add_typer(policies.app, name="policies")
app.add_typer(pages_cli.app, name="pages")
app.add_typer(events_cli.app, name="events")
app.add_typer(copies_cli.app, name="copies")
app.add_typer(demo_cli.app, name="demo")
app.add_typer(dev_cli.app, name="dev")
app.command("migrate")(migrate_cli.migrate)


def main() -> int:
    """Exit 0 done, 1 refused, 2 wrong usage, 3 engines not reachable."""
    app()
    return 0


if __name__ == "__main__":
    sys.exit(main())
