"""The demonstration as the first `make run` leaves it, and all that a crawler finds in it."""

from collections.abc import Iterator

import pytest

from tests.support.five_centers import COMPANIES, Walked
from tests.support.system import System, running_system, until
from tests.support.walk import walk


@pytest.fixture(scope="session")
def demonstration() -> Iterator[System]:
    """The whole house with its five centers; not to be changed."""
    with running_system(demonstration=True) as running:
        until(
            lambda: all(
                _rendered(running, company.slug, company.locales[-1], company.notice.slug) for company in COMPANIES
            )
        )
        yield running


@pytest.fixture(scope="session")
def walked(demonstration: System) -> Walked:
    """Every answer of every center, by company and path."""
    starts = ("/robots.txt", "/sitemap.xml", "/.well-known/security.txt")
    return {
        company.slug: walk(demonstration, company.slug, *(f"/{locale}/" for locale in company.locales), *starts)
        for company in COMPANIES
    }


def _rendered(system: System, slug: str, locale: str, text: str) -> bool:
    """Pages come before PDFs: where the PDF is, all is there."""
    return system.get(slug, f"/{locale}/policies/{text}.pdf").status_code == 200
