"""`avow policies`: the operator's hand on documents and versions, through the same nouns as everybody's."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from services.policy_hosting.actor import Actor
from services.policy_hosting.documents.document import Document
from services.policy_hosting.documents.kind import Audience, Kind
from services.policy_hosting.tenant_named import tenant_named
from services.policy_hosting.versions import checking_up, files, revision, shown
from services.policy_hosting.versions.calling_off import call_off as call_version_off
from services.policy_hosting.versions.correcting import correct as correct_version
from services.policy_hosting.versions.history import enter_history
from services.policy_hosting.versions.profile_facts import follow_profile
from services.policy_hosting.versions.publishing import Wish
from services.policy_hosting.versions.publishing import publish as publish_version
from services.policy_hosting.versions.state import Change, Way
from services.policy_hosting.versions.version import Version, numbered
from shared.command import perform, show
from shared.errors import Unavailable
from shared.settings import Installation, ServiceSettings
from shared.sites import Sites
from shared.tenancy.backend import Database
from shared.tenancy.unit_of_work import unit_of_work

SERVICE = "policy_hosting"
PATIENCE = 30.0  # seconds for a change to show on the public page
app = typer.Typer(help="Policies: documents, their versions and what they promise.", no_args_is_help=True)
versions = typer.Typer(help="The versions of a document.", no_args_is_help=True)
app.add_typer(versions, name="versions")


class Because(StrEnum):
    """Why a material change need not wait for its notice."""

    LAW = "law"
    FAVOUR = "readers-favour"


Tenant = Annotated[str, typer.Option(help="The tenant's slug.")]
Slug = Annotated[str, typer.Option(help="The document's address.")]
Json = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]
Wait = Annotated[bool, typer.Option("--wait", help="Return when the public page shows it.")]
By = Annotated[str, typer.Option(help="The person who decides this.")]
Second = Annotated[str | None, typer.Option(help="The second person, who agrees.")]
Alone = Annotated[bool, typer.Option("--alone", help="The tenant has no second person.")]
Number = Annotated[int, typer.Option(help="The version's number.")]
File = Annotated[Path | None, typer.Argument(help="A text: Markdown (.md), else plain text.", show_default=False)]
Locale = Annotated[str | None, typer.Option(help="The language of FILE.")]
Translations = Annotated[list[str] | None, typer.Option("--translation", help="Another language: fr=FILE. Repeatable.")]
FactsFile = Annotated[Path | None, typer.Option("--facts", help="The facts, as YAML.")]
Title = Annotated[str | None, typer.Option(help="The title, where FILE has none.")]
Summary = Annotated[list[str] | None, typer.Option(help="What changes, for readers: en=… Repeatable.")]
Effective = Annotated[str, typer.Option(help="YYYY-MM-DD, `now`, or `earliest`: the first day the notice allows.")]
Reasons = Annotated[list[str] | None, typer.Option("--reason", help="Public, one per language: en=… Repeatable.")]
ChangeKind = Annotated[Change | None, typer.Option(help="Material unless said otherwise or only a language is added.")]
Way_ = Annotated[Because | None, typer.Option("--because", help="Why the notice need not be waited for.")]


@app.command()
def publish(
    *,
    tenant: Tenant,
    slug: Slug,
    file: File = None,
    locale: Locale = None,
    effective: Effective = files.NOW,
    facts: FactsFile = None,
    translation: Translations = None,
    title: Title = None,
    kind: Annotated[Kind, typer.Option(help="Of a new document.")] = Kind.PRIVACY_NOTICE,
    audience: Annotated[Audience, typer.Option(help="Of a new document.")] = Audience.EVERYONE,
    change: ChangeKind = None,
    because: Way_ = None,
    reason: Reasons = None,
    summary: Summary = None,
    keep_stale: Annotated[bool, typer.Option("--keep-stale", help="Keep translations of the older text.")] = False,
    by: By = "operator",
    second: Second = None,
    alone: Alone = False,
    wait: Wait = False,
    as_json: Json = False,
) -> None:
    """Publish a text, now or on a day; the notice that readers were promised is kept."""

    async def work() -> Version:
        given = files.given(
            file, locale, translations=translation or (), facts=facts, title=title, summary=summary or ()
        )
        wish = Wish(
            effective=files.day(effective),
            at_earliest=effective == files.EARLIEST,
            change=change,
            way=Way(because) if because else None,
            reasons=files.pairs(reason or (), "reason"),
            keep_stale=keep_stale,
            kind=kind,
            audience=audience,
        )
        return (await publish_version(slug, given, wish, Actor.operator(by, second, alone=alone))).version

    _change(tenant, slug, work, wait=wait, as_json=as_json)


@app.command("list")
def list_(tenant: Tenant, as_json: Json = False) -> None:
    """List a tenant's documents: what is in force and what is coming."""

    async def work() -> Any:
        return await shown.documents()

    rows = _read(tenant, work, as_json=as_json)
    lines = [f"{row['slug']:<30} {row['kind']:<24} {_when(row)}" for row in rows]
    show(rows, as_json=as_json, text="\n".join(lines) or "There are no documents yet.")


