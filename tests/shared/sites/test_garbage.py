"""Garbage: what no manifest names goes after seven days, and nothing else ever."""

import os
import time
from pathlib import Path
from uuid import UUID

import pytest

from shared.sites import Page, Sites
from shared.sites.encodings import blob_key, blob_of
from shared.storage import Folder

ACME = UUID(int=1)
WEEK = 7 * 24 * 3600


def age(sites: Sites, seconds: float) -> None:
    """Make all blobs older."""
    assert isinstance(sites.storage, Folder)
    for path in (sites.storage.root / "blobs").iterdir():
        os.utime(path, (time.time() - seconds,) * 2)


@pytest.fixture
def sites(tmp_path: Path) -> Sites:
    return Sites.open(tmp_path)


def page(text: str) -> Page:
    return Page(text.encode() * 300, "text/html", "en")


async def test_old_unnamed_blobs_go_and_named_ones_stay(sites: Sites) -> None:
    await sites.publish(ACME, "policy_hosting", {"/en/": page("old"), "/fr/": page("kept")}, revision=1)
    await sites.publish(UUID(int=2), "tenant_auth", {}, errors={"404/en": page("error")}, revision=1)
    age(sites, WEEK + 60)
    await sites.publish(ACME, "policy_hosting", {"/en/": page("new"), "/fr/": page("kept")}, revision=2)
    assert await sites.collect_garbage() == 3  # one page in three encodings
    assert await sites.collect_garbage() == 0
    for tenant, service in ((ACME, "policy_hosting"), (UUID(int=2), "tenant_auth")):
        manifest = await sites.manifest(tenant, service)
        assert manifest is not None
        for blob in manifest.blobs():
            await sites.blob(blob)


async def test_young_blobs_stay_for_a_publication_may_be_under_way(sites: Sites) -> None:
    await sites.publish(ACME, "policy_hosting", {"/en/": page("old")}, revision=1)
    await sites.publish(ACME, "policy_hosting", {}, revision=2)
    age(sites, WEEK - 60)
    assert await sites.collect_garbage() == 0


async def test_an_old_blob_taken_up_again_is_young_again(sites: Sites) -> None:
    await sites.publish(ACME, "policy_hosting", {"/en/": page("text")}, revision=1)
    await sites.publish(ACME, "policy_hosting", {}, revision=2)
    age(sites, WEEK + 60)
    await sites._write_blobs({blob_of(b"x").sha256: b"x"})  # another publication, still without its manifest
    entry_blobs = {blob_of(page("text").body).sha256: page("text").body}
    await sites._write_blobs(entry_blobs)
    assert await sites.collect_garbage() == 2  # gzip and br of the old page
    assert await sites.storage.look(blob_key(next(iter(entry_blobs)))) is not None


async def test_an_unreadable_manifest_stops_the_collection(sites: Sites, tmp_path: Path) -> None:
    await sites.publish(ACME, "policy_hosting", {"/en/": page("text")}, revision=1)
    age(sites, WEEK + 60)
    (tmp_path / "sites" / str(ACME) / "policy_hosting.json").write_bytes(b"{")
    with pytest.raises(ValueError, match="Expecting"):
        await sites.collect_garbage()
    assert len([item async for item in sites.storage.walk("blobs/")]) == 3


async def test_an_empty_store_has_no_garbage(sites: Sites) -> None:
    assert await sites.collect_garbage() == 0
