"""Every event tenant_auth hears, and what it does then."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from services.tenant_auth.tenants.publisher import Publisher
from shared.events import LetterDue
from shared.events.tenant_auth import TenantChanged
from shared.letters import Post
from shared.settings import ServiceSettings
from shared.tenancy import profile

Hears = Mapping[type, Sequence[Callable[..., Awaitable[None]]]]


def hears(settings: ServiceSettings) -> Hears:
    """The map of events to handlers; each handler hears for itself, in no order among them."""
    publisher = Publisher(settings)
    post = Post(settings)
    return {
        LetterDue: [post.send_letter],
        TenantChanged: [profile.copy, publisher.publish],
    }
