"""A sample center: its theme and its pages; what stands round each of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.policy_hosting.publication import view
from services.tenant_auth.themes.theme import Theme
from shared.events.tenant_auth import TenantProfile

Page = tuple[str, object]
"""Template (under policy_hosting/public, without .html) and what it is given to show."""


@dataclass(frozen=True)
class Center:
    name: str
    locale: str
    theme: Theme
    pages: Mapping[str, Page]  # by path


def furniture(
    profile: TenantProfile, locale: str, path: str | None, documents: tuple[view.Link, ...]
) -> view.Furniture:
    return view.Furniture(
        profile=profile,
        locale=locale,
        home=f"/{locale}/",
        center=f"/{locale}/this-center",
        feed="/feeds/policies.atom",
        documents=documents,
        languages=tuple(
            view.Language(
                code,
                (path or "/").replace(f"/{locale}/", f"/{code}/"),
                f"https://{profile.slug}.example/{code}/",
                code == locale,
            )
            for code in profile.locales
        ),
        canonical=f"https://{profile.slug}.example{path}" if path else None,
        indexed=not profile.demonstration and profile.state != "unproven",
        report="mailto:operator@avow.example?subject=page",
    )
