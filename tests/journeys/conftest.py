"""The browser that journeys are made with."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.visitor import chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched
