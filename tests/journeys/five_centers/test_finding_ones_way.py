"""From the first page to the section one looks for, in any language; what is not there, and what is another's."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.support.demonstration import SENTENCE, Company
from tests.support.five_centers import COMPANIES, Walked, each_company
from tests.support.system import System
from tests.support.visitor import PHONE, visit
from tests.support.walk import Read

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@each_company
def test_the_first_page_comes_in_the_reader_s_language_or_the_company_s(
    demonstration: System, company: Company
) -> None:
    for wanted, given in (*((locale, locale) for locale in company.locales), ("sv", company.locales[0])):
        answer = demonstration.get(company.slug, "/", **{"accept-language": f"{wanted}-CH, {wanted};q=0.9"})
        assert answer.status_code == 302
        assert answer.headers["location"].endswith(f"/{given}/")
    with_weights = demonstration.get(company.slug, "/", **{"accept-language": "sv, fr;q=0.2, en;q=0.8"})
    assert with_weights.headers["location"].endswith("/en/")


@each_company
def test_the_first_page_answers_the_five_questions_in_their_order(
    browser: Browser, demonstration: System, company: Company
) -> None:
    with visit(browser, demonstration, PHONE, script=False) as visiting:
        page = visiting.go(company.slug, "/en/")
        assert page.locator("main h2").all_inner_texts() == [
            "Ask about my data",
            "Read the policy",
            "Who else has my data",
            "What is changing",
            "Reach a person",
        ]
        assert page.locator("main h1").inner_text() == f"Your data at {company.name}"


@each_company
def test_sections_have_the_same_places_in_all_languages_and_switching_keeps_the_place(
    browser: Browser, demonstration: System, walked: Walked, company: Company
) -> None:
    first, *others = company.locales
    places: list[list[str]] = []
    for text in (*company.texts, company.notice):
        places = [_sections(walked[company.slug][f"/{locale}/policies/{text.slug}"]) for locale in company.locales]
        assert all(each == places[0] for each in places), text.slug
    place = places[0][2]
    with visit(browser, demonstration, PHONE, script=False) as visiting:
        for other in others:
            page = visiting.go(company.slug, f"/{first}/policies/{text.slug}#{place}")
            page.locator(f'[id="{place}"] .section__marks a[hreflang={other}]').click()
            assert visiting.path == f"/{other}/policies/{text.slug}#{place}"
            expect(page.locator(f'[id="{place}"]')).to_be_in_viewport()


def _sections(read: Read) -> list[str]:
    return re.findall(r'<section class="section" id="([^"]+)"', read.answer.text)


@each_company
def test_the_contents_list_leads_to_every_section_on_a_phone_and_on_a_desk(
    browser: Browser, demonstration: System, walked: Walked, company: Company
) -> None:
    locale = company.longest
    address = f"/{locale}/policies/{company.notice.slug}"
    sections = _sections(walked[company.slug][address])
    assert len(sections) > 5
    with visit(browser, demonstration, PHONE, script=False) as visiting:
        page = visiting.go(company.slug, address)
        folded = page.locator(".contents--folded")
        expect(folded.locator("a").first).not_to_be_visible()
        folded.locator("summary").click()
        links = [link.get_attribute("href") for link in folded.locator("nav > ol > li > a").all()]
        assert links == [f"#{place}" for place in sections]
        folded.locator("nav > ol > li > a").nth(3).click()
        expect(page.locator(f'[id="{sections[3]}"]')).to_be_in_viewport()
    with visit(browser, demonstration, script=False) as visiting:
        page = visiting.go(company.slug, address)
        expect(page.locator(".contents--beside")).to_be_visible()
        expect(page.locator(".contents--folded")).not_to_be_visible()


@each_company
def test_what_is_not_there_is_missed_in_the_reader_s_language_and_the_company_s_dress(
    browser: Browser, demonstration: System, company: Company
) -> None:
    locale = company.longest
    with visit(browser, demonstration, PHONE, locale=locale) as visiting:
        for path in (f"/{locale}/nothing", f"/{locale}/policies/{company.notice.slug}/versions/99"):
            page = visiting.go(company.slug, path, status=404)
            assert page.locator("html").get_attribute("lang") == locale
            assert page.locator(".masthead__name").inner_text() == company.name
            assert SENTENCE[locale][:13] in page.locator("body").inner_text()


def test_no_center_shows_another_s_texts(demonstration: System) -> None:
    everything = {text.slug for company in COMPANIES for text in company.texts}
    for company in COMPANIES:
        for slug in everything - {text.slug for text in company.texts}:
            assert demonstration.get(company.slug, f"/en/policies/{slug}").status_code == 404
    assert demonstration.get("nobody", "/en/").status_code == 404
