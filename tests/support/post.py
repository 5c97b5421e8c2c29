"""The letters that were written to an address, opened with the keys of the tests."""

import re
from uuid import UUID

from shared.keys import keys_of
from shared.letters.letter import Letter, recipient
from shared.tenancy.backend import active
from shared.tenancy.house import HOUSE
from shared.tenancy.unit_of_work import execute, unit_of_work


async def letters_to(address: str, owner: UUID = HOUSE) -> list[Letter]:
    """Those not sent yet, the oldest first; the installation's own, or a company's."""
    settings = active().settings
    assert settings
    keys = keys_of(settings)
    async with unit_of_work(owner):
        rows = await execute(
            "SELECT * FROM letters WHERE recipient = $1 ORDER BY created_at, id", recipient(keys, owner, address)
        )
    return [Letter.read(row, keys, owner) for row in rows]


async def path_in_letter(address: str, owner: UUID = HOUSE) -> str:
    """The path of the first link in the last letter to this address."""
    last = (await letters_to(address, owner))[-1]
    found = re.search(r"http://auth\.localhost:8000(/\S+)", last.text.body)
    assert found, last.text.body
    return found[1]