@app.command("show")
def show_(tenant: Tenant, slug: Slug, as_json: Json = False) -> None:
    """Show a document with all its versions and how each went through the lock."""

    async def work() -> Any:
        return await shown.whole(await Document.named(slug))

    found = _read(tenant, work, as_json=as_json)
    show(found, as_json=as_json, text=shown.lines(found))


@app.command()
def export(
    tenant: Tenant,
    slug: Slug,
    to: Annotated[Path | None, typer.Option(help="A folder; without it, everything goes to standard output.")] = None,
    as_json: Json = False,
) -> None:
    """Write out a document: every version with its texts and facts."""

    async def work() -> Any:
        return await shown.whole(await Document.named(slug), texts=True)

    found = _read(tenant, work, as_json=as_json or to is None)
    if to is None:
        show(found, as_json=True, text="")
    else:
        written = files.write_out(found, to)
        show([str(file) for file in written], as_json=as_json, text=f"{len(written)} files are written to {to}.")


@app.command()
def check(tenant: Tenant, as_json: Json = False) -> None:
    """Say what deserves a look: findings in the facts, missing or stale languages, what the profile says otherwise."""
    found = _read(tenant, checking_up.remarks, as_json=as_json)
    lines = [f"{each['document']:<24} {each['weight']:<9} {each['place']}: {each['message']}" for each in found]
    show(found, as_json=as_json, text="\n".join(lines) or "Nothing to remark.")


@app.command("follow-profile")
def follow(*, tenant: Tenant, slug: Slug, by: By = "operator", wait: Wait = False, as_json: Json = False) -> None:
    """Let the text in force name company, contacts, officer and authority as the profile does now."""

    async def work() -> Version:
        return (await follow_profile(await Document.named(slug), Actor.operator(by))).version

    _change(tenant, slug, work, wait=wait, as_json=as_json)


@app.command("call-off")
def call_off(
    *,
    tenant: Tenant,
    slug: Slug,
    version: Number,
    reason: Reasons = None,
    by: By = "operator",
    wait: Wait = False,
    as_json: Json = False,
) -> None:
    """Call off an announced version; it stays on the list, and readers are told."""

    async def work() -> Version:
        found = await numbered((await Document.named(slug)).id, version)
        await call_version_off(found, Actor.operator(by), files.pairs(reason or (), "reason"))
        return found

    _change(tenant, slug, work, wait=wait, as_json=as_json)


@versions.command("list")
def list_versions(tenant: Tenant, slug: Slug, as_json: Json = False) -> None:
    """List the versions of a document."""
    show_(tenant, slug, as_json)


