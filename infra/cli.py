"""The `avow` command: an operator's tool on the machine, one sub-command per noun, each in its service's `cli.py`."""

import sys
from collections.abc import Callable
from importlib import import_module

import typer

NOUNS = {
    "tenants": "services.tenant_auth.tenants.cli",
    "policies": "services.policy_hosting.cli",
    "audit": "services.tenant_auth.audit.cli",
    "keys": "services.tenant_auth.provider.cli",
    "people": "services.tenant_auth.people.cli",
    "pages": "infra.pages_cli",
    "events": "infra.events_cli",
    "copies": "infra.copies_cli",
    "demo": "infra.demo_cli",
    "dev": "infra.dev_cli",
}
VERBS = {"migrate": "infra.migrate_cli"}


def build(asked: str | None = None) -> Callable[[], None]:
    """The command; where one noun is asked for, without loading the others (each costs a second)."""
    app = typer.Typer(
        name="avow",
        help="Work on a running installation, with the same rules as everybody else.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    known = {**NOUNS, **VERBS}

    @app.callback()
    def avow() -> None:
        """Work on a running installation, with the same rules as everybody else."""

    for name in [asked] if asked in known else known:
        module = import_module(known[name])
        if name in NOUNS:
            app.add_typer(module.app, name=name)
        else:
            app.command(name)(getattr(module, name))
    return app


def main() -> int:
    """Exit 0 done, 1 refused, 2 wrong usage, 3 engines not reachable."""
    build(next(iter(sys.argv[1:]), None))()
    return 0


if __name__ == "__main__":
    sys.exit(main())
