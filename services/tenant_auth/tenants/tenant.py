"""A tenant: its slug and state (known before any tenant is), and its public profile with a growing revision."""

import asyncio
from collections.abc import Mapping
from typing import Any, Self
from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.exceptions import IntegrityError
from tortoise.models import Model

from services.tenant_auth.hosts.host import Host
from services.tenant_auth.tenants import lookalikes
from services.tenant_auth.tenants import profile as profiles
from services.tenant_auth.tenants.profile import GivenProfile
from services.tenant_auth.themes import theme as themes
from services.tenant_auth.themes.logo import Logos, redraw
from shared import clock
from shared.bus import outbox
from shared.errors import Conflict, Invalid, Missing, Problem
from shared.events.tenant_auth import State, TenantChanged, TenantProfile, TenantSuspended
from shared.ids import new_id
from shared.reserved import SLUG, is_slug
from shared.tenancy.model import TenantModel
from shared.tenancy.unit_of_work import execute, system_work, unit_of_work


class SlugTaken(Conflict):
    """Another tenant has this slug."""

    def __init__(self, slug: str) -> None:
        reason = f"{slug!r} is taken"
        super().__init__(f"slug: {reason}", problems=[Problem("slug", reason)])


class Tenant(Model):
    """A row of the directory: read before a tenant is known, so it has no tenant of its own."""

    id = fields.UUIDField(primary_key=True)
    slug = fields.CharField(40, unique=True)
    state = fields.CharField(20)
    created_at = fields.DatetimeField()
    name = fields.CharField(300, default="")
    forms: Any = ArrayField("text", default=list)  # what name and slug look like; see lookalikes.py

    class Meta:
        table = "tenants"

    @classmethod
    async def create_tenant(
        cls,
        slug: str,
        given: Mapping[str, Any],
        theme: Mapping[str, Any] | None,
        *,
        domain: str,
        logos: Mapping[str, bytes] | None = None,
        operator: str = "",
        state: State = "active",
        tenant: UUID | None = None,
    ) -> UUID:
        """Make a tenant with its profile, theme, logos by shade and first host `<slug>.<domain>`; answers its id.

        The operator's own center may bear the installation's name, which is reserved otherwise. A company that makes
        itself is "unproven" and may not take the name of one that showed who it is. With an id it joins that
        tenant's running unit of work.
        """
        if not is_slug(slug) and not (slug == operator and SLUG.fullmatch(slug)):
            reason = "is 3 to 40 of a-z, 0-9 and -, and not a reserved word"
            raise Invalid(f"slug: {reason}", problems=[Problem("slug", reason)])
        checked = profiles.given(given)
        tenant = tenant or new_id()
        try:
            async with unit_of_work(tenant):
                checked_theme = themes.read(await dressed(theme or {}, logos or {}))
                if state == "unproven":
                    await lookalikes.check_free(slug, checked.name)
                await cls.create(id=tenant, slug=slug, state=state, created_at=clock.now())
                await cls.call(tenant, slug, checked.name)
                await Host.create(host=f"{slug}.{domain}", tenant=tenant, position=0)
                profile = await Profile.create(
                    revision=1,
                    given=checked.model_dump(mode="json", by_alias=True),
                    theme=checked_theme.record(),
                    theme_revision=1,
                )
                await profile.say()
        except IntegrityError:
            raise SlugTaken(slug) from None
        return tenant

    @classmethod
    async def call(cls, tenant: UUID, slug: str, name: str) -> None:
        """Note in the directory what the tenant is called, and what that looks like."""
        likes = lookalikes.forms(slug, name)
        await execute("UPDATE tenants SET name = $2, forms = $3 WHERE id = $1", tenant, name, likes)

    @classmethod
    async def named(cls, slug: str) -> Self:
        """The tenant with this slug; raises Missing."""
        async with system_work("a slug is looked up before its tenant is known"):
            tenant = await cls.get_or_none(slug=slug) if SLUG.fullmatch(slug) else None
        if tenant is None:
            raise Missing(f"There is no tenant {slug!r}.")
        return tenant

    @classmethod
    async def everyone(cls) -> list[Self]:
        """Every tenant, by slug."""
        async with system_work("the operator lists tenants"):
            return await cls.all().order_by("slug")

    async def change(
        self,
        given: Mapping[str, Any],
        theme: Mapping[str, Any] | None = None,
        *,
        logos: Mapping[str, bytes] | None = None,
    ) -> TenantProfile:
        """The operator's hand: as `change_here`, in a unit of work of its own, and under any name."""
        async with unit_of_work(self.id):
            return await self.change_here(given, theme, logos=logos, any_name=True)

    async def change_here(
        self,
        given: Mapping[str, Any],
        theme: Mapping[str, Any] | None = None,
        *,
        logos: Mapping[str, bytes] | None = None,
        any_name: bool = False,
    ) -> TenantProfile:
        """Replace the named fields of the profile, of the theme if one is given, and the logos of these shades.

        What is refused is refused before anything is written. Staff may give a name only that nobody takes for
        another company's.
        """
        profile = await Profile.locked()
        merged = profiles.given({**profile.given, **given})
        renamed = merged.name != profile.given["name"]
        if renamed and not any_name:
            await self._may_be_called(merged.name)
        if theme is not None or logos:
            worn = await dressed(theme or {}, logos or {})
            profile.theme = themes.read({**profile.theme, **worn}).record()
            profile.theme_revision += 1
        if renamed:
            await Tenant.call(self.id, self.slug, merged.name)
        profile.given = merged.model_dump(mode="json", by_alias=True)
        profile.revision += 1
        await profile.save()
        return await profile.say()

    async def _may_be_called(self, name: str) -> None:
        """Nobody takes a proven company's name; a proven one may not come to look like another either."""
        await lookalikes.check_free(self.slug, name, own=self.id)
        known = await Tenant.get(id=self.id)
        if known.state != "unproven" and await lookalikes.resembles(self.slug, name, own=self.id):
            raise lookalikes.NameTooNear

    async def approve(self) -> None:
        """The operator knows that the company is what it says."""
        await self._enter_state("active")

    async def suspend(self) -> None:
        """Close forms, console and API; published policies stay readable."""
        await self._enter_state("suspended")

    async def resume(self) -> None:
        """Serve the tenant again."""
        await self._enter_state("active")

    async def _enter_state(self, state: str) -> None:
        async with unit_of_work(self.id):
            profile = await Profile.locked()
            if await Tenant.filter(id=self.id, state=state).exists():
                raise Conflict(f"{self.slug} is {state} already.")
            await Tenant.filter(id=self.id).update(state=state)
            self.state = state
            profile.revision += 1
            await profile.save()
            if state == "suspended":
                await outbox.record(TenantSuspended(revision=profile.revision), aggregate=self.id)
            await profile.say()


