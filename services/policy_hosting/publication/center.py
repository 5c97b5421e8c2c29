"""A center as it is rendered: the tenant's profile and publication at one revision, and the installation round it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from services.policy_hosting.publication.addresses import Addresses
from services.policy_hosting.settings import Settings
from services.policy_hosting.versions.reading import Publication, PublicDocument
from shared.events.tenant_auth import TenantProfile


@dataclass(frozen=True, slots=True, kw_only=True)
class Center:
    """Everything that rendering reads; nothing else may change a page."""

    tenant: UUID
    profile: TenantProfile
    publication: Publication
    settings: Settings

    @property
    def static(self) -> Path:
        return self.settings.static

    @property
    def origin(self) -> str:
        """The primary host as the world writes it, without a slash at the end."""
        host = self.profile.hosts[0] if self.profile.hosts else f"{self.profile.slug}.{self.settings.domain}"
        return self.settings.url(host)

    @property
    def default(self) -> str:
        return self.profile.locales[0]

    @property
    def indexed(self) -> bool:
        """Demonstrations and tenants nobody has vouched for are not to be found by search engines."""
        return not self.profile.demonstration and self.profile.state != "unproven"

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """For forms that have no place for a robots mark."""
        return () if self.indexed else (("x-robots-tag", "noindex"),)

    @property
    def documents(self) -> tuple[PublicDocument, ...]:
        """Documents with a text in force or announced."""
        return tuple(each for each in self.publication.documents if each.past_and_present or each.coming)

    def everywhere(self, path: Callable[[Addresses], str]) -> dict[str, str]:
        """The same page as an absolute URL in each language."""
        return {locale: self.origin + path(Addresses(locale)) for locale in self.profile.locales}
