"""What the edge remembers: fresh enough, bounded, and enough to go on when the store is silent."""

import asyncio
import shutil
from pathlib import Path
from uuid import UUID

import pytest

from frontend.edge import library
from shared.sites import Sites
from tests.support.edge import ACME, Visitor, edge_settings, host_file, page, publish_acme, visiting

pytestmark = pytest.mark.slow

POLICY = "/en/policies/privacy"


def grow_older(visitor: Visitor) -> None:
    """As if the edge had last looked at the store long ago."""
    for standing in visitor.edge.library.hosts.values():
        standing.fresh_until = 0.0


async def test_a_new_publication_is_seen_at_the_next_look(visitor: Visitor, sites: Sites) -> None:
    await visitor.get(POLICY)
    await publish_acme(sites, revision=2, text="Acme has news")
    assert "keeps promises" in (await visitor.get(POLICY)).text
    grow_older(visitor)
    for _ in range(2):
        assert "Acme has news" in (await visitor.get(POLICY)).text


async def test_a_publication_that_was_heard_is_seen_at_once(visitor: Visitor, sites: Sites) -> None:
    await visitor.get(POLICY)
    await publish_acme(sites, revision=2, text="Acme has news")
    visitor.edge.library.hear(UUID(int=99))
    assert "keeps promises" in (await visitor.get(POLICY)).text
    visitor.edge.library.hear(ACME)
    assert "Acme has news" in (await visitor.get(POLICY)).text


async def test_a_page_taken_down_is_gone(visitor: Visitor, sites: Sites) -> None:
    await visitor.get("/en/")
    await sites.publish(ACME, "policy_hosting", {"/fr/": page("seule", "fr")}, revision=2)
    visitor.edge.library.hear(ACME)
    assert (await visitor.get("/en/")).status == 404
    assert (await visitor.get("/fr/")).status == 200


async def test_a_host_taken_away_is_gone_and_one_given_is_there(visitor: Visitor, sites: Sites) -> None:
    await visitor.get(POLICY)
    assert (await visitor.get(POLICY, "privacy.acme.example")).status == 404
    await sites.write_host("privacy.acme.example", host_file(ACME, "acme", ("en", "fr")))
    await sites.remove_host("acme.localhost")
    visitor.edge.library.hear(None)
    assert (await visitor.get(POLICY, "privacy.acme.example")).status == 200
    assert (await visitor.get(POLICY)).status == 404


async def test_a_host_that_went_to_another_tenant_shows_that_tenants_pages(visitor: Visitor, sites: Sites) -> None:
    await visitor.get(POLICY)
    other = UUID(int=3)
    await sites.publish(other, "policy_hosting", {POLICY: page("Initech speaking")}, revision=1)
    await sites.write_host("acme.localhost", host_file(other, "initech", ("en",), revision=1))
    visitor.edge.library.hear(other)
    grow_older(visitor)
    for _ in range(2):
        assert "Initech speaking" in (await visitor.get(POLICY)).text


@pytest.mark.parametrize("loss", ["folder gone", "folder is a file", "mount gone"])
async def test_without_the_store_known_pages_go_on(visitor: Visitor, tmp_path: Path, loss: str) -> None:
    for path in (POLICY, "/en/none"):
        await visitor.get(path, accept_encoding="br")
    shutil.move(tmp_path / "sites", tmp_path / "away")
    if loss == "folder is a file":
        (tmp_path / "sites").write_text("")
    if loss == "mount gone":
        (tmp_path / "sites").mkdir()
    grow_older(visitor)
    for accept in ("br", "gzip", ""):
        response = await visitor.get(POLICY, accept_encoding=accept)
        assert response.status == 200
    assert "Acme keeps promises" in response.text
    assert (await visitor.get("/en/none")).status == 404
    assert (await visitor.get("/", accept_language="fr")).headers["location"] == "/fr/"
    unread = await visitor.get("/nl/", "globex.localhost")
    assert unread.status == 503
    assert "This page cannot be shown just now" in unread.text
    if (tmp_path / "sites").is_dir():
        (tmp_path / "sites").rmdir()
    (tmp_path / "sites").unlink(missing_ok=True)
    shutil.move(tmp_path / "away", tmp_path / "sites")
    assert (await visitor.get("/nl/", "globex.localhost")).status == 200
    assert visitor.edge.library.reachable


