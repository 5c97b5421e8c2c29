"""Publishing from the console: the form's wish, through review where that is still open, to the announcement."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.policy_hosting.actor import Actor
from services.policy_hosting.versions.announcement import Announcement
from services.policy_hosting.versions.announcing import announce
from services.policy_hosting.versions.approval import approve, seconded, submit
from services.policy_hosting.versions.state import State, Way
from services.policy_hosting.versions.version import Version


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """When and by which way; the day None is now."""

    effective: date | None = None
    at_earliest: bool = False
    way: Way | None = None
    reasons: Mapping[str, str]
    keep_stale: bool = False


async def publish_from(version: Version, chosen: Chosen, actor: Actor) -> Announcement:
    """Submit and approve what is not approved yet, as far as this person may; then announce it."""
    if version.state is State.DRAFT:
        await submit(version, actor)
    if version.state is State.IN_REVIEW:
        await approve(version, actor)
    return await announce(
        version,
        await seconded(version, actor),
        chosen.effective,
        at_earliest=chosen.at_earliest,
        way=chosen.way,
        reasons={code: reason for code, reason in chosen.reasons.items() if reason.strip()},
        keep_stale=chosen.keep_stale,
    )
