"""A visitor reads the five centers of the demonstration: every page, every link, in every language, without script."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO

import feedparser
import pytest
import yaml
from playwright.sync_api import Browser, expect
from pypdf import PdfReader
from sectxt import Parser

from tests.support.demonstration import SENTENCE, Company, companies
from tests.support.system import System
from tests.support.visitor import PHONE, visit
from tests.support.walk import Read, walk

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("demonstration")]

COMPANIES = companies()
IN_EACH_LANGUAGE = [(company, locale) for company in COMPANIES for locale in company.locales]
PERFONY = next(company for company in COMPANIES if company.slug == "perfony")
HEAVIEST = 30_000
each_company = pytest.mark.parametrize("company", COMPANIES, ids=lambda company: company.slug)
each_language = pytest.mark.parametrize(
    ("company", "locale"), IN_EACH_LANGUAGE, ids=lambda part: part if isinstance(part, str) else part.slug
)

Walked = Mapping[str, Mapping[str, Read]]


@pytest.fixture(scope="module")
def walked(demonstration: System) -> Walked:
    """Every answer of every center, by company and path."""
    starts = ("/robots.txt", "/sitemap.xml", "/.well-known/security.txt")
    return {
        company.slug: walk(demonstration, company.slug, *(f"/{locale}/" for locale in company.locales), *starts)
        for company in COMPANIES
    }


def pages(walked: Walked, company: Company) -> Iterator[tuple[str, Read]]:
    yield from ((path, read) for path, read in walked[company.slug].items() if read.is_page)


# ── Every page of every center ───────────────────────────────────────────────────────────────────────────────────────


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


# ── Finding one's way ────────────────────────────────────────────────────────────────────────────────────────────────


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


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────────


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
def test_a_policy_can_be_had_as_markdown_json_and_pdf(walked: Walked, company: Company) -> None:
    for locale in company.locales:
        for text in company.texts:
            address = f"/{locale}/policies/{text.slug}"
            forms = {end: walked[company.slug][f"{address}.{end}"].answer for end in ("md", "json", "pdf")}
            _, head, body = forms["md"].text.split("---\n", 2)
            said = yaml.safe_load(head)
            assert (said["language"], said["version"]) == (locale, text.in_force)
            assert not re.search(r"^:::(?!table|text|note|objection|$)|\{answer-time", body, re.MULTILINE), (
                "facts are printed"
            )
            whole = json.loads(forms["json"].text)
            assert whole["demonstration"] is True
            assert whole["version"]["hash"] == said["hash"]
            assert sorted(whole["texts"]) == sorted(company.locales)
            assert forms["pdf"].headers["content-type"] == "application/pdf"
            paper = PdfReader(BytesIO(forms["pdf"].content))
            assert paper.trailer["/Root"]["/Lang"].startswith(locale)  # type: ignore[index]
            assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]
            assert paper.metadata is not None
            assert said["title"] in (paper.metadata.title or "")
            assert SENTENCE[locale][:13] in paper.pages[0].extract_text()


@each_company
def test_programs_hear_of_versions_by_a_feed_in_each_language(walked: Walked, company: Company) -> None:
    feeds = [read.answer for path, read in walked[company.slug].items() if path.startswith("/feeds/")]
    assert len(feeds) == len(company.locales)
    for answer in feeds:
        assert answer.headers["content-type"].startswith("application/atom+xml")
        heard = feedparser.parse(answer.content)
        assert not heard.bozo, heard.get("bozo_exception")
        assert len(heard.entries) >= sum(len(text.versions) for text in company.texts)
        assert len({entry.id for entry in heard.entries}) == len(heard.entries)
        assert [entry.updated for entry in heard.entries] == sorted(
            (entry.updated for entry in heard.entries), reverse=True
        )


@each_company
def test_finders_of_weaknesses_are_told_where_to_write(walked: Walked, company: Company) -> None:
    answer = walked[company.slug]["/.well-known/security.txt"].answer
    assert answer.headers["content-type"].startswith("text/plain")
    read = Parser(answer.content)
    # the demonstration is served without TLS, which production is not
    assert [error["code"] for error in read.errors if "https" not in error["message"].lower()] == []
    expires = datetime.fromisoformat(re.search(r"Expires: (\S+)", answer.text)[1])  # type: ignore[index]
    assert timedelta(days=90) < expires - datetime.now(UTC) < timedelta(days=366)


# ── Time ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


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


# ── Paper ────────────────────────────────────────────────────────────────────────────────────────────────────────────


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


# ── What is not there ────────────────────────────────────────────────────────────────────────────────────────────────


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


@cache
def _foreign() -> list[tuple[Company, str]]:
    return [(company, text.slug) for company in COMPANIES for text in company.texts]


def test_no_center_shows_another_s_texts(demonstration: System) -> None:
    for company in COMPANIES:
        own = {text.slug for text in company.texts}
        for _other, slug in _foreign():
            if slug not in own:
                assert demonstration.get(company.slug, f"/en/policies/{slug}").status_code == 404
    assert demonstration.get("nobody", "/en/").status_code == 404
