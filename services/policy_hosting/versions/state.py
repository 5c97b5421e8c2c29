"""Where a version stands, what kind of change it is, and which way it went through the lock."""

from enum import StrEnum


class State(StrEnum):
    """draft → in-review → approved → scheduled → in-force → superseded; or withdrawn before it took effect."""

    DRAFT = "draft"
    IN_REVIEW = "in-review"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    IN_FORCE = "in-force"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


IN_PREPARATION = (State.DRAFT, State.IN_REVIEW, State.APPROVED)
IN_LIFE = (State.SCHEDULED, State.IN_FORCE, State.SUPERSEDED)


class Change(StrEnum):
    """An editorial change alters no meaning and no promise; anything else is material."""

    EDITORIAL = "editorial"
    MATERIAL = "material"


class Way(StrEnum):
    """How a version may take effect (decision 10); all but `notice` stand on the public list of versions."""

    NOTICE = "notice"  # after the promised notice, or where none is promised
    EDITORIAL = "editorial"
    LAW = "law"  # required by law, court or authority
    FAVOUR = "readers-favour"
    FIRST = "first"