@versions.command()
def enter(
    *,
    tenant: Tenant,
    slug: Slug,
    effective: Annotated[str, typer.Option(help="YYYY-MM-DD: the day it took effect.")],
    file: File = None,
    locale: Locale = None,
    facts: FactsFile = None,
    translation: Translations = None,
    title: Title = None,
    summary: Summary = None,
    by: By = "operator",
    wait: Wait = False,
    as_json: Json = False,
) -> None:
    """Enter a version from before the center; public pages say that it was not published here at the time."""

    async def work() -> Version:
        given = files.given(
            file, locale, translations=translation or (), facts=facts, title=title, summary=summary or ()
        )
        document = await Document.named(slug)
        return await enter_history(document, given, files.past_day(effective), Actor.operator(by))

    _change(tenant, slug, work, wait=wait, as_json=as_json)


@versions.command()
def correct(
    *,
    tenant: Tenant,
    slug: Slug,
    version: Number,
    change: Annotated[Change, typer.Option(help="Editorial keeps the date; material starts the notice anew.")],
    file: File = None,
    locale: Locale = None,
    effective: Effective = files.EARLIEST,
    facts: FactsFile = None,
    translation: Translations = None,
    title: Title = None,
    summary: Summary = None,
    because: Way_ = None,
    reason: Reasons = None,
    by: By = "operator",
    second: Second = None,
    alone: Alone = False,
    wait: Wait = False,
    as_json: Json = False,
) -> None:
    """Put a corrected text in the place of an announced one."""

    async def work() -> Version:
        found = await numbered((await Document.named(slug)).id, version)
        given = files.given(
            file, locale, translations=translation or (), facts=facts, title=title, summary=summary or ()
        )
        return await correct_version(
            found,
            given,
            Actor.operator(by, second, alone=alone),
            change=change,
            effective=files.day(effective),
            at_earliest=effective == files.EARLIEST,
            way=Way(because) if because else None,
            reasons=files.pairs(reason or (), "reason"),
        )

    _change(tenant, slug, work, wait=wait, as_json=as_json)


def _change(tenant: str, slug: str, work: Callable[[], Awaitable[Version]], *, wait: bool, as_json: bool) -> None:
    """Do it in one unit of work, wait for the public page if asked to, and say what came of it."""

    async def inside(_database: Database, settings: ServiceSettings) -> Any:
        owner = await tenant_named(tenant, settings)
        async with unit_of_work(owner):
            version = await work()
            counted = await revision.current()
            done = {
                "slug": slug,
                **await shown.shown(version),
                "revision": counted,
                "url": f"{settings.url(f'{tenant}.{settings.domain}')}/policies/{slug}",
            }
        if wait:
            await _shown_in_public(owner, counted, settings)
        return done

    done = perform(SERVICE, inside, as_json=as_json)
    when = f", effective {done['effective_on']}" if done["effective_on"] else ""
    show(done, as_json=as_json, text=f"{slug} version {done['number']} is {done['state']}{when}.")


def _read(tenant: str, work: Callable[[], Awaitable[Any]], *, as_json: bool) -> Any:
    async def inside(_database: Database, settings: ServiceSettings) -> Any:
        async with unit_of_work(await tenant_named(tenant, settings)):
            return await work()

    return perform(SERVICE, inside, as_json=as_json)


async def _shown_in_public(tenant: UUID, counted: int, settings: Installation) -> None:
    sites, until = Sites.of(settings), time.monotonic() + PATIENCE
    while time.monotonic() < until:
        manifest = await sites.manifest(tenant, SERVICE)
        if manifest is not None and manifest.revision >= counted:
            return
        await asyncio.sleep(0.05)
    raise Unavailable("It is done, but the public page does not show it yet. Is the policy_hosting worker running?")


def _when(row: dict[str, Any]) -> str:
    in_force = row["in_force"]
    now = f"version {in_force['number']} since {in_force['effective_on']}" if in_force else "nothing in force"
    coming = [f"version {each['number']} from {each['effective_on']}" for each in row["coming"]]
    return "; ".join([now, *coming])
