"""Approval: somebody says that a version is right; where the tenant wants four eyes, not the one who wrote it."""

from dataclasses import replace

from services.policy_hosting.actor import Actor
from services.policy_hosting.colleagues import four_eyes
from services.policy_hosting.versions.checking import check_content
from services.policy_hosting.versions.step import steps_of
from services.policy_hosting.versions.version import Version
from shared.errors import Conflict, Problem
from shared.phrase import phrase

_WRITING = {"drafted", "written", "submitted"}


class OwnWork(Conflict):
    """The tenant wants a second person to approve."""

    def __init__(self) -> None:
        reason = phrase("you wrote this version yourself; somebody else has to approve it")
        super().__init__(f"approval: {reason}", problems=[Problem("approval", reason)])


async def submit(version: Version, actor: Actor) -> None:
    """Hand a draft to whoever reviews it; what cannot be shown as it stands is refused."""
    await version.hold()
    await check_content(version)
    await version.submit(actor)


async def approve(version: Version, actor: Actor) -> None:
    """Say that a version is right."""
    await version.hold()
    if not await may_approve(version, actor):
        raise OwnWork
    await version.approve(actor)


async def may_approve(version: Version, actor: Actor) -> bool:
    """Whether this one may judge the version: they did not write it, or the tenant lets people judge their own.

    A program is nobody's second pair of eyes: who wrote the version could have made it.
    """
    fresh = actor.kind != "client" and not await _wrote(version, actor)
    return fresh or await four_eyes.own_work_allowed()


async def seconded(version: Version, actor: Actor) -> Actor:
    """The one who publishes, with the one who approved as the second person where that is somebody else."""
    approvals = [each for each in await steps_of(version.id) if each.verb == "approved"]
    second = next((each for each in reversed(approvals) if each.actor != actor.id), None)
    return replace(actor, second=second.by if second else None, alone=await four_eyes.is_alone())


async def _wrote(version: Version, actor: Actor) -> bool:
    """Since it was last sent back or before: who touched the text is no fresh pair of eyes."""
    return any(each.verb in _WRITING and each.actor == actor.id for each in await steps_of(version.id))
