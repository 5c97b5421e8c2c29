"""The timer of versions: a message of the service to itself, which reads how things stand when it comes."""

from services.policy_hosting.documents.document import Document
from services.policy_hosting.versions.effect import take_due
from services.policy_hosting.versions.state import State
from services.policy_hosting.versions.version import Version
from shared import clock
from shared.bus import outbox
from shared.events import VersionDue


async def take_effect_when_due(event: VersionDue) -> None:
    """Harmless twice, too early or for a version that was called off: only the state counts."""
    version = await Version.get_or_none(id=event.version)
    if version is None:
        return
    await version.hold()
    document = await Document.get(id=version.document_id)
    await take_due(document.id, document.slug)
    await version.refresh_from_db()
    if version.state is State.SCHEDULED and version.begins > clock.now():
        # another machine's clock was ahead, or the date was moved: come again
        await outbox.record(event, due_at=version.begins)
