"""`avow people`: the operator's help for who has lost every proof but the password, and the end of sessions."""

from typing import Annotated, Any
from uuid import UUID

import typer

from services.tenant_auth.account.companies import companies_of
from services.tenant_auth.account.warning import warn
from services.tenant_auth.acts import acted_by_operator
from services.tenant_auth.members.member import tenants_of
from services.tenant_auth.passkeys.passkey import Passkey
from services.tenant_auth.people.person import Person
from services.tenant_auth.second_factor import second_factor
from services.tenant_auth.second_factor.recovery_code import RecoveryCode
from services.tenant_auth.sessions.ending import end_all
from services.tenant_auth.sessions.session import Session
from shared.command import perform, show
from shared.errors import Invalid, Missing, Problem
from shared.settings import ServiceSettings
from shared.tenancy.backend import Database
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import unit_of_work

app = typer.Typer(help="People who can sign in.", no_args_is_help=True)
RESET, END = "tenant_auth:person:reset-second-factor", "tenant_auth:person:end-sessions"
Json = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]
Email = Annotated[str, typer.Argument(help="The address of their account.")]


@app.command("show")
def show_(email: Email, as_json: Json = False) -> None:
    """Show how somebody signs in and where they belong."""

    async def work(_database: Database, _settings: ServiceSettings) -> Any:
        async with unit_of_work(HOUSE):
            person = await _named(email)
            found = {
                "person": str(person.id),
                "password": person.password is not None,
                "app": person.totp_since is not None,
                "passkeys": await Passkey.filter(person=person.id).count(),
                "recovery_codes": await RecoveryCode.left(person.id),
            }
        return {**found, "companies": [each.slug for each in await companies_of(person.id)]}

    found = perform("tenant_auth", work, as_json=as_json)
    show(found, as_json=as_json, text="\n".join(f"{name}: {value}" for name, value in found.items()))


@app.command("reset-second-factor")
def reset_second_factor(
    email: Email,
    *,
    checked: Annotated[str, typer.Option(help="How you made sure that it is them; it is not kept.")],
    as_json: Json = False,
) -> None:
    """Take passkeys, app and recovery codes away and sign them out; the password stays, a letter tells them."""

    async def work(_database: Database, settings: ServiceSettings) -> Any:
        if not checked.strip():
            reason = "say how you made sure that it is them"
            raise Invalid(f"checked: {reason}", problems=[Problem("checked", reason)])
        async with unit_of_work(HOUSE):
            person = await _named(email)
            tenants = await tenants_of(person.id)
        for tenant in tenants:  # first said, then done: no audit log may lack it
            async with unit_of_work(tenant):
                await acted_by_operator(RESET, "person", person.id, "passkeys", "app", "recovery_codes")
        async with unit_of_work(HOUSE):
            await second_factor.reset(person.id)
            await end_all(person.id)
            await warn(person, "second-factor-reset", settings)
        return {"person": str(person.id)}

    done = perform("tenant_auth", work, as_json=as_json)
    show(done, as_json=as_json, text="Their password alone is asked for now; a letter tells them so.")


@app.command("end-sessions")
def end_sessions(
    email: Annotated[str, typer.Argument(help="The address of their account.")] = "",
    *,
    everybody: Annotated[bool, typer.Option("--everybody", help="Sign out all people instead.")] = False,
    as_json: Json = False,
) -> None:
    """Sign somebody, or everybody, out on every device; they sign in again as ever."""

    async def work(_database: Database, _settings: ServiceSettings) -> Any:
        if bool(email) == everybody:
            raise Invalid("Name one address, or say --everybody.")
        async with unit_of_work(HOUSE):
            people = await _signed_in() if everybody else [(await _named(email)).id]
            tenants = [] if everybody else await tenants_of(people[0])
        for tenant in tenants:
            async with unit_of_work(tenant):
                await acted_by_operator(END, "person", people[0], "sessions")
        ended = 0
        for person in people:
            async with unit_of_work(HOUSE):
                ended += await end_all(person)
        return {"sessions": ended}

    done = perform("tenant_auth", work, as_json=as_json)
    show(done, as_json=as_json, text=f"{done['sessions']} sessions are over.")


async def _signed_in() -> list[UUID]:
    people: list[Any] = await Session.filter(ended_at=None).distinct().values_list("person", flat=True)
    return people


async def _named(email: str) -> Person:
    person = await Person.with_email(email)
    if person is None:
        raise Missing("There is nobody with this address.")
    return person
