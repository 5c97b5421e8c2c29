"""The running systems and the browser that journeys are made with."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.demonstration import companies
from tests.support.system import System, running_system, until
from tests.support.visitor import chromium

# Tests that share the demonstration stay in one process: pytest.mark.xdist_group(DEMONSTRATION).
DEMONSTRATION = "demonstration"


@pytest.fixture(scope="session")
def demonstration() -> Iterator[System]:
    """The whole house with its five centers, as the first `make run` leaves it; not to be changed."""
    with running_system(demonstration=True) as running:
        until(
            lambda: all(
                _rendered(running, company.slug, company.locales[-1], company.notice.slug) for company in companies()
            )
        )
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


def _rendered(system: System, slug: str, locale: str, text: str) -> bool:
    """Pages come before PDFs: where the PDF is, all is there."""
    return system.get(slug, f"/{locale}/policies/{text}.pdf").status_code == 200
