"""Every page of every center: links, languages, headers, weight, and nothing asked of anybody else."""

import re

import pytest
from playwright.sync_api import Browser

from tests.support.demonstration import SENTENCE, Company
from tests.support.five_centers import Walked, each_company, each_language, pages
from tests.support.system import System
from tests.support.visitor import visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HEAVIEST = 30_000


@each_company
def test_no_link_leads_nowhere(walked: Walked, company: Company) -> None:
    found = walked[company.slug]
    assert [path for path, read in found.items() if read.answer.status_code != 200] == []
    for path, read in pages(walked, company):
        for link in read.parts.links:
            where, _, place = link.partition("#")
            if place and not where.startswith("http"):
                assert place in found[where or path].parts.places, f"{path} leads to {link}"


@each_language
def test_every_page_of_a_language_is_there_and_says_what_it_is(walked: Walked, company: Company, locale: str) -> None:
    mine = {path: read for path, read in pages(walked, company) if path.startswith(f"/{locale}/")}
    for text in company.texts:
        address = f"/{locale}/policies/{text.slug}"
        assert {address, f"{address}/versions"} <= set(mine)
        assert {f"{address}/versions/{number}" for number in range(1, len(text.versions) + 1)} <= set(mine)
    assert {f"/{locale}/", f"/{locale}/this-center"} <= set(mine)
    for path, read in mine.items():
        assert read.parts.lang == locale, path
        assert read.answer.headers["content-language"] == locale, path
        assert SENTENCE[locale] in read.words, path
        assert read.parts.metas["robots"] == "noindex", path


@each_company
def test_no_answer_sets_a_cookie_and_each_page_is_closed_to_strangers(walked: Walked, company: Company) -> None:
    for path, read in walked[company.slug].items():
        assert "set-cookie" not in read.answer.headers, path
        assert read.answer.headers["x-content-type-options"] == "nosniff", path
    for path, read in pages(walked, company):
        policy = read.answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy, path
        assert "unsafe" not in policy, path
        assert "frame-ancestors 'none'" in policy, path


@each_company
def test_a_policy_with_its_styles_weighs_at_most_30_kb(demonstration: System, walked: Walked, company: Company) -> None:
    texts = [path for path, _ in pages(walked, company) if re.search(r"/policies/[^/]+$", path)]
    styles = [path for path in walked[company.slug] if path.endswith(".css")]

    def weight(path: str) -> int:
        answer = demonstration.get(company.slug, path, **{"accept-encoding": "br"})
        assert answer.headers["content-encoding"] == "br"
        return len(answer.content)

    dress = sum(weight(path) for path in styles)
    assert len(styles) == 2
    weights = {path: weight(path) + dress for path in texts}
    assert {path: bytes_ for path, bytes_ in weights.items() if bytes_ > HEAVIEST} == {}


@each_language
def test_a_browser_asks_the_center_alone_keeps_nothing_and_finds_nothing_forbidden(
    browser: Browser, demonstration: System, company: Company, locale: str
) -> None:
    with visit(browser, demonstration) as visiting:
        for path in ("", f"policies/{company.notice.slug}", f"policies/{company.notice.slug}/versions"):
            page = visiting.go(company.slug, f"/{locale}/{path}")
            page.wait_for_load_state("networkidle")
        assert visiting.elsewhere(company.slug) == []
        assert visiting.context.cookies() == []
        assert visiting.said == []
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
