"""Earlier versions, a past day, what is announced, and what changed."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.support.demonstration import Company
from tests.support.five_centers import PERFONY, each_company
from tests.support.system import System
from tests.support.visitor import PHONE, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@each_company
def test_the_list_of_versions_has_each_of_them_newest_first(
    browser: Browser, demonstration: System, company: Company
) -> None:
    with visit(browser, demonstration, PHONE, script=False) as visiting:
        for text in company.texts:
            page = visiting.go(company.slug, f"/en/policies/{text.slug}/versions")
            found = page.locator(".version h2").all_inner_texts()
            states = ["in force" if number == text.in_force else "" for number in range(1, len(text.versions) + 1)]
            states = [
                state or ("announced" if number > text.in_force else "earlier version")
                for number, state in enumerate(states, start=1)
            ]
            assert found == [
                f"Version {number}, {state}" for number, state in reversed(list(enumerate(states, start=1)))
            ]


def test_a_past_day_is_asked_for_without_script(browser: Browser, demonstration: System) -> None:
    address = f"/fr/policies/{PERFONY.notice.slug}"
    with visit(browser, demonstration, PHONE, script=False) as visiting:
        for day, arrives in (
            ("2022-02-03", f"{address}/versions/1?on=2022-02-03"),
            ("2024-09-02", f"{address}/versions/2?on=2024-09-02"),
            ("2019-05-25", f"{address}/versions/before?on=2019-05-25"),
        ):
            page = visiting.go("perfony", address)
            page.locator("#the_day").fill(day)
            page.locator("form.field button").click()
            assert visiting.path == arrives
        assert "n’est pas connu" in page.locator("main").inner_text()
        page.locator("main a", has_text="premier texte connu").click()
        assert visiting.path == f"{address}/versions/1"


def test_what_was_entered_later_says_that_it_was_not_published_here(browser: Browser, demonstration: System) -> None:
    with visit(browser, demonstration, script=False) as visiting:
        page = visiting.go("perfony", f"/en/policies/{PERFONY.notice.slug}/on/2022-02-03")
        standing = page.locator(".notice").first.inner_text()
    assert "This is an earlier version" in standing
    assert "not published here at the time" in standing


def test_an_announced_change_stands_on_a_banner_that_leads_to_the_comparison(
    browser: Browser, demonstration: System
) -> None:
    with visit(browser, demonstration, PHONE, script=False) as visiting:
        page = visiting.go("perfony", f"/nl/policies/{PERFONY.notice.slug}")
        banner = page.locator("section.notice").first
        assert re.match(r"Vanaf \w+dag \d+ \w+ 202\d:", banner.inner_text())
        assert PERFONY.notice.versions[2]["summary"]["nl"] in banner.inner_text()
        banner.get_by_role("link", name="Vergelijken").click()
        assert visiting.path == f"/nl/policies/{PERFONY.notice.slug}/changes/2...3"


def test_a_comparison_begins_with_the_facts_as_sentences(browser: Browser, demonstration: System) -> None:
    with visit(browser, demonstration, PHONE, script=False) as visiting:
        page = visiting.go("perfony", f"/en/policies/{PERFONY.notice.slug}/changes/1...2")
        facts = page.locator(".in_short li").all_inner_texts()
        assert any(re.search(r"13 months → 100 days", fact) for fact in facts), facts
        short, words = page.locator(".in_short").bounding_box(), page.locator(".compared").first.bounding_box()
        assert short
        assert words
        assert short["y"] < words["y"]
        added = page.locator(".compared ins").first
        assert added.locator(".aloud").inner_text().strip(), "said in words, too"
        assert page.locator("details.unchanged").count() > 0
        expect(page.locator("details.unchanged .prose").first).not_to_be_visible()
