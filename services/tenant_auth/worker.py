"""Every event tenant_auth hears, and what it does then."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from services.tenant_auth.tenants.publisher import Publisher
from shared.events.tenant_auth import TenantChanged
from shared.settings import Installation
from shared.tenancy import profile

Hears = Mapping[type, Sequence[Callable[..., Awaitable[None]]]]


def hears(settings: Installation) -> Hears:
    """The map of events to handlers; each handler hears for itself, in no order among them."""
    publisher = Publisher(settings)
    return {TenantChanged: [profile.copy, publisher.publish]}
