"""The console in Chromium: the unsaved theme on the true page, light and dark, companies, typing that is not lost."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import uvicorn
from playwright.async_api import Page, async_playwright
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from infra.local.browser import arguments, executable
from infra.local.process import free_port
from services.tenant_auth.routes import routes
from services.tenant_auth.settings import Settings
from shared.sites import Page as SitePage
from shared.sites import Sites
from shared.tenancy.backend import Database
from shared.web.app import create_app
from tests.support import signed_in
from tests.support.asking import from_edge
from tests.support.staff import Staff, company_of, founded

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[3]
HOME = (
    b'<!doctype html><html lang="fr"><head>\n<title>x</title>\n<link rel="stylesheet" href="/theme.css"></head>'
    b'<body><a href="/fr/">The true page</a></body></html>'
)


@dataclass(frozen=True)
class Desk:
    """Staff before a screen; `said` is what the browser complained of."""

    staff: Staff
    page: Page
    said: list[str]

    def at(self, path: str = "") -> str:
        return f"{self.staff.settings.console}/{self.staff.slug}{path}"


@pytest.fixture
async def desk(database: Database, provider: Settings, static: Path) -> AsyncIterator[Desk]:
    port = free_port()
    told = replace(provider, static=static, port=port, public_url="http://{host}:{port}")
    app = create_app("tenant_auth", routes, told, database.activate, tokens=signed_in.check(told))
    staff = await founded(app, told, "Acme", "active", None)
    await company_of("Globex", staff)
    home = SitePage(HOME, "text/html; charset=utf-8", language="fr")
    await Sites.of(told).publish(staff.tenant, "policy_hosting", {"/fr/": home}, revision=1)
    async with served(staff, port), async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable(), args=arguments())
        page, said = await browser.new_page(), list[str]()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.set_default_timeout(15_000)
        yield Desk(staff, page, said)
        await browser.close()


@asynccontextmanager
async def served(staff: Staff, port: int) -> AsyncIterator[None]:
    """The service with the edge's part played: built files, the token on the console, the tenant on its own host."""
    files = StaticFiles(directory=staff.settings.static)

    async def edge(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"].startswith("/static/"):
            await files({**scope, "path": scope["path"].removeprefix("/static"), "root_path": ""}, receive, send)
            return
        host = dict(scope["headers"])[b"host"].decode()
        console = staff.nowhere() if scope["path"] == "/" else staff.here()
        added = console if host.startswith("console.") else from_edge(staff.tenant)
        headers = [*scope["headers"], *((name.encode(), value.encode()) for name, value in added.items())]
        await staff.app({**scope, "headers": headers}, receive, send)

    server = uvicorn.Server(uvicorn.Config(edge, host="127.0.0.1", port=port, lifespan="off", log_config=None))
    task = asyncio.create_task(server._serve())
    async with asyncio.timeout(15):
        while not server.started:  # noqa: ASYNC110  uvicorn has no event for it
            await asyncio.sleep(0.02)
    yield
    server.should_exit = True
    await task


async def test_choosing_a_colour_dresses_the_true_page_at_once_and_nothing_else(desk: Desk) -> None:
    page = desk.page
    await page.goto(desk.at("/settings/theme"))
    await page.locator("#colour").fill("#ff00c8")
    await page.locator("#colour").dispatch_event("change")
    await page.get_by_text("Not saved yet").wait_for()
    await page.frame_locator("iframe").get_by_text("The true page").click()  # leads nowhere
    frame = page.frames[-1]
    assert "/preview/theme/" in frame.url
    band = await frame.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--band')")
    assert band == "#ff00c8"
    console = await page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--band')")
    assert console == ""
    assert [words for words in desk.said if "sandboxed" not in words] == []


async def test_dark_stays_dark_and_companies_unfold(desk: Desk) -> None:
    page = desk.page
    await page.goto(desk.at("/members"))
    await page.get_by_role("button", name="Change company").click()
    await page.get_by_role("link", name="Globex").wait_for()
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Your account").click()
    await page.get_by_role("radio", name="Dark").check(force=True)
    await page.goto(desk.at("/roles"))
    assert await page.evaluate("document.documentElement.dataset.scheme") == "dark"
    assert await page.evaluate("getComputedStyle(document.body).colorScheme") == "dark"
    assert desk.said == []


async def test_what_was_typed_is_back_until_it_is_saved_and_errors_take_the_focus(desk: Desk) -> None:
    page = desk.page
    await page.goto(desk.at("/settings"))
    await page.fill("#legal_form", "SASU")
    await page.goto(desk.at("/members"))
    await page.goto(desk.at("/settings"))
    assert await page.input_value("#legal_form") == "SASU"
    assert await page.locator("[data-kept]").is_visible()
    await page.get_by_role("button", name="Save").click()
    await page.get_by_text("Saved.").wait_for()
    assert "done" not in page.url
    await page.goto(desk.at("/settings"))
    assert not await page.locator("[data-kept]").is_visible()
    await page.fill("#zone", "Mars")
    await page.get_by_role("button", name="Save").click()
    await page.get_by_role("link", name="Time zone").click()
    assert await page.evaluate("document.activeElement.id") == "zone"


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_on_the_pages_of_people_and_company(desk: Desk, scheme: str) -> None:
    context = await desk.page.context.browser.new_context(bypass_csp=True, color_scheme=scheme)  # type: ignore[union-attr,arg-type]
    page = await context.new_page()
    axe = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
    for path in ("/members", "/roles", "/settings", "/settings/theme"):
        await page.goto(desk.at(path))
        await page.evaluate(axe)
        found = await page.evaluate("axe.run(document, {iframes: false})")
        assert [each["id"] for each in found["violations"]] == [], path
