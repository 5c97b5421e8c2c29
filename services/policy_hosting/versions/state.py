"""Where a version stands, what kind of change it is, and which way it went through the lock."""

from enum import StrEnum

from shared.phrase import phrase


class State(StrEnum):
    """draft → in-review → approved → scheduled → in-force → superseded; or withdrawn before it took effect."""

    DRAFT = "draft"
    IN_REVIEW = "in-review"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    IN_FORCE = "in-force"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


WORDS = {
    State.DRAFT: phrase("a draft"),
    State.IN_REVIEW: phrase("in review"),
    State.APPROVED: phrase("approved"),
    State.SCHEDULED: phrase("announced"),
    State.IN_FORCE: phrase("in force"),
    State.SUPERSEDED: phrase("superseded"),
    State.WITHDRAWN: phrase("withdrawn"),
}
"""As a refusal says them: "version 3 is …"."""

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
