"""Logs: ids and codes; never what an exception, a row or a library repeats of what somebody typed."""

import asyncio
import json
import logging
import subprocess
import sys
from uuid import UUID

import asyncpg
import pytest
from tortoise.exceptions import IntegrityError

from shared.errors import Invalid
from shared.logs import describe
from shared.tenancy.backend import Database
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.library.models import Shelf

MARKED = "planted-4711"


def raised(error: BaseException) -> BaseException:
    try:
        raise error  # noqa: TRY301
    except BaseException as caught:  # noqa: BLE001
        return caught


@pytest.mark.parametrize(
    "error", [ValueError(MARKED), Invalid(MARKED), KeyError(MARKED), asyncio.CancelledError(MARKED)]
)
def test_an_exception_is_told_without_its_text(error: BaseException) -> None:
    said = describe(raised(error))
    assert MARKED not in said
    assert said.startswith(type(error).__qualname__)
    assert "at=raised:" in said


def test_the_cause_gives_its_codes_and_not_its_text() -> None:
    cause = asyncpg.UniqueViolationError(f"Key (name)=({MARKED}) already exists.")
    cause.constraint_name = "shelf_name_key"
    error = RuntimeError(MARKED)
    error.__cause__ = cause
    assert describe(error) == "RuntimeError sqlstate=23505 constraint_name=shelf_name_key"


async def test_a_value_that_postgresql_repeats_is_not_told(tenant: UUID, database: Database) -> None:
    with pytest.raises(IntegrityError) as caught:
        async with unit_of_work(tenant):
            await Shelf.create(name=MARKED)
            await Shelf.create(name=MARKED)
    said = describe(caught.value)
    assert MARKED not in said
    assert "sqlstate=23505 constraint_name=shelf_tenant_id_name_key" in said


PROGRAM = f"""
import asyncio, logging, sys
from shared import logs
logs.configure("library", development=sys.argv[1] == "development")
try:
    raise ValueError("{MARKED}")
except ValueError as error:
    logs.log.error("broken", error=error)
    logging.getLogger("uvicorn.error").error("Exception in ASGI application\\n", exc_info=error)
logging.getLogger("chatty").info("a detail")
async def forgotten():
    raise ValueError("{MARKED}")
async def main():
    task = asyncio.create_task(forgotten())
    await asyncio.sleep(0)
    del task
asyncio.run(main())
"""


def said_by_a_process(kind: str) -> str:
    done = subprocess.run([sys.executable, "-c", PROGRAM, kind], capture_output=True, text=True, check=True)
    assert done.stdout == ""
    return done.stderr


@pytest.mark.parametrize("kind", ["production", "development"])
def test_what_libraries_log_of_an_exception_has_no_text_either(kind: str) -> None:
    said = said_by_a_process(kind)
    assert MARKED not in said
    assert "Traceback" not in said
    assert "Exception in ASGI application" in said
    assert "a detail" not in said


def test_in_production_every_line_is_json_with_its_service_and_time() -> None:
    lines = [json.loads(line) for line in said_by_a_process("production").splitlines()]
    assert len(lines) == 3
    assert {line["service"] for line in lines} == {"library"}
    assert all(line["timestamp"].endswith("Z") for line in lines)
    assert lines[0]["error"].startswith("ValueError at=<module>:")
    assert [line.get("library") for line in lines] == [None, "uvicorn.error", "asyncio"]


def test_importing_the_log_sets_nothing_up() -> None:
    assert not any(type(handler).__module__.startswith("shared") for handler in logging.getLogger().handlers)
