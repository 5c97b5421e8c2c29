"""Publishing: blobs first, one manifest in one write, and never an older one over a newer one."""

import gzip
from datetime import date
from uuid import UUID

import brotli
import pytest

from shared.errors import Invalid
from shared.sites import Entry, Manifest, OlderRevision, Page, Redirect, Sites, Timeline
from shared.storage import Overtaken, StorageUnreachable, Stored

ACME = UUID(int=1)
HTML = "text/html; charset=utf-8"
LONG = Page(b"<p>promise</p>" * 200, HTML, "en", headers=(("x-robots-tag", "noindex"),))


async def published(sites: Sites) -> Manifest:
    manifest = await sites.manifest(ACME, "policy_hosting")
    assert manifest is not None
    return manifest


async def blobs(sites: Sites) -> dict[str, str]:
    return {item.key: item.tag async for item in sites.storage.walk("blobs/")}


async def test_what_was_published_can_be_read_back(sites: Sites) -> None:
    timeline = Timeline(date(2026, 1, 1), ((date(2026, 1, 1), 1), (date(2026, 6, 1), 2)))
    changed = await sites.publish(
        ACME,
        "policy_hosting",
        {"/en/": LONG, "/x": Redirect("/en/", 301)},
        revision=3,
        timelines={"privacy": timeline},
        errors={"404/en": Page(b"gone", HTML, "en")},
    )
    assert changed
    manifest = await published(sites)
    assert (manifest.revision, manifest.timelines) == (3, {"privacy": timeline})
    assert manifest.entries["/x"] == Redirect("/en/", 301)
    entry = manifest.entries["/en/"]
    assert isinstance(entry, Entry)
    assert (entry.type, entry.language, entry.headers) == (HTML, "en", LONG.headers)
    assert await sites.blob(entry.blobs["identity"]) == LONG.body
    assert gzip.decompress(await sites.blob(entry.blobs["gzip"])) == LONG.body
    assert brotli.decompress(await sites.blob(entry.blobs["br"])) == LONG.body
    assert manifest.errors["404/en"].status == 404


async def test_the_same_publication_is_the_same_bytes_and_no_change(sites: Sites) -> None:
    entries = {f"/en/{n}": Page(b"%d" % n * 500, HTML, "en") for n in range(5)}
    assert await sites.publish(ACME, "policy_hosting", entries, revision=1)
    before, manifest = await blobs(sites), await sites.storage.read(f"sites/{ACME}/policy_hosting.json")
    assert not await sites.publish(ACME, "policy_hosting", dict(reversed(entries.items())), revision=1)
    assert not await sites.publish(ACME, "policy_hosting", entries, revision=1, verify=True)
    assert await blobs(sites) == before
    assert await sites.storage.read(f"sites/{ACME}/policy_hosting.json") == manifest
    await sites.publish(UUID(int=2), "policy_hosting", entries, revision=1)
    assert await blobs(sites) == before  # the same page of two tenants lies there once


async def test_an_older_revision_is_refused_and_nothing_changes(sites: Sites) -> None:
    await sites.publish(ACME, "policy_hosting", {"/en/": LONG}, revision=5)
    with pytest.raises(OlderRevision, match="Revision 5"):
        await sites.publish(ACME, "policy_hosting", {}, revision=4)
    assert set((await published(sites)).entries) == {"/en/"}
    await sites.publish(ACME, "policy_hosting", {}, revision=5)
    assert (await published(sites)).entries == {}


async def test_services_and_tenants_publish_beside_each_other(sites: Sites) -> None:
    await sites.publish(ACME, "policy_hosting", {"/en/": LONG}, revision=1)
    await sites.publish(ACME, "tenant_auth", {"/theme.css": Page(b":root{}", "text/css")}, revision=9)
    assert set(await sites.manifests(ACME) or ()) == {"policy_hosting", "tenant_auth"}
    assert await sites.manifests(UUID(int=2)) == {}
    await sites.withdraw(ACME, "tenant_auth")
    assert set(await sites.manifests(ACME) or ()) == {"policy_hosting"}


async def test_who_was_overtaken_while_rendering_is_told(sites: Sites, monkeypatch: pytest.MonkeyPatch) -> None:
    await sites.publish(ACME, "policy_hosting", {"/en/": LONG}, revision=1)
    write_blobs = sites._write_blobs

    async def slow(made: dict[str, bytes]) -> None:
        monkeypatch.setattr(sites, "_write_blobs", write_blobs)
        await sites.publish(ACME, "policy_hosting", {"/en/new": LONG}, revision=3)
        await write_blobs(made)

    monkeypatch.setattr(sites, "_write_blobs", slow)
    with pytest.raises(Overtaken):
        await sites.publish(ACME, "policy_hosting", {"/en/late": LONG}, revision=2)
    assert set((await published(sites)).entries) == {"/en/new"}


async def test_a_lost_or_cut_blob_is_found_out_and_mended(sites: Sites) -> None:
    await sites.publish(ACME, "policy_hosting", {"/en/": LONG}, revision=1)
    entry = (await published(sites)).entries["/en/"]
    assert isinstance(entry, Entry)
    await sites.storage.write(f"blobs/{entry.blobs['br'].sha256}", b"cut")
    await sites.storage.delete(f"blobs/{entry.blobs['gzip'].sha256}")
    for encoding in ("br", "gzip"):
        with pytest.raises(StorageUnreachable, match="rebuild"):
            await sites.blob(entry.blobs[encoding])
    await sites.publish(ACME, "policy_hosting", {"/en/": LONG}, revision=1, verify=True)
    assert brotli.decompress(await sites.blob(entry.blobs["br"])) == LONG.body
    assert gzip.decompress(await sites.blob(entry.blobs["gzip"])) == LONG.body


