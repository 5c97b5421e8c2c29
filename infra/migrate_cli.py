"""`avow migrate`: bring every service's database to the number its code wants, one service after the other."""

import asyncio
from typing import Annotated

import typer

from infra.local.installation import services
from shared.command import environment, fail, show
from shared.errors import Invalid, Problem, Unavailable
from shared.settings import ServiceSettings, SettingsError, read
from shared.tenancy.faults import GONE
from shared.tenancy.migrations import migrate as migrate_service
from shared.tenancy.migrations import names


def migrate(
    service: Annotated[str | None, typer.Argument(help="One service; all without it.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """Apply missing migrations as the owner; two at once wait for each other."""
    if service not in (None, *services()):
        reason = f"no service is called {service!r}; there are {', '.join(services())}"
        fail(Invalid(f"service: {reason}", problems=[Problem("service", reason)]), as_json=as_json)
    done = []
    for each in [service] if service else services():
        try:
            settings = read(ServiceSettings, environment(each))
            applied = asyncio.run(migrate_service(each, settings.database_owner))
        except SettingsError as error:
            fail(Unavailable(f"The installation is not there: {error}"), as_json=as_json)
        except GONE:
            fail(Unavailable(f"The database of {each} does not answer."), as_json=as_json)
        done.append({"service": each, "applied": applied, "at": names(each)[-1]})
    lines = [f"{one['service']}: {len(one['applied'])} applied, at {one['at']}" for one in done]
    show(done, as_json=as_json, text="\n".join(lines))
