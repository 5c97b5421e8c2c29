"""What a service says to itself of the letters it has to send."""

from uuid import UUID

from shared.events.event import event


@event("*.letter.due", to_itself=True)
class LetterDue:
    """A letter waits to be sent, or to be tried again."""

    service: str
    letter: UUID
