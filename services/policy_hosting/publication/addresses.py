"""The public addresses of a center: every path in one place."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Addresses:
    """Paths in one language of a center."""

    locale: str

    @property
    def home(self) -> str:
        return f"/{self.locale}/"

    @property
    def center(self) -> str:
        return f"/{self.locale}/this-center"

    def policy(self, slug: str) -> str:
        return f"/{self.locale}/policies/{slug}"

    def form(self, slug: str, ending: str) -> str:
        """The text in force in another form: md, json, pdf."""
        return f"{self.policy(slug)}.{ending}"

    def versions(self, slug: str) -> str:
        return f"{self.policy(slug)}/versions"

    def version(self, slug: str, number: int) -> str:
        return f"{self.versions(slug)}/{number}"

    def version_form(self, slug: str, number: int, ending: str) -> str:
        return f"{self.version(slug, number)}.{ending}"

    def before(self, slug: str) -> str:
        return f"{self.versions(slug)}/before"

    def on(self, slug: str, day: date | None = None) -> str:
        """The text in force on a day; without one, where the date field is sent."""
        return f"{self.policy(slug)}/on" + (f"/{day.isoformat()}" if day else "")

    def comparison(self, slug: str, old: int, new: int) -> str:
        return f"{self.policy(slug)}/changes/{old}...{new}"


def feed(locale: str, default: str) -> str:
    """The feed of versions: one address for the default language, one more for each other."""
    return "/feeds/policies.atom" if locale == default else f"/feeds/policies.{locale}.atom"


SITEMAP = "/sitemap.xml"
SERVICE_SITEMAP = "/sitemaps/policy_hosting.xml"
ROBOTS = "/robots.txt"
SECURITY = "/.well-known/security.txt"
