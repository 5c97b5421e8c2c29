"""`avow migrate`: bring every database to the number its code wants, one after the other."""

import asyncio
from typing import Annotated

import typer

from infra.local.installation import databases, migrations_of
from shared.command import environment, fail, show
from shared.errors import Invalid, Problem, Unavailable
from shared.settings import ServiceSettings, SettingsError, read
from shared.tenancy.faults import GONE
from shared.tenancy.migrations import migrate as migrate_service
from shared.tenancy.migrations import names


def migrate(
    service: Annotated[str | None, typer.Argument(help="One service, or `edge`; all without it.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """Apply missing migrations as the owner; two at once wait for each other."""
    if service not in (None, *databases()):
        reason = f"no service is called {service!r}; there are {', '.join(databases())}"
        fail(Invalid(f"service: {reason}", problems=[Problem("service", reason)]), as_json=as_json)
    done = []
    for each in [service] if service else databases():
        try:
            settings = read(ServiceSettings, environment(each))
            applied = asyncio.run(migrate_service(each, settings.database_owner, package=migrations_of(each)))
        except SettingsError as error:
            fail(Unavailable(f"The installation is not there: {error}"), as_json=as_json)
        except GONE:
            fail(Unavailable(f"The database of {each} does not answer."), as_json=as_json)
        done.append({"service": each, "applied": applied, "at": names(each, package=migrations_of(each))[-1]})
    lines = [f"{one['service']}: {len(one['applied'])} applied, at {one['at']}" for one in done]
    show(done, as_json=as_json, text="\n".join(lines))
