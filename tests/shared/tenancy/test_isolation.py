"""Another tenant's rows do not exist, by whatever way one asks."""

from uuid import UUID

import pytest
from tortoise.exceptions import IntegrityError, OperationalError
from tortoise.expressions import Subquery
from tortoise.functions import Count

from shared.errors import Missing
from shared.ids import new_id
from shared.tenancy.backend import Database
from shared.tenancy.current import tenant as current_tenant
from shared.tenancy.unit_of_work import execute, system_work, unit_of_work
from tests.support.library.models import Book, Shelf


@pytest.fixture
async def globex(database: Database) -> UUID:
    """Another tenant, with a shelf and a book."""
    other = new_id()
    async with unit_of_work(other):
        await Book.create(title="Secrets of Globex", shelf=await Shelf.create(name="Globex"))
    return other


async def test_a_tenant_reads_what_it_wrote(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        await Book.create(title="Ours", shelf=await Shelf.create(name="Fiction"))
    async with unit_of_work(tenant):
        book = await Book.get(title="Ours").select_related("shelf")
        assert (book.tenant_id, book.shelf.name) == (tenant, "Fiction")
        assert [found.title for found in await book.shelf.books.all()] == ["Ours"]


async def test_no_query_finds_another_tenants_rows(tenant: UUID, globex: UUID) -> None:
    async with unit_of_work(globex):
        book = await Book.first()
        assert book is not None
    async with unit_of_work(tenant):
        assert await Book.all() == []
        assert await Book.get_or_none(id=book.id) is None
        assert await Book.filter(tenant_id=globex).count() == 0
        assert await Book.all().select_related("shelf") == []
        assert await Book.all().prefetch_related("shelf") == []
        assert await Shelf.annotate(books_count=Count("books")).values("books_count") == []
        assert await Book.filter(shelf_id__in=Subquery(Shelf.all().values("id"))) == []
        assert await Book.filter(shelf__name="Globex").exists() is False
        assert await Book.raw("SELECT * FROM book") == []
        assert await execute("SELECT * FROM book UNION ALL SELECT * FROM book WHERE tenant_id = $1", globex) == []
        with pytest.raises(Missing):
            await Book.get_or_missing(id=book.id)


async def test_no_statement_changes_another_tenants_rows(tenant: UUID, globex: UUID) -> None:
    async with unit_of_work(globex):
        book = await Book.first()
        assert book is not None
    async with unit_of_work(tenant):
        assert await Book.all().update(title="Stolen") == 0
        assert await Book.filter(id=book.id).delete() == 0
        assert await execute("UPDATE book SET title = 'Stolen' RETURNING id") == []
        assert await execute("DELETE FROM book RETURNING id") == []
        await book.delete()
        book.title = "Stolen"
        await Book.bulk_update([book], fields=["title"])
    async with unit_of_work(globex):
        assert [found.title for found in await Book.all()] == ["Secrets of Globex"]


@pytest.mark.parametrize("way", ["create", "bulk", "raw", "upsert"])
async def test_no_row_is_written_for_another_tenant(tenant: UUID, globex: UUID, way: str) -> None:
    async with unit_of_work(globex):
        shelf = await Shelf.first()
        assert shelf is not None
    with pytest.raises(OperationalError, match="row-level security"):
        async with unit_of_work(tenant):
            match way:
                case "create":
                    await Shelf.create(name="Planted", tenant_id=globex)
                case "bulk":
                    await Shelf.bulk_create([Shelf(name="Mine"), Shelf(name="Planted", tenant_id=globex)])
                case "raw":
                    await execute("INSERT INTO shelf (tenant_id, id, name) VALUES ($1, $2, 'x')", globex, new_id())
                case "upsert":
                    await execute(
                        "INSERT INTO shelf (tenant_id, id, name) VALUES ($1, $2, 'x')"
                        " ON CONFLICT (tenant_id, id) DO UPDATE SET name = 'Stolen'",
                        globex,
                        shelf.id,
                    )
    async with unit_of_work(globex):
        assert [found.name for found in await Shelf.all()] == ["Globex"]
    async with unit_of_work(tenant):
        assert await Shelf.all() == []


async def test_a_row_cannot_be_given_to_another_tenant(tenant: UUID, globex: UUID) -> None:
    async with unit_of_work(tenant):
        shelf = await Shelf.create(name="Ours")
    with pytest.raises(OperationalError, match="row-level security"):
        async with unit_of_work(tenant):
            await Shelf.filter(id=shelf.id).update(tenant_id=globex)


async def test_a_reference_to_another_tenants_row_is_refused(tenant: UUID, globex: UUID) -> None:
    """Foreign-key checks go past row-level security; only the composite key stops this."""
    async with unit_of_work(globex):
        shelf = await Shelf.first()
        assert shelf is not None
    with pytest.raises(IntegrityError):
        async with unit_of_work(tenant):
            await Book.create(title="Trojan", shelf_id=shelf.id)
    with pytest.raises(IntegrityError):
        async with unit_of_work(tenant):
            ours = await Book.create(title="Ours", shelf=await Shelf.create(name="Ours"))
            await Book.filter(id=ours.id).update(shelf_id=shelf.id)


async def test_two_tenants_may_use_the_same_name_and_the_same_id(tenant: UUID, globex: UUID) -> None:
    async with unit_of_work(globex):
        theirs = await Shelf.first()
        assert theirs is not None
    async with unit_of_work(tenant):
        await Shelf.create(name="Globex", id=theirs.id)
        assert await Shelf.all().count() == 1
        _, created = await Shelf.get_or_create(name="Globex")
        assert not created
    async with unit_of_work(globex):
        assert [shelf.tenant_id for shelf in await Shelf.all()] == [globex]


async def test_a_tenants_table_cannot_be_emptied_at_once(tenant: UUID) -> None:
    """TRUNCATE would go past row-level security."""
    with pytest.raises(OperationalError, match="permission denied"):
        async with unit_of_work(tenant):
            await execute("TRUNCATE book CASCADE")


async def test_the_application_can_neither_lift_the_policies_nor_become_another(tenant: UUID) -> None:
    for command in (
        "ALTER TABLE book NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY tenant ON book",
        "SET LOCAL ROLE library_owner",
        "SET LOCAL SESSION AUTHORIZATION library_relay",
        "CREATE TABLE public.loot (id int)",
        "CREATE TEMPORARY TABLE loot (id int)",
    ):
        with pytest.raises(OperationalError):
            async with unit_of_work(tenant):
                await execute(command)
    with pytest.raises(OperationalError, match="row-level security"):
        async with unit_of_work(tenant):
            await execute("SET LOCAL row_security = off")
            await execute("SELECT * FROM book")


async def test_system_work_sees_no_tenants_rows(globex: UUID) -> None:
    async with system_work("this test looks where nothing should be"):
        assert await Book.all() == []
        assert await execute("SELECT * FROM tenant_profile") == []
        await execute("INSERT INTO opening_hours VALUES ($1, '9-17')", str(new_id()))
    with pytest.raises(OperationalError, match="row-level security"):
        async with system_work("this test writes where it may not"):
            await execute("INSERT INTO shelf (tenant_id, id, name) VALUES ($1, $2, 'x')", globex, new_id())


async def test_the_tenant_is_told_only_for_the_length_of_a_transaction(tenant: UUID, database: Database) -> None:
    async with unit_of_work(tenant):
        assert current_tenant() == tenant
        await execute(f"SET app.tenant_id = '{tenant}'")  # careless: for the session, not the transaction
    for _ in range(3):
        async with system_work("this test looks at what the last one left in the session"):
            rows = await execute("SELECT current_setting('app.tenant_id', true) AS left")
            assert rows[0]["left"] in (None, "")
