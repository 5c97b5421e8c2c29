"""Hears that pages were published, so that the edge need not wait for its next look at the store."""

from collections.abc import Callable
from uuid import UUID

from shared.bus.subscription import listen

SUBJECT = "avow.*.*.pages.published"


async def hear_publications(url: str, heard: Callable[[UUID | None], None]) -> None:
    """Until cancelled: the tenant of each publication, and None when publications may have been missed."""
    await listen(
        url,
        "edge",
        [SUBJECT],
        heard=lambda subject, _body: heard(_tenant(subject)),
        anew=lambda: heard(None),
    )


def _tenant(subject: str) -> UUID | None:
    try:
        return UUID(subject.split(".")[1])
    except (ValueError, IndexError):
        return None
