"""What every service that publishes pages says."""

from shared.events.event import event


@event("*.pages.published")
class PagesPublished:
    """The service's manifest for the tenant has this revision; the edge reads it again."""

    service: str
    revision: int