async def test_a_damaged_manifest_is_replaced_by_the_next_publication(sites: Sites) -> None:
    await sites.storage.write(f"sites/{ACME}/policy_hosting.json", b"{")
    with pytest.raises(StorageUnreachable, match="damaged"):
        await sites.manifest(ACME, "policy_hosting")
    assert await sites.publish(ACME, "policy_hosting", {"/en/": LONG}, revision=1)
    assert isinstance(await sites.storage.read(f"sites/{ACME}/policy_hosting.json"), Stored)
    assert (await published(sites)).revision == 1


@pytest.mark.parametrize(
    "path", ["en/", "", "/en//x", "/en/../x", "/./x", "/é", "/a b", "/a%20b", "/a?b", "/a#b", "/a\\b"]
)
async def test_a_path_that_could_be_written_in_two_ways_is_refused(sites: Sites, path: str) -> None:
    with pytest.raises(Invalid, match="plain words"):
        await sites.publish(ACME, "policy_hosting", {path: LONG}, revision=1)
    assert await sites.manifests(ACME) == {}


@pytest.mark.parametrize(
    "page",
    [
        Page(b"", "text/html\r\nset-cookie: a=b"),
        Page(b"", HTML, "en\n"),
        Page(b"", HTML, headers=(("x", "a\r\nb: c"),)),
        Page(b"", HTML, headers=(("x y", "a"),)),
        Page(b"", HTML, headers=(("Set-Cookie", "a=b"),)),
        Page(b"", HTML, headers=(("content-length", "3"),)),
    ],
)
async def test_a_header_that_cannot_or_may_not_be_sent_is_refused(sites: Sites, page: Page) -> None:
    with pytest.raises(Invalid, match="cannot be sent"):
        await sites.publish(ACME, "policy_hosting", {"/en/": page}, revision=1)
    with pytest.raises(Invalid, match="cannot be sent"):
        await sites.publish(ACME, "policy_hosting", {}, errors={"404/en": page}, revision=1)


@pytest.mark.parametrize(
    "location", ["https://evil.example/", "//evil.example", "/\\evil.example", "en/", "/a\r\nb: c"]
)
async def test_a_redirect_stays_on_its_host(sites: Sites, location: str) -> None:
    with pytest.raises(Invalid, match="same host"):
        await sites.publish(ACME, "policy_hosting", {"/en/": Redirect(location)}, revision=1)


@pytest.mark.parametrize("name", ["404", "404/", "200/en", "oops/en", "404/../en"])
async def test_an_error_page_is_named_by_status_and_locale(sites: Sites, name: str) -> None:
    with pytest.raises(Invalid, match="status and locale"):
        await sites.publish(ACME, "policy_hosting", {}, errors={name: LONG}, revision=1)


@pytest.mark.parametrize(
    ("media_type", "body", "encodings"),
    [
        (HTML, b"a" * 1000, {"identity", "gzip", "br"}),
        (HTML, b"short", {"identity"}),
        ("application/pdf", b"a" * 1000, {"identity"}),
        ("image/png", b"a" * 1000, {"identity"}),
        ("application/atom+xml; charset=utf-8", b"a" * 1000, {"identity", "gzip", "br"}),
        ("application/ld+json", b"a" * 1000, {"identity", "gzip", "br"}),
        (HTML, bytes(n * n % 251 ^ n // 7 % 256 for n in range(300)), {"identity"}),
    ],
)
async def test_a_body_is_packed_where_that_saves_something(
    sites: Sites, media_type: str, body: bytes, encodings: set[str]
) -> None:
    await sites.publish(ACME, "policy_hosting", {"/x": Page(body, media_type)}, revision=1)
    entry = (await published(sites)).entries["/x"]
    assert isinstance(entry, Entry)
    assert set(entry.blobs) == encodings


@pytest.mark.parametrize(
    ("day", "number"),
    [("2025-12-31", None), ("2026-01-01", 1), ("2026-05-31", 1), ("2026-06-01", 2), ("2027-01-01", 2)],
)
def test_a_timeline_knows_the_version_of_a_day(day: str, number: int | None) -> None:
    timeline = Timeline(date(2026, 1, 1), ((date(2026, 1, 1), 1), (date(2026, 6, 1), 2)))
    assert timeline.at(date.fromisoformat(day)) == number


def test_a_timeline_may_know_more_days_than_versions() -> None:
    assert Timeline(date(2026, 1, 1), ((date(2026, 6, 1), 1),)).at(date(2026, 2, 1)) is None
    assert Timeline(date(2026, 1, 1), ()).at(date(2026, 2, 1)) is None


async def test_who_knows_all_manifests_reads_none_until_one_changes(sites: Sites) -> None:
    for service in ("policy_hosting", "tenant_auth"):
        await sites.publish(ACME, service, {"/en/": LONG}, revision=1)
    found = await sites.manifests(ACME)
    assert found is not None
    tags = {service: published.tag for service, published in found.items()}
    assert await sites.manifests(ACME, known=tags) is None
    await sites.publish(ACME, "tenant_auth", {}, revision=2)
    fresh = await sites.manifests(ACME, known=tags)
    assert fresh is not None
    assert {service: published.manifest.revision for service, published in fresh.items()} == {
        "policy_hosting": 1,
        "tenant_auth": 2,
    }
