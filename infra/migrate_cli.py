"""`avow migrate`: bring every service's database to the number its code wants, one service after the other."""

import asyncio
from typing import Annotated

import asyncpg
import typer

from infra.local.installation import services
from shared.command import environment, fail, show
from shared.errors import Unavailable
from shared.settings import ServiceSettings, SettingsError, read
from shared.tenancy.migrations import migrate as migrate_service
from shared.tenancy.migrations import names


def migrate(
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """Apply missing migrations as the owner; two at once wait for each other."""
    done = []
    for service in services():
        try:
            settings = read(ServiceSettings, environment(service))
            applied = asyncio.run(migrate_service(service, settings.database_owner))
        except SettingsError as error:
            fail(Unavailable(f"The installation is not there: {error}"), as_json=as_json)
        except (OSError, asyncpg.PostgresConnectionError):
            fail(Unavailable(f"The database of {service} does not answer."), as_json=as_json)
        done.append({"service": service, "applied": applied, "at": names(service)[-1]})
    lines = [f"{each['service']}: {len(each['applied'])} applied, at {each['at']}" for each in done]
    show(done, as_json=as_json, text="\n".join(lines))