async def test_a_replaced_page_whose_bytes_are_lost_shows_what_stood_before(
    visitor: Visitor, sites: Sites, tmp_path: Path
) -> None:
    await visitor.get(POLICY, accept_encoding="gzip")
    await publish_acme(sites, revision=2, text="Acme has news")
    shutil.rmtree(tmp_path / "sites" / "blobs")
    visitor.edge.library.hear(ACME)
    for accept in ("gzip", ""):
        response = await visitor.get(POLICY, accept_encoding=accept)
        assert response.status == 200
    assert "Acme keeps promises" in response.text
    await sites.publish(ACME, "policy_hosting", {POLICY: page("Mended")}, revision=3, verify=True)
    visitor.edge.library.hear(ACME)
    assert "Mended" in (await visitor.get(POLICY)).text


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"revision": 1}'])
async def test_a_damaged_manifest_or_host_file_changes_nothing(visitor: Visitor, tmp_path: Path, damage: bytes) -> None:
    await visitor.get(POLICY)
    (tmp_path / "sites" / "sites" / str(ACME) / "policy_hosting.json").write_bytes(damage)
    visitor.edge.library.hear(ACME)
    assert "Acme keeps promises" in (await visitor.get(POLICY)).text
    (tmp_path / "sites" / "hosts" / "globex.localhost.json").write_bytes(damage)
    assert (await visitor.get("/nl/", "globex.localhost")).status == 503


async def test_an_unknown_host_does_not_ask_the_store_each_time(visitor: Visitor, sites: Sites) -> None:
    assert (await visitor.get("/", "new.localhost")).status == 404
    await sites.write_host("new.localhost", host_file(ACME, "acme", ("en",)))
    assert (await visitor.get("/", "new.localhost")).status == 404
    visitor.edge.library.hear(ACME)
    assert (await visitor.get("/", "new.localhost")).status == 302


async def test_memory_is_bounded_and_the_least_wanted_goes_first(sites: Sites, tmp_path: Path) -> None:
    tenants = [UUID(int=1000 + n) for n in range(60)]
    for number, tenant in enumerate(tenants):
        body = page(f"tenant {number} ", headers=(("x-size", "x" * 100),))
        big = {f"/en/{n}": page(f"{number}/{n} " + "x" * 20_000) for n in range(3)}
        await sites.publish(tenant, "policy_hosting", {"/en/": body, **big}, revision=1)
        await sites.write_host(f"t{number}.localhost", host_file(tenant, f"t{number}", ("en",)))
    async with visiting(edge_settings(tmp_path, memory_megabytes=1)) as visitor:
        memory = visitor.edge.library.memory
        for number in range(60):
            await visitor.get("/en/0", "t0.localhost")  # always wanted
            for n in range(3):
                response = await visitor.get(f"/en/{n}", f"t{number}.localhost")
                assert f"{number}/{n} " in response.text
            assert memory.held <= memory.limit
        assert tenants[0] in visitor.edge.library.shelves
        assert tenants[1] not in visitor.edge.library.shelves
        assert memory.held == sum(item.weight for item in memory._items)
        pages = [each for shelf in visitor.edge.library.shelves.values() for each in shelf.pages.values()]
        assert memory._items == {*pages, *visitor.edge.library.shelves.values()}
        assert all(each.shelf in memory._items for each in visitor.edge.library._spelled.values())


async def test_a_new_look_does_not_make_readers_wait_for_a_hanging_store(
    visitor: Visitor, sites: Sites, monkeypatch: pytest.MonkeyPatch
) -> None:

    await visitor.get(POLICY)
    monkeypatch.setattr(library, "_PATIENCE", 0.02)
    store = visitor.edge.library.sites.storage
    hanging = asyncio.Event()
    read = store.read

    async def slow(key: str, *, known: str = "") -> object:
        await hanging.wait()
        return await read(key, known=known)

    monkeypatch.setattr(store, "read", slow)
    grow_older(visitor)
    async with asyncio.timeout(1):
        assert (await visitor.get(POLICY)).status == 200
    hanging.set()
