"""A unit of work: whole or not at all, one tenant, and its own task's."""

import asyncio
from contextlib import suppress
from uuid import UUID

import pytest
from tortoise import connections
from tortoise.exceptions import IntegrityError
from tortoise.transactions import in_transaction

from shared.ids import new_id
from shared.tenancy import current
from shared.tenancy.backend import Database
from shared.tenancy.current import NoTenant, OtherWork, StrayQuery
from shared.tenancy.faults import RolledBack
from shared.tenancy.unit_of_work import after_commit, execute, relay_work, system_work, unit_of_work
from tests.support.databases import Databases
from tests.support.library.models import Book, Shelf


async def test_a_query_outside_a_unit_of_work_is_refused(tenant: UUID) -> None:
    with pytest.raises(StrayQuery):
        await Shelf.all()
    with pytest.raises(StrayQuery):
        await Shelf(name="Stray", tenant_id=tenant).save()
    with pytest.raises(StrayQuery):
        await Shelf.bulk_create([Shelf(name="Stray", tenant_id=tenant)])
    with pytest.raises(StrayQuery):
        await execute("SELECT 1")
    with pytest.raises(StrayQuery):
        await connections.get("default").execute_query("SELECT 1")
    with pytest.raises(StrayQuery):
        async with in_transaction():
            pytest.fail("a transaction of nobody was opened")
    with pytest.raises(StrayQuery):
        after_commit(lambda: None)
    with pytest.raises(NoTenant):
        current.tenant()


async def test_a_task_that_outlives_its_request_reads_nothing(tenant: UUID) -> None:
    go_on = asyncio.Event()

    async def outlive() -> list[Shelf]:
        await go_on.wait()
        return await Shelf.all()

    async with unit_of_work(tenant):
        await Shelf.create(name="Acme")
        task = asyncio.create_task(outlive())
    other = new_id()
    async with unit_of_work(other):  # very likely on the same connection
        await Shelf.create(name="Globex")
        go_on.set()
        with pytest.raises(StrayQuery, match="after the end"):
            await task
    with pytest.raises(NoTenant):
        await asyncio.create_task(_tenant_later(tenant))


