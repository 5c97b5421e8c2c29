"""Every public page type of the five centers can be read by everybody: axe, narrow pages, spacing, targets."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from infra.local.packages import install
from tests.support.demonstration import Company
from tests.support.five_centers import COMPANIES, each_company
from tests.support.system import System
from tests.support.visitor import DESKTOP, NARROW, PHONE, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# WCAG 2.2, 1.4.12
SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
    " p { margin-bottom: 2em !important }"
)


@pytest.fixture(scope="module")
def axe() -> str:
    return (install() / "axe-core" / "axe.min.js").read_text()


def page_types(company: Company) -> Iterator[tuple[str, int]]:
    """One address of each type of page, and its status."""
    locale = company.longest
    text = max(company.texts, key=lambda each: len(each.versions))
    address = f"/{locale}/policies/{text.slug}"
    yield f"/{locale}/", 200
    yield f"/{locale}/policies/{company.notice.slug}", 200
    yield f"{address}/versions", 200
    yield from ((f"{address}/versions/{number}", 200) for number in {1, len(text.versions)})
    yield f"{address}/versions/before", 200
    if len(text.versions) > 1:
        yield f"{address}/changes/{len(text.versions) - 1}...{len(text.versions)}", 200
    yield f"/{locale}/this-center", 200
    yield f"/{locale}/nothing-here", 404


def violations(page: Page, axe: str) -> list[Any]:
    """What axe finds, targets' size included (off by default)."""
    page.evaluate(axe)
    found = page.evaluate(
        "tags => axe.run(document, { runOnly: tags, rules: { 'target-size': { enabled: true } },"
        " resultTypes: ['violations'], preload: false })",
        RULES,
    )
    return [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found["violations"]]


def overflow(page: Page) -> int:
    wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wide


@pytest.mark.parametrize(
    ("company", "scheme", "size"),
    [
        (company, scheme, size)
        for company in COMPANIES
        for scheme, size in product(("light", "dark"), (PHONE, DESKTOP))
        # both schemes and both sizes for each; every pair of them where words are longest
        if company.longest == "nl" or (scheme == "light") == (size == PHONE)
    ],
    ids=lambda part: (
        {PHONE: "phone", DESKTOP: "desktop"}[part] if isinstance(part, tuple) else getattr(part, "slug", part)
    ),
)
def test_axe_finds_nothing_on_any_type_of_page(
    browser: Browser, demonstration: System, axe: str, company: Company, scheme: Any, size: tuple[int, int]
) -> None:
    with visit(browser, demonstration, size, color_scheme=scheme) as visiting:
        for path, status in page_types(company):
            page = visiting.go(company.slug, path, status)
            page.evaluate("document.querySelectorAll('details').forEach(folded => folded.open = true)")
            assert violations(page, axe) == [], path


@each_company
def test_nothing_is_lost_at_320_pixels_nor_with_wider_spacing(
    browser: Browser, demonstration: System, company: Company
) -> None:
    with visit(browser, demonstration, NARROW) as visiting:
        for path, status in page_types(company):
            page = visiting.go(company.slug, path, status)
            page.evaluate("document.querySelectorAll('details').forEach(folded => folded.open = true)")
            assert overflow(page) <= 0, path
            page.evaluate(_WIDEN, SPACING)
            assert overflow(page) <= 0, f"{path} with text spacing"
            assert page.evaluate(_CUT_OFF) == [], f"{path} with text spacing"


@each_company
def test_buttons_and_links_that_stand_alone_are_big_enough_for_a_thumb(
    browser: Browser, demonstration: System, company: Company
) -> None:
    with visit(browser, demonstration, PHONE) as visiting:
        for path, status in page_types(company):
            page = visiting.go(company.slug, path, status)
            assert page.evaluate(_SMALL) == [], path


_WIDEN = "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet] }"
# words that a box of a fixed height hides
_CUT_OFF = """() => [...document.querySelectorAll('main *, header *, footer *')].filter(part =>
    getComputedStyle(part).overflowY === 'hidden' && part.scrollHeight > part.clientHeight + 1
    && getComputedStyle(part).clip === 'auto').map(part => part.outerHTML.slice(0, 80))"""
# 24 by 24 pixels (WCAG 2.2, 2.5.8) for what is not part of a sentence; 44 high for buttons and fields
_SMALL = """() => [...document.querySelectorAll('button, input, summary, nav a, .masthead a')].filter(part => {
    const box = part.getBoundingClientRect();
    const least = part.matches('button, input') ? 44 : 24;
    return box.width > 0 && (box.height < least || box.width < 24);
}).map(part => part.outerHTML.slice(0, 120))"""
