"""Counting members: harmless twice and in any order, and of one tenant alone."""

from uuid import UUID

from services.policy_hosting.colleagues import four_eyes
from services.policy_hosting.colleagues.handlers import count_in, count_out
from shared.events import MemberJoined, MemberLeft
from shared.ids import new_id
from shared.tenancy.unit_of_work import unit_of_work


def joined(member: UUID) -> MemberJoined:
    return MemberJoined(member=member, person=new_id(), members=1)


def left(member: UUID) -> MemberLeft:
    return MemberLeft(member=member, person=new_id(), members=1)


async def test_whoever_is_alone_may_approve_until_a_second_comes(tenant: UUID) -> None:
    ada, grace = new_id(), new_id()
    async with unit_of_work(tenant):
        for _ in range(2):
            await count_in(joined(ada))
        assert await four_eyes.is_alone()
        assert await four_eyes.own_work_allowed()
        await count_in(joined(grace))
        assert not await four_eyes.own_work_allowed()
        await four_eyes.choose(own_work=True)
        assert await four_eyes.own_work_allowed()
        await four_eyes.choose(own_work=False)
        for _ in range(2):
            await count_out(left(grace))
        await count_in(joined(grace))  # told late
        assert await four_eyes.own_work_allowed()
    async with unit_of_work(new_id()):
        assert await four_eyes.is_alone()
        assert not await four_eyes.chosen()