async def test_a_query_kept_for_later_runs_as_whoever_runs_it(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        await Shelf.create(name="Acme")
        kept = Shelf.all()
    async with unit_of_work(new_id()):
        assert await kept == []


async def test_a_row_kept_from_another_tenants_work_leads_nowhere(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        book = await Book.create(title="Ours", shelf=await Shelf.create(name="Acme"))
    async with unit_of_work(new_id()):
        assert await book.shelf.books.all() == []


async def test_tasks_side_by_side_do_not_share_a_connection(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        with pytest.raises(StrayQuery, match="a task that did not open"):
            await asyncio.gather(Shelf.all().count(), Shelf.all().count())
        assert await Shelf.all().count() == 0  # the unit of work itself is unharmed


async def test_a_task_may_open_a_unit_of_work_of_its_own_for_another_tenant(tenant: UUID) -> None:
    other = new_id()

    async def elsewhere() -> UUID:
        async with unit_of_work(other):
            return (await Shelf.create(name="Globex")).tenant_id

    async with unit_of_work(tenant):
        assert await asyncio.create_task(elsewhere()) == other
        assert current.tenant() == tenant
        assert await Shelf.all() == []


async def test_a_nested_unit_of_work_of_the_same_tenant_joins(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        outer = await execute("SELECT pg_current_xact_id()::text AS id")
        async with unit_of_work(tenant):
            assert await execute("SELECT pg_current_xact_id()::text AS id") == outer
        await Shelf.create(name="Still open")


async def test_another_tenant_or_kind_inside_is_refused(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        for inside in (unit_of_work(new_id()), system_work("a test"), relay_work()):
            with pytest.raises(OtherWork):
                async with inside:
                    pytest.fail("it changed whom it serves")
        assert current.tenant() == tenant
        await Shelf.create(name="Unharmed")
    async with system_work("a test"):
        with pytest.raises(OtherWork):
            async with unit_of_work(tenant):
                pytest.fail("it changed whom it serves")
        with pytest.raises(NoTenant):
            current.tenant()


async def test_an_exception_undoes_everything(tenant: UUID) -> None:
    with pytest.raises(ZeroDivisionError):
        async with unit_of_work(tenant):
            await Shelf.create(name="Half")
            _ = 1 / 0
    assert await _shelves(tenant) == []


async def test_what_a_failed_part_left_half_done_is_not_committed(tenant: UUID) -> None:
    with pytest.raises(RolledBack):
        async with unit_of_work(tenant):
            try:
                async with unit_of_work(tenant):
                    await Shelf.create(name="Half")
                    _ = 1 / 0
            except ZeroDivisionError:
                await Shelf.create(name="The caller goes on")
    assert await _shelves(tenant) == []


async def test_a_failing_commit_raises(tenant: UUID) -> None:
    said: list[str] = []
    with pytest.raises(IntegrityError):
        async with unit_of_work(tenant):
            book = await Book.create(title="Wanted", shelf=await Shelf.create(name="One"))
            for _ in range(2):  # the constraint is deferred: only the commit finds it
                await execute(
                    "INSERT INTO loan (tenant_id, id, book_id) VALUES ($1, $2, $3)", tenant, new_id(), book.id
                )
            after_commit(lambda: said.append("committed"))
    await asyncio.sleep(0)
    assert said == []
    assert await _shelves(tenant) == []


async def test_a_swallowed_error_cannot_pass_for_a_commit(tenant: UUID) -> None:
    """PostgreSQL answers the COMMIT of a failed transaction with ROLLBACK, and no error."""
    with pytest.raises(RolledBack):
        async with unit_of_work(tenant):
            await Shelf.create(name="Twice")
            with suppress(IntegrityError):
                await Shelf.create(name="Twice")
    assert await _shelves(tenant) == []


async def test_an_error_inside_a_savepoint_is_survived(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        await Shelf.create(name="Twice")
        with pytest.raises(IntegrityError):
            async with in_transaction():
                await Shelf.create(name="Lost")
                await Shelf.create(name="Twice")
        async with in_transaction(), in_transaction():
            await Shelf.create(name="Kept")
        assert (await Shelf.get_or_create(name="Twice"))[1] is False
        assert (await Shelf.update_or_create(name="New"))[1] is True
    assert await _shelves(tenant) == ["Kept", "New", "Twice"]


async def test_callbacks_run_after_the_commit_and_cannot_undo_it(tenant: UUID) -> None:
    seen: list[str] = []
    complaints: list[dict[str, object]] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: complaints.append(context))
    try:
        async with unit_of_work(tenant):
            after_commit(lambda: 1 / 0)
            async with unit_of_work(tenant):
                after_commit(lambda: seen.append("joined"))
            assert seen == []
        await asyncio.sleep(0)
    finally:
        loop.set_exception_handler(None)
    assert seen == ["joined"]
    assert len(complaints) == 1


async def test_two_services_in_one_process_keep_apart(tenant: UUID, database: Database, databases: Databases) -> None:
    neighbour = await databases.of("tenant_auth")
    async with unit_of_work(tenant):
        await Shelf.create(name="Acme")
        with neighbour.activate():
            async with unit_of_work(tenant):
                assert (await execute("SELECT current_database() AS name"))[0]["name"] == "tenant_auth"
                with pytest.raises(StrayQuery):
                    await database.client.execute_query("SELECT 1")
        assert (await execute("SELECT current_database() AS name"))[0]["name"] == "library"


async def test_a_thread_knows_the_tenant(tenant: UUID) -> None:
    """Rendering runs in threads; it may ask whom it renders for, it cannot query."""
    async with unit_of_work(tenant):
        assert await asyncio.to_thread(current.tenant) == tenant


async def test_a_tenant_is_a_uuid_and_system_work_has_a_reason(database: Database) -> None:
    with pytest.raises(TypeError):
        async with unit_of_work(f"{new_id()}'; DROP TABLE book; --"):  # type: ignore[arg-type]
            pytest.fail("a text was taken for a tenant")
    with pytest.raises(ValueError, match="reason"):
        async with system_work(""):
            pytest.fail(f"work without a reason on {database.service}")


async def _shelves(tenant: UUID) -> list[str]:
    async with unit_of_work(tenant):
        return sorted(shelf.name for shelf in await Shelf.all())


async def _tenant_later(tenant: UUID) -> UUID:
    async with unit_of_work(tenant):
        task = asyncio.create_task(_sleep_and_ask())
    return await task


async def _sleep_and_ask() -> UUID:
    await asyncio.sleep(0.01)
    return current.tenant()
