"""The console and the account pages can be used by everybody: axe in light and dark, nothing lost at 320 pixels."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from infra.local.packages import install
from tests.journeys.five_centers.test_accessibility import overflow, violations
from tests.support.system import System
from tests.support.visitor import DESKTOP, NARROW, PHONE, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SLUG = "perfony"  # it speaks Dutch, whose words are long
VERSION = "/policies/privacy-notice/versions/3"
CONSOLE = (
    "",
    "/search?q=privacy",
    "/policies",
    "/policies/new",
    "/policies/approval",
    "/policies/privacy-notice",
    VERSION,
    f"{VERSION}/texts/nl",
    f"{VERSION}/facts",
    f"{VERSION}/facts/retention",
    f"{VERSION}/facts/notices",
    f"{VERSION}/comparison",
    f"{VERSION}/calling-off",
    "/calendar",
    "/members",
    "/members/departure",
    "/roles",
    "/invitations",
    "/api-clients",
    "/api-clients/new",
    "/audit",
    "/settings",
    "/settings/theme",
    "/settings/proof",
)
ACCOUNT = (
    "/account",
    "/account/sessions",
    "/account/passkeys",
    "/account/password",
    "/account/email",
    "/account/app",
    "/account/companies",
    "/account/companies/new",
)
AS_A_STRANGER = ("/sign-in", "/sign-up", "/recovery", "/signed-out")


@pytest.fixture(scope="module")
def axe() -> str:
    return (install() / "axe-core" / "axe.min.js").read_text()


def sign_in(page: Page, system: System) -> None:
    email = f"owner@{SLUG}.example"
    page.goto(system.url("console", f"/{SLUG}"))
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=password]").fill(system.avow("demo", "owners")[email])
    page.locator("form[action^='/sign-in'] button").first.click()
    page.wait_for_url(system.url("console", f"/{SLUG}"))


def every_page(page: Page, system: System) -> Iterator[str]:
    """Each page in turn, with all that is folded open."""
    addresses = [system.url("auth", path) for path in AS_A_STRANGER]
    for address in addresses:
        yield from opened(page, address)
    sign_in(page, system)
    addresses = [system.url("console", f"/{SLUG}{path}") for path in CONSOLE]
    for address in [*addresses, *(system.url("auth", path) for path in ACCOUNT)]:
        yield from opened(page, address)


def opened(page: Page, address: str) -> Iterator[str]:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200, address
    page.evaluate("document.querySelectorAll('main details').forEach(folded => folded.open = true)")
    yield address


@pytest.mark.parametrize(("scheme", "size"), [("light", DESKTOP), ("dark", PHONE)], ids=["light", "dark"])
def test_axe_finds_nothing(
    browser: Browser, demonstration: System, axe: str, scheme: Any, size: tuple[int, int]
) -> None:
    with visit(browser, demonstration, size, color_scheme=scheme, locale="nl") as visiting:
        found = {}
        for address in every_page(visiting.page, demonstration):
            wrong = violations(visiting.page, axe)
            if wrong:
                found[address] = wrong
        assert found == {}


def test_nothing_is_lost_at_320_pixels(browser: Browser, demonstration: System) -> None:
    with visit(browser, demonstration, NARROW, locale="nl") as visiting:
        wide = {
            address: overflow(visiting.page)
            for address in every_page(visiting.page, demonstration)
            if overflow(visiting.page) > 0
        }
        assert wide == {}


def test_every_page_works_without_script(browser: Browser, demonstration: System) -> None:
    """Opening, at least; what is sent without script is tested where it is decided."""
    with visit(browser, demonstration, DESKTOP, script=False, locale="nl") as visiting:
        page = visiting.page
        sign_in(page, demonstration)
        for path in CONSOLE:
            answer = page.goto(demonstration.url("console", f"/{SLUG}{path}"))
            assert answer is not None
            assert answer.status == 200, path
            assert page.locator("h1").count() == 1, path
            assert page.locator("avow-fragment").count() == 0, path
