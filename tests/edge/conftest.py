"""An edge for two tenants, Acme and Globex."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from shared.sites import Sites
from tests.support.console import Console
from tests.support.console import console as console_of
from tests.support.databases import Databases
from tests.support.edge import Visitor, edge_settings, publish_acme, publish_globex, visiting


@pytest.fixture
async def sites(tmp_path: Path) -> Sites:
    """The site store with Acme and Globex published in it."""
    store = Sites.open(tmp_path / "sites")
    await publish_acme(store)
    await publish_globex(store)
    return store


@pytest.fixture
async def visitor(sites: Sites, tmp_path: Path) -> AsyncIterator[Visitor]:
    async with visiting(edge_settings(tmp_path)) as someone:
        yield someone


@pytest.fixture
async def console(databases: Databases, tmp_path: Path) -> AsyncIterator[Console]:
    """An edge with a console, beside a provider and a service."""
    async with console_of(databases, tmp_path) as everything:
        yield everything


@pytest.fixture
async def signed_in(console: Console) -> Console:
    """The same, where somebody signed in."""
    await console.sign_in()
    return console
