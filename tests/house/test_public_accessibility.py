"""Every public page in a browser: axe, narrow and enlarged pages, older browsers, keyboard, requests it makes."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from infra.local.assets import build
from infra.local.packages import install
from tests.support.showcase.browser import DESKTOP, ORIGIN, PHONE, chromium, visit
from tests.support.showcase.centers import centers
from tests.support.showcase.render import File, files

pytestmark = pytest.mark.browser

CENTERS = {center.name: center for center in centers()}
POLICY = "/fr/policies/confidentialite"
LONGEST = CENTERS["perspective"]
NARROW = (320, 640)
# WCAG 2.2, 1.4.12
SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
    " p { margin-bottom: 2em !important }"
)
EVERY_RULE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture(scope="module")
def static() -> Path:
    return build()


@pytest.fixture(scope="module")
def axe() -> str:
    return (install() / "axe-core" / "axe.min.js").read_text()


def violations(page: Page, axe: str) -> list[Any]:
    page.evaluate(axe)
    found = page.evaluate(
        "tags => axe.run(document, { runOnly: tags, resultTypes: ['violations'], preload: false })", EVERY_RULE
    )
    return [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found["violations"]]


def address(path: str) -> str:
    return f"{ORIGIN}/{path.lstrip('/')}"


def overflow(page: Page) -> int:
    wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wide


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page_type(browser: Browser, static: Path, axe: str, scheme: Any) -> None:
    with visit(browser, files(LONGEST, static), DESKTOP, color_scheme=scheme, script=True) as page:
        for path in LONGEST.pages:
            page.goto(address(path))
            page.evaluate("document.querySelectorAll('details').forEach(folded => folded.open = true)")
            assert violations(page, axe) == [], path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["vergaderpunt", "neon", "craie", "newcomer"])
def test_axe_finds_nothing_under_any_theme(browser: Browser, static: Path, axe: str, name: str, scheme: Any) -> None:
    center = CENTERS[name]
    with visit(browser, files(center, static), PHONE, color_scheme=scheme, script=True) as page:
        for path in list(center.pages)[:2]:  # the first page and the policy
            page.goto(address(path))
            assert violations(page, axe) == [], path


@pytest.mark.parametrize("name", CENTERS)
def test_nothing_is_lost_at_320_pixels_nor_with_wider_spacing(browser: Browser, static: Path, name: str) -> None:
    center = CENTERS[name]
    with visit(browser, files(center, static), NARROW, script=True) as page:
        for path in center.pages:
            page.goto(address(path))
            assert overflow(page) <= 0, path
            page.evaluate(
                "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);"
                " document.adoptedStyleSheets = [sheet] }",
                SPACING,
            )
            assert overflow(page) <= 0, f"{path} with text spacing"


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_an_older_browser_reads_everything_in_order(browser: Browser, static: Path, size: tuple[int, int]) -> None:
    with visit(browser, _older(files(LONGEST, static)), size, script=True) as page:
        page.goto(address(POLICY))
        assert overflow(page) <= 0
        tops = page.evaluate(
            "[...document.querySelectorAll('header.masthead, h1, .glance, .objection, .section, .after, footer')]"
            ".map(part => part.getBoundingClientRect().top)"
        )
        assert tops == sorted(tops)
        assert len(tops) > 15


def test_the_focus_is_seen_and_never_covered(browser: Browser, static: Path) -> None:
    with visit(browser, files(LONGEST, static), DESKTOP, script=True) as page:
        page.goto(address(POLICY))
        stops = 0
        page.keyboard.press("Tab")
        while not page.evaluate("document.activeElement === document.body"):
            seen = page.evaluate(_FOCUS)
            assert seen["outline"] >= 2, seen
            assert seen["uncovered"], seen
            stops += 1
            page.keyboard.press("Tab")
        assert stops > 40


def test_the_first_stop_of_the_keyboard_leads_to_the_text(browser: Browser, static: Path) -> None:
    with visit(browser, files(LONGEST, static), PHONE, script=True) as page:
        page.goto(address(POLICY))
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.url.endswith("#the_text")


def test_a_page_asks_for_its_own_styles_fonts_and_icon_alone(browser: Browser, static: Path) -> None:
    for center in CENTERS.values():
        asked: list[str] = []
        with visit(browser, files(center, static)) as page:
            page.on("request", lambda request: asked.append(request.url))  # noqa: B023  used within the round
            page.goto(address(next(iter(center.pages))))
            page.wait_for_load_state("networkidle")
        assert [url for url in asked if not url.startswith(ORIGIN)] == []
        assert len([url for url in asked if url.endswith(".woff2")]) <= 2
        assert len(asked) <= 6


def test_the_strict_policy_blocks_nothing_of_ours(browser: Browser, static: Path) -> None:
    said: list[str] = []
    with visit(browser, files(LONGEST, static), script=True) as page:
        page.on("console", lambda message: said.append(message.text))
        for path in LONGEST.pages:
            page.goto(address(path))
    assert said == []


def test_paper_names_the_text_and_its_version_on_every_sheet(browser: Browser, static: Path) -> None:
    from io import BytesIO  # noqa: PLC0415

    from pypdf import PdfReader  # noqa: PLC0415  only this test reads PDF

    with visit(browser, files(LONGEST, static), DESKTOP) as page:
        page.goto(address(POLICY))
        sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, format="A4"))).pages
    texts = [re.sub(r"\s+", " ", sheet.extract_text()) for sheet in sheets]
    assert len(texts) > 2
    assert all("Politique de confidentialité · Version 4" in text for text in texts)


_FOCUS = """() => {
    const focused = document.activeElement, box = focused.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 10));
    return {
        what: focused.outerHTML.slice(0, 120),
        outline: parseFloat(getComputedStyle(focused).outlineWidth),
        uncovered: top !== null && (focused.contains(top) || top.contains(focused)),
    };
}"""


def _older(answers: Mapping[str, File]) -> dict[str, File]:
    """The same center as Safari 12 reads it: without @supports, and without properties and queries it does not know."""
    unknown = (
        r"(?:text-wrap|hyphens|text-decoration-thickness|text-underline-offset|font-variant-numeric|break-after"
        r"|break-inside|color-scheme|column-gap):[^;}]*;?"
    )
    media = r"@media \((?:prefers-contrast|forced-colors|prefers-color-scheme)[^{]*\{(?:[^{}]*\{[^{}]*\})*\}"

    def age(css: str) -> str:
        css = re.sub(r"@supports[^{]*\{(?:[^{}]*\{[^{}]*\})*\}", "", css)
        return re.sub(unknown, "", re.sub(media, "", css))

    return {
        path: (kind, age(body.decode()).encode() if kind == "text/css" else body)
        for path, (kind, body) in answers.items()
    }
