"""Every event tenant_auth hears, and what it does then."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from services.tenant_auth.audit import handlers as audit
from services.tenant_auth.provider.backchannel import LogoutTeller
from services.tenant_auth.settings import Settings
from services.tenant_auth.tenants.publisher import Publisher
from shared.events import ActRecorded, AuditClearingDue, AuditHeadDue, LetterDue
from shared.events.tenant_auth import LogoutDue, TenantChanged
from shared.letters import Post
from shared.tenancy import profile

Hears = Mapping[type, Sequence[Callable[..., Awaitable[None]]]]


def hears(settings: Settings) -> Hears:
    """The map of events to handlers; each handler hears for itself, in no order among them."""
    publisher = Publisher(settings)
    post = Post(settings)
    signer = audit.Signer(settings)
    return {
        ActRecorded: [audit.log_act],
        AuditClearingDue: [audit.clear_personal_parts],
        AuditHeadDue: [signer.sign_head],
        LetterDue: [post.send_letter],
        LogoutDue: [LogoutTeller(settings).tell_clients],
        TenantChanged: [profile.copy, publisher.publish],
    }
