"""An attempt that is refused has written nothing, and the unit of work goes on."""

import pytest

from shared.errors import Invalid
from shared.ids import new_id
from shared.tenancy.attempt import attempt
from shared.tenancy.backend import Database
from shared.tenancy.unit_of_work import after_commit, unit_of_work
from tests.support.library.models import Shelf


@pytest.mark.usefixtures("database")
async def test_what_a_refused_attempt_wrote_goes_back_and_the_rest_stays(database: Database) -> None:
    tenant = new_id()
    called: list[str] = []
    async with unit_of_work(tenant):
        await Shelf.create(name="before")
        with pytest.raises(Invalid):
            async with attempt():
                await Shelf.create(name="refused")
                after_commit(lambda: called.append("refused"))
                raise Invalid("no")
        async with attempt():
            await Shelf.create(name="after")
            after_commit(lambda: called.append("after"))
    async with unit_of_work(tenant):
        assert {each.name for each in await Shelf.all()} == {"before", "after"}
    assert called == ["after"]
