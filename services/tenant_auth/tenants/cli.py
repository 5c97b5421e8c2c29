"""`avow tenants`: the operator's hand on tenants, through the same noun as everybody's."""

from pathlib import Path
from typing import Annotated, Any

import typer
import yaml

from services.tenant_auth.tenants.tenant import Profile, Tenant
from shared.command import perform, show
from shared.errors import Invalid, Problem
from shared.events.plain import to_plain
from shared.settings import ServiceSettings
from shared.tenancy.backend import Database
from shared.tenancy.unit_of_work import unit_of_work

app = typer.Typer(help="Tenants and their public profile.", no_args_is_help=True)
SERVICE = "tenant_auth"
Json = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]
Slug = Annotated[str, typer.Argument(help="The tenant's slug.")]
ProfileFile = Annotated[
    Path | None,
    typer.Option("--profile", help="A YAML file with profile fields and, under `theme`, the theme."),
]
LogoFile = Annotated[Path | None, typer.Option("--logo", help="A PNG, JPEG, WebP or GIF image.")]
DarkLogoFile = Annotated[Path | None, typer.Option("--logo-dark", help="The same for dark paper.")]


@app.command()
def create(
    slug: Slug,
    *,
    name: Annotated[str | None, typer.Option(help="The name people know the company by.")] = None,
    country: Annotated[str | None, typer.Option(help="ISO 3166-1 alpha-2, such as FR.")] = None,
    locales: Annotated[str | None, typer.Option(help="Languages, the default first: fr,en.")] = None,
    zone: Annotated[str | None, typer.Option(help="IANA time zone.")] = None,
    profile: ProfileFile = None,
    logo: LogoFile = None,
    logo_dark: DarkLogoFile = None,
    as_json: Json = False,
) -> None:
    """Make a tenant; its center answers at <slug>.<domain> a moment later."""

    async def work(_database: Database, settings: ServiceSettings) -> Any:
        fields, theme = _given(profile, name=name, country=country, locales=locales, zone=zone)
        logos = _logos(logo, logo_dark)
        tenant = await Tenant.create_tenant(slug, fields, theme, domain=settings.domain, logos=logos)
        return {"tenant": str(tenant), "slug": slug, "url": settings.url(f"{slug}.{settings.domain}")}

    made = perform(SERVICE, work, as_json=as_json)
    show(made, as_json=as_json, text=f"{slug} is made: {made['url']}")


@app.command("list")
def list_(as_json: Json = False) -> None:
    """List all tenants with their state."""

    async def work(_database: Database, _settings: ServiceSettings) -> Any:
        return [{"tenant": str(each.id), "slug": each.slug, "state": each.state} for each in await Tenant.everyone()]

    rows = perform(SERVICE, work, as_json=as_json)
    lines = [f"{row['slug']:<24} {row['state']}" for row in rows]
    show(rows, as_json=as_json, text="\n".join(lines) or "There are no tenants yet.")


@app.command("show")
def show_(slug: Slug, as_json: Json = False) -> None:
    """Show a tenant's public profile and theme."""

    async def work(_database: Database, _settings: ServiceSettings) -> Any:
        return await _described(await Tenant.named(slug))

    found = perform(SERVICE, work, as_json=as_json)
    show(found, as_json=as_json, text=yaml.safe_dump(found, allow_unicode=True, sort_keys=False).rstrip())


@app.command()
def update(
    slug: Slug,
    *,
    name: Annotated[str | None, typer.Option()] = None,
    country: Annotated[str | None, typer.Option()] = None,
    locales: Annotated[str | None, typer.Option()] = None,
    zone: Annotated[str | None, typer.Option()] = None,
    profile: ProfileFile = None,
    logo: LogoFile = None,
    logo_dark: DarkLogoFile = None,
    as_json: Json = False,
) -> None:
    """Change the named fields of the profile or theme; the rest stays."""

    async def work(_database: Database, _settings: ServiceSettings) -> Any:
        fields, theme = _given(profile, name=name, country=country, locales=locales, zone=zone)
        tenant = await Tenant.named(slug)
        await tenant.change(fields, theme, logos=_logos(logo, logo_dark))
        return await _described(tenant)

    found = perform(SERVICE, work, as_json=as_json)
    show(found, as_json=as_json, text=f"{slug} is changed.")


@app.command()
def approve(slug: Slug, as_json: Json = False) -> None:
    """Confirm that a company is what it says: its center is indexed and takes requests, the mark goes."""
    _set_state(slug, "approve", as_json=as_json)


@app.command()
def suspend(slug: Slug, as_json: Json = False) -> None:
    """Close a tenant's forms, console and API; its published policies stay readable."""
    _set_state(slug, "suspend", as_json=as_json)


@app.command()
def resume(slug: Slug, as_json: Json = False) -> None:
    """Serve a suspended tenant again."""
    _set_state(slug, "resume", as_json=as_json)


def _set_state(slug: str, verb: str, *, as_json: bool) -> None:
    async def work(_database: Database, _settings: ServiceSettings) -> Any:
        tenant = await Tenant.named(slug)
        await getattr(tenant, verb)()
        return {"tenant": str(tenant.id), "slug": slug, "state": tenant.state}

    done = perform(SERVICE, work, as_json=as_json)
    show(done, as_json=as_json, text=f"{slug} is {done['state']}.")


def _logos(light: Path | None, dark: Path | None) -> dict[str, bytes]:
    return {shade: _bytes(file) for shade, file in (("light", light), ("dark", dark)) if file is not None}


async def _described(tenant: Tenant) -> dict[str, Any]:
    async with unit_of_work(tenant.id):
        profile = await Profile.locked()
        public = await profile.public()
        theme = profile.theme
    return {"tenant": str(tenant.id), "revision": profile.revision, "profile": to_plain(public), "theme": theme}


def _given(file: Path | None, **named: str | None) -> tuple[dict[str, Any], dict[str, Any] | None]:
    fields: dict[str, Any] = {}
    if file is not None:
        fields = _yaml(file)
    theme = fields.pop("theme", None)
    fields |= {key: value for key, value in named.items() if value is not None}
    if isinstance(fields.get("locales"), str):
        fields["locales"] = [each.strip() for each in fields["locales"].split(",") if each.strip()]
    return fields, theme


def _yaml(file: Path) -> dict[str, Any]:
    try:
        data = yaml.safe_load(_bytes(file))
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        line = f", line {where.line + 1}" if where else ""
        reason = f"{file.name}{line} is not valid YAML"
        raise Invalid(reason, problems=[Problem("profile", reason)]) from None
    if not isinstance(data, dict):
        reason = f"{file.name} does not hold fields"
        raise Invalid(reason, problems=[Problem("profile", reason)])
    return {str(name): value for name, value in data.items()}


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        reason = f"{file} cannot be read"
        raise Invalid(reason, problems=[Problem("file", reason)]) from None
