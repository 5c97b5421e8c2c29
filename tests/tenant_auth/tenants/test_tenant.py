"""A tenant: its slug is its own, its state changes once, its profile grows by revisions, and others do not see it."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from services.tenant_auth.hosts.host import Host
from services.tenant_auth.tenants.tenant import Profile, SlugTaken, Tenant, say_again
from shared.errors import Conflict, Invalid, Missing
from shared.ids import new_id
from shared.tenancy.backend import Database
from shared.tenancy.unit_of_work import system_work, unit_of_work
from tests.support.factories.tenant import ACME, fresh_slug, made
from tests.support.said import said

pytestmark = pytest.mark.usefixtures("database")


async def revisions(tenant: UUID) -> list[tuple[int, str]]:
    return [(each.data["revision"], each.data["profile"]["state"]) for each in await said(tenant, "tenant.changed")]


async def exists(slug: str) -> bool:
    async with system_work("the test looks at the directory"):
        return await Tenant.filter(slug=slug).exists() or await Host.filter(host=f"{slug}.localhost").exists()


async def test_a_tenant_has_a_host_and_says_its_whole_public_profile() -> None:
    tenant = await made()
    (first,) = await said(tenant.id, "tenant.changed")
    profile = first.data["profile"]
    assert (profile["slug"], profile["hosts"]) == (tenant.slug, [f"{tenant.slug}.localhost"])
    assert (profile["legal_entity"], profile["zone"], profile["state"]) == ("Acme", "Europe/Paris", "active")
    assert first.data["revision"] == 1


@pytest.mark.parametrize("slug", ["console", "Acme", "ab", "xn--acme", "аcme", "acme corp", "acme\n", "-acme"])
async def test_a_slug_that_is_no_plain_name_is_refused(slug: str) -> None:
    with pytest.raises(Invalid) as caught:
        await Tenant.create_tenant(slug, ACME, None, domain="localhost")
    assert caught.value.problems[0].field == "slug"
    assert not await exists(slug)


async def test_of_two_people_creating_one_slug_at_once_one_is_told_that_it_is_taken() -> None:
    slug = fresh_slug()
    both = await asyncio.gather(*(made(slug, name=name) for name in ("Ada", "Grace")), return_exceptions=True)
    (refused,) = [each for each in both if isinstance(each, BaseException)]
    assert isinstance(refused, SlugTaken)
    assert refused.problems[0].field == "slug"
    async with system_work("the test counts"):
        assert await Tenant.filter(slug=slug).count() == 1


@pytest.mark.parametrize(
    ("profile", "theme"),
    [
        ({"country": "ZZ"}, None),
        ({"country": "RU"}, None),  # several zones: found out last
        ({}, {"colour": "red"}),
        ({}, {"nonsense": 1}),
        ({}, "red"),
    ],
)
async def test_a_refused_tenant_is_not_half_there(profile: dict[str, Any], theme: Any) -> None:
    slug = fresh_slug()
    with pytest.raises(Invalid):
        await Tenant.create_tenant(slug, ACME | profile, theme, domain="localhost")
    assert not await exists(slug)


async def test_with_a_wrong_logo_nothing_is_made() -> None:
    slug = fresh_slug()
    with pytest.raises(Invalid, match="logo"):
        await Tenant.create_tenant(slug, ACME, None, domain="localhost", logos={"light": b"<svg onload=alert(1)>"})
    assert not await exists(slug)


async def test_suspending_twice_is_a_conflict_and_says_nothing_more() -> None:
    tenant = await made()
    await tenant.suspend()
    with pytest.raises(Conflict):
        await (await Tenant.named(tenant.slug)).suspend()
    assert await revisions(tenant.id) == [(1, "active"), (2, "suspended")]
    assert len(await said(tenant.id, "tenant.suspended")) == 1
    await tenant.resume()
    with pytest.raises(Conflict):
        await tenant.resume()
    assert (await revisions(tenant.id))[-1] == (3, "active")


async def test_of_two_who_suspend_at_once_one_is_told() -> None:
    tenant = await made()
    both = [await Tenant.named(tenant.slug) for _ in range(2)]
    ends = await asyncio.gather(*(each.suspend() for each in both), return_exceptions=True)
    assert {type(end) for end in ends} == {type(None), Conflict}
    assert len(await said(tenant.id, "tenant.suspended")) == 1


async def test_who_read_a_tenant_before_it_was_suspended_does_not_say_it_active_again() -> None:
    before = await made()
    await (await Tenant.named(before.slug)).suspend()
    await before.change({"name": "Acme Europe"})
    assert (await revisions(before.id))[-1] == (3, "suspended")


async def test_a_change_keeps_what_it_does_not_name() -> None:
    tenant = await made(legal_form="SAS")
    public = await tenant.change({"name": "Acme Europe"}, {"colour": "#ff00c8"})
    assert (public.name, public.legal_form, public.locales) == ("Acme Europe", "SAS", ("fr", "en"))
    assert public.theme_revision == 2
    assert (await tenant.change({})).theme_revision == 2


async def test_a_refused_change_changes_nothing() -> None:
    tenant = await made()
    with pytest.raises(Invalid):
        await tenant.change({"name": "Acme Europe"}, {"colour": "red"})
    async with unit_of_work(tenant.id):
        profile = await Profile.locked()
    assert (profile.given["name"], profile.revision) == ("Acme", 1)
    assert len(await said(tenant.id)) == 1


async def test_changes_at_once_are_all_counted() -> None:
    tenant = await made()
    await asyncio.gather(*(tenant.change({"legal_form": form}) for form in ("SA", "SAS", "SARL", "SNC")))
    assert [revision for revision, _ in await revisions(tenant.id)] == [1, 2, 3, 4, 5]


async def test_another_tenants_profile_is_not_there() -> None:
    ours, theirs = await made(), await made(fresh_slug("globex"), name="Globex")
    async with unit_of_work(ours.id):
        assert [each.tenant_id for each in await Profile.all()] == [ours.id]
        assert await Profile.filter(tenant_id=theirs.id).update(revision=99) == 0
    async with unit_of_work(new_id()):
        with pytest.raises(Missing):
            await Profile.locked()


@pytest.mark.parametrize("slug", ["nobody-of-this-name", "", "a\x00b", "a' OR '1'='1", "Ä" * 50, "\udcff"])
async def test_an_unknown_slug_is_missing(slug: str) -> None:
    with pytest.raises(Missing):
        await Tenant.named(slug)


async def test_everyone_can_be_said_again_at_their_present_revision(database: Database) -> None:
    tenant = await made()
    await tenant.suspend()
    assert await say_again() >= 1
    assert (await revisions(tenant.id))[-2:] == [(2, "suspended"), (2, "suspended")]
