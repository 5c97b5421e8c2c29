"""Feeds, sitemap, robots and security.txt: parsed by the tools that will read them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
from sectxt import Parser

from services.policy_hosting.publication import well_known
from services.policy_hosting.publication.center import Center
from tests.support.published import Published, rendered

pytestmark = pytest.mark.slow

FEEDS = {"en": "/feeds/policies.atom", "fr": "/feeds/policies.fr.atom"}
_LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def demonstration(center: Center, **more: Any) -> Center:
    return replace(center, profile=replace(center.profile, **({"demonstration": True} | more)))


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_the_feed_tells_each_thing_that_happened_newest_first(pages: Published, locale: str) -> None:
    feed = feedparser.parse(pages.page(FEEDS[locale]).body)
    assert not feed.bozo
    happened = [entry.id.partition("#")[2] for entry in feed.entries if "privacy" in entry.link]
    assert sorted(happened) == ["announced", "announced", "called-off", "took-effect", "took-effect", "took-effect"]
    times = [entry.updated for entry in feed.entries]
    assert times == sorted(times, reverse=True)
    assert feed.feed.updated == times[0]
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    assert feed.feed.links[0].href == center_origin(feed) + FEEDS[locale]


def test_each_feed_has_an_id_of_its_own_that_stays_when_its_address_changes(pages: Published, center: Center) -> None:
    ids = {locale: feedparser.parse(pages.page(path).body).feed.id for locale, path in FEEDS.items()}
    assert len(set(ids.values())) == len(FEEDS)
    moved = replace(center, profile=replace(center.profile, hosts=("policies.acme.example",), locales=("fr", "en")))
    turned = rendered(moved)
    for locale, path in {"fr": "/feeds/policies.atom", "en": "/feeds/policies.en.atom"}.items():
        feed = feedparser.parse(turned.page(path).body).feed
        assert feed.links[0].href.startswith("https://policies.acme.example/")
        assert feed.id == ids[locale]


def center_origin(feed: Any) -> str:
    return str(feed.feed.links[1].href).removesuffix("/en/").removesuffix("/fr/")


def test_the_feeds_entries_lead_to_pages_of_their_language(pages: Published) -> None:
    feed = feedparser.parse(pages.page(FEEDS["fr"]).body)
    for entry in feed.entries:
        assert "/fr" + entry.link.partition("/fr")[2] in pages.rendered.entries


def test_a_summary_that_xml_cannot_hold_does_not_break_the_feed(pages: Published) -> None:
    assert b"\f" not in pages.page(FEEDS["en"]).body
    ET.fromstring(pages.page(FEEDS["en"]).body)  # noqa: S314  our own


def test_nothing_in_the_feed_lies_in_the_future(pages: Published) -> None:
    feed = feedparser.parse(pages.page(FEEDS["en"]).body)
    assert max(entry.updated for entry in feed.entries) <= "2026-11-23T09:01:00Z"


def test_security_txt_is_valid_and_says_whom_to_tell(pages: Published, center: Center) -> None:
    raw = pages.page("/.well-known/security.txt").body
    found = Parser(raw, urls=f"{center.origin}/.well-known/security.txt")
    assert [each["code"] for each in found.errors] == []
    body = raw.decode()
    assert body.startswith("Contact: mailto:privacy@")
    assert "Preferred-Languages: en, fr" in body
    assert "Expires: 2027-10-01T00:00:00Z" in body


def test_a_security_contact_of_its_own_comes_first(center: Center) -> None:
    own = replace(center, profile=replace(center.profile, security_contact="https://acme.example/security"))
    assert b"Contact: https://acme.example/security\n" in rendered(own).page("/.well-known/security.txt").body


def test_who_publishes_no_way_to_be_reached_has_no_security_txt(center: Center) -> None:
    nobody = replace(center, profile=replace(center.profile, contacts=()))
    assert "/.well-known/security.txt" not in rendered(nobody).rendered.entries


@pytest.mark.parametrize("month", range(1, 13))
def test_security_txt_is_the_same_all_month_and_lasts_less_than_a_year(month: int) -> None:
    first, last = date(2027, month, 1), date(2027, month, 28)
    assert well_known.expiry(first) == well_known.expiry(last)
    left = well_known.expiry(first) - datetime(2027, month, 1, tzinfo=UTC)
    assert 300 < left.days < 365
    renewal = well_known.next_renewal(last)
    assert renewal.day == 1
    assert 0 < (renewal - datetime(2027, month, 28, tzinfo=UTC)).days < 8
    assert well_known.expiry(renewal.date()) > well_known.expiry(last)


def locations(body: bytes) -> list[str]:
    return [node.text or "" for node in ET.fromstring(body).iter(_LOC)]  # noqa: S314


def test_the_sitemap_lists_lasting_addresses_that_exist(pages: Published, center: Center) -> None:
    assert locations(pages.page("/sitemap.xml").body) == [f"{center.origin}/sitemaps/policy_hosting.xml"]
    listed = locations(pages.page("/sitemaps/policy_hosting.xml").body)
    assert len(listed) == len(set(listed)) == 12
    for url in listed:
        assert url.removeprefix(center.origin) in pages.rendered.entries
    assert not any("/versions/" in url or "/changes/" in url for url in listed)


def test_crawlers_are_shown_the_sitemap(pages: Published, center: Center) -> None:
    assert pages.page("/robots.txt").body.decode() == f"User-agent: *\nAllow: /\nSitemap: {center.origin}/sitemap.xml\n"


@pytest.mark.parametrize("said", [{"demonstration": True}, {"demonstration": False, "state": "unproven"}])
def test_what_nobody_vouches_for_is_not_to_be_found(center: Center, said: dict[str, Any]) -> None:
    pages = rendered(demonstration(center, **said))
    assert "Sitemap" not in pages.page("/robots.txt").body.decode()
    assert "Disallow" not in pages.page("/robots.txt").body.decode()  # else the mark on the pages is never read
    assert locations(pages.page("/sitemaps/policy_hosting.xml").body) == []
    for path, page in pages.of_type("").items():
        assert ("x-robots-tag", "noindex") in page.headers, path
    for path, page in pages.of_type("text/html").items():
        assert b'<meta name="robots" content="noindex">' in page.body, path


def test_a_company_of_its_own_may_be_found(pages: Published) -> None:
    for path, page in pages.of_type("").items():
        assert page.headers == (), path
        assert b"noindex" not in page.body, path