async def dressed(theme: Mapping[str, Any], logos: Mapping[str, bytes]) -> Mapping[str, Any]:
    """Keep the logos; the theme with their addresses."""
    if not isinstance(theme, Mapping):
        raise Invalid("theme: does not hold fields", problems=[Problem("theme", "does not hold fields")])
    drawn = {shade: await asyncio.to_thread(redraw, body) for shade, body in logos.items()}
    for shade, image in drawn.items():
        await Logos.keep(shade, *image)
    return {**theme, "logo": await Logos.theme_fields()} if logos else theme


class Profile(TenantModel):
    """What a tenant shows the world, and its theme; one row per tenant."""

    revision = fields.BigIntField()
    given: Any = fields.JSONField()
    theme: Any = fields.JSONField()
    theme_revision = fields.BigIntField()

    class Meta:
        table = "profiles"

    @classmethod
    async def locked(cls) -> Self:
        """This tenant's row, held until the unit of work ends, so that revisions only grow."""
        profile = await cls.all().select_for_update().first()
        if profile is None:
            raise Missing("There is no such tenant.")
        return profile

    @classmethod
    async def here(cls) -> Self:
        """This tenant's row, to read."""
        profile = await cls.first()
        if profile is None:
            raise Missing("There is no such tenant.")
        return profile

    async def public(self) -> TenantProfile:
        """The profile as the rest of the house may know it; whoever changes slug or state holds this row too."""
        known = await Tenant.get(id=self.tenant_id)
        hosts = await Host.filter(tenant=self.tenant_id).order_by("position")
        return profiles.public(
            GivenProfile.model_validate(self.given),
            slug=known.slug,
            state=known.state,  # type: ignore[arg-type]  # the column holds nothing else
            hosts=tuple(host.host for host in hosts),
            theme_revision=self.theme_revision,
        )

    def own_theme(self) -> themes.Theme:
        """The theme, checked again."""
        return themes.read(self.theme)

    async def say(self) -> TenantProfile:
        """Say the whole public state; hearers take it if its revision is higher than theirs."""
        public = await self.public()
        await outbox.record(TenantChanged(revision=self.revision, profile=public), aggregate=self.tenant_id)
        return public


async def say_again() -> int:
    """Say every tenant's present public state once more; answers how many there are."""
    tenants = await Tenant.everyone()
    for tenant in tenants:
        async with unit_of_work(tenant.id):
            profile = await Profile.locked()
            await profile.say()
    return len(tenants)
