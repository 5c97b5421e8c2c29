"""Every event policy_hosting hears, and what it does then."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from services.policy_hosting.colleagues.handlers import count_in, count_out
from services.policy_hosting.publication.pdf import PdfPublisher
from services.policy_hosting.publication.publisher import Publisher
from services.policy_hosting.settings import Settings
from services.policy_hosting.versions.timer import take_effect_when_due
from shared.events import MemberJoined, MemberLeft, PdfsDue, PublicationDue, TenantChanged, VersionDue
from shared.tenancy import profile

Hears = Mapping[type, Sequence[Callable[..., Awaitable[None]]]]


def hears(settings: Settings) -> Hears:
    """The map of events to handlers; each handler hears for itself, in no order among them."""
    publisher = Publisher(settings)
    pdf = PdfPublisher(settings)
    return {
        TenantChanged: [profile.copy, publisher.dress_anew],
        PublicationDue: [publisher.render_pages],
        PdfsDue: [pdf.render_pdfs],
        VersionDue: [take_effect_when_due],
        MemberJoined: [count_in],
        MemberLeft: [count_out],
    }
