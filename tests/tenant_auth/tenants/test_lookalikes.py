"""Names that read like another company's are found, whatever letters they are written with."""

from uuid import UUID

import pytest

from services.tenant_auth.tenants.lookalikes import NameTaken, NameTooNear, form, mixes_scripts
from services.tenant_auth.tenants.lookalikes import resembles as looks_like
from services.tenant_auth.tenants.tenant import Tenant
from shared.errors import Conflict
from shared.events.tenant_auth import State
from shared.ids import new_id
from shared.tenancy.unit_of_work import system_work, unit_of_work

pytestmark = pytest.mark.usefixtures("database")


def word() -> str:
    """Letters that look like no others, so that one test's company is not another's."""
    return "".join("bdefghkpqs"[int(sign)] for sign in str(new_id().int % 10**12))


async def made(slug: str, name: str, state: State = "active") -> UUID:
    given = {"name": name, "country": "FR", "locales": ["fr"]}
    return await Tenant.create_tenant(slug, given, None, domain="localhost", state=state)


async def resembles(slug: str, name: str) -> bool:
    async with system_work("the test asks"):
        return await looks_like(slug, name)


@pytest.mark.parametrize(
    "twin", ["Perfony", "PERFONY", "реrfony", "pеrfоnу", "Per-fony", "P.e.r.f.o.n.y", "Pérfony", "ｐｅｒｆｏｎｙ"]
)
def test_what_reads_alike_has_one_form(twin: str) -> None:
    assert form(twin) == form("perfony")


@pytest.mark.parametrize("other", ["Perfory", "Perfon", "Perforny Labs", "Персона"])
def test_what_reads_differently_has_another(other: str) -> None:
    assert form(other) != form("perfony")


def test_ones_and_els_are_the_same_and_so_are_two_letters_that_read_as_one() -> None:
    assert form("paypa1") == form("paypal") == form("PayPaI")
    assert form("acrne") == form("acme")


def test_a_name_in_one_script_with_digits_and_marks_is_honest() -> None:
    assert not mixes_scripts("Société Générale 2000 & Fils")
    assert not mixes_scripts("Яндекс")
    assert mixes_scripts("Аcme")  # the first letter is Cyrillic


@pytest.mark.parametrize("name", ["{}", " {} ", "{}".upper()])
async def test_the_name_of_a_proven_company_cannot_be_taken(name: str) -> None:
    known = word()
    await made(known, known.capitalize())
    with pytest.raises(NameTaken) as caught:
        await made(f"{word()}-x", name.format(known), "unproven")
    assert caught.value.problems[0].field == "name"


async def test_the_slug_of_a_proven_company_cannot_be_taken_with_or_without_hyphens() -> None:
    known = word()
    await made(known, f"{known} Holding")
    with pytest.raises(Conflict):
        await made(known, "Something Else", "unproven")
    await made(f"{known}-2", known[:5] + " " + known[5:], "active")
    with pytest.raises(NameTaken):
        await made(known[:5] + "-" + known[5:], f"{word()} Else", "unproven")


async def test_a_reserved_word_is_no_name() -> None:
    with pytest.raises(NameTaken):
        await made(word(), "Support", "unproven")


async def test_an_unproven_company_reserves_nothing() -> None:
    known = word()
    await made(known, known, "unproven")
    await made(f"{known}2", known, "unproven")
    assert not await resembles(f"{known}3", known)


async def test_a_look_alike_may_begin_but_waits_for_a_person() -> None:
    known = "a" + word()
    await made(known, f"{known} SAS")
    twin = "а" + known[1:]  # Cyrillic
    await made(f"x-{known[:8]}", twin, "unproven")
    assert await resembles(f"x-{known[:8]}", twin)
    assert await resembles("something-else", f"{known} GmbH")
    assert not await resembles("something-else", word())


async def test_staff_cannot_rename_a_proven_company_into_a_look_alike_but_the_operator_can() -> None:
    known, own = "a" + word(), word()
    await made(known, known)
    await made(own, own)
    tenant = await Tenant.named(own)
    with pytest.raises(NameTaken):
        async with unit_of_work(tenant.id):
            await tenant.change_here({"name": known})
    with pytest.raises(NameTooNear):
        async with unit_of_work(tenant.id):
            await tenant.change_here({"name": f"{known} Ltd"})
    assert (await tenant.change({"name": f"{known} Ltd"})).name == f"{known} Ltd"


async def test_approval_makes_a_company_proven_once() -> None:
    slug = word()
    tenant = await made(slug, slug, "unproven")
    found = await Tenant.named(slug)
    await found.approve()
    with pytest.raises(Conflict):
        await found.approve()
    async with unit_of_work(tenant):
        assert (await Tenant.get(id=tenant)).state == "active"
    assert await resembles(f"{slug}-2", slug)
