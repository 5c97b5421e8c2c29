"""A policy is read on a phone, without script and on paper."""

import re
from io import BytesIO

import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from tests.support.demonstration import SENTENCE, Company
from tests.support.five_centers import each_company, each_language
from tests.support.system import System
from tests.support.visitor import PHONE, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@each_company
def test_all_words_of_a_policy_are_read_without_script(
    browser: Browser, demonstration: System, company: Company
) -> None:
    locale = company.longest
    seen = {}
    for script in (True, False):
        with visit(browser, demonstration, script=script) as visiting:
            page = visiting.go(company.slug, f"/{locale}/policies/{company.notice.slug}")
            seen[script] = page.locator("main").inner_text()
    assert seen[True] == seen[False]
    assert len(seen[False]) > 3_000


@each_language
def test_a_policy_opens_with_the_answers_and_the_right_to_object_stands_apart_once(
    browser: Browser, demonstration: System, company: Company, locale: str
) -> None:
    with visit(browser, demonstration, PHONE, script=False) as visiting:
        page = visiting.go(company.slug, f"/{locale}/policies/{company.notice.slug}")
        assert page.locator(".glance dt").count() >= 4
        tops = [page.locator(part).first.bounding_box() for part in (".glance", "section.objection", ".section")]
        assert None not in tops
        assert [box["y"] for box in tops if box] == sorted(box["y"] for box in tops if box)
        apart = page.locator("section.objection")
        assert apart.count() == 1
        assert apart.locator("aside").count() == 0
        assert len(apart.inner_text()) > 100


@each_company
def test_paper_has_the_text_without_the_ways_round_it(
    browser: Browser, demonstration: System, company: Company
) -> None:
    locale = company.locales[0]
    with visit(browser, demonstration, script=False) as visiting:
        page = visiting.go(company.slug, f"/{locale}/policies/{company.notice.slug}")
        title = page.locator("h1").inner_text()
        page.emulate_media(media="print")
        for gone in (".masthead nav", ".contents", "form", ".section__marks", ".skip"):
            for part in page.locator(gone).all():
                expect(part).not_to_be_visible()
        sheets = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    texts = [re.sub(r"\s+", " ", sheet.extract_text()) for sheet in sheets]
    assert len(texts) > 1
    assert all(f"{title} · Version {company.notice.in_force}" in text.replace("Versie", "Version") for text in texts)
    assert SENTENCE[locale][:13] in texts[0]
