"""A hostile sibling in a real browser: same-site with the console, so that SameSite helps nothing and Origin must."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, async_playwright

from frontend.edge.cookies import SESSION
from infra.local.browser import arguments, executable
from tests.support.console import Console
from tests.support.console import console as console_of
from tests.support.databases import Databases
from tests.support.edge import Neighbour, neighbouring
from tests.support.provider import Provider
from tests.support.tls import encrypted

pytestmark = [pytest.mark.slow, pytest.mark.browser]

CONSOLE, EVIL = "https://console.avow.test", "https://evil.avow.test"
HTML = [(b"content-type", b"text/html; charset=utf-8")]
ATTACK = f"""<!doctype html><form method="post" action="{CONSOLE}/acme/policies/privacy/withdrawal">
<input name="sure" value="yes"></form>
<script>
document.cookie = "{SESSION}=planted; domain=avow.test; path=/";
document.cookie = "{SESSION}=planted; domain=avow.test; path=/; secure";
const sent = fetch("{CONSOLE}/acme/policies/all", {{method: "POST", mode: "no-cors", credentials: "include",
  body: new URLSearchParams({{sure: "yes"}})}});
window.attack = async () => {{ await sent.catch(() => 0); document.forms[0].submit(); }};
</script>"""


@asynccontextmanager
async def chromium(edge: int, evil: int, folder: Path) -> AsyncIterator[BrowserContext]:
    """Every name below avow.test is the edge, but for the sibling, which its owner serves."""
    async with encrypted(edge, folder) as ours, encrypted(evil, folder) as theirs, async_playwright() as playwright:
        rules = f"MAP evil.avow.test 127.0.0.1:{theirs}, MAP *.avow.test 127.0.0.1:{ours}"
        told = [*arguments(), f"--host-resolver-rules={rules}"]
        browser = await playwright.chromium.launch(executable_path=executable(), args=told)
        yield await browser.new_context(ignore_https_errors=True)
        await browser.close()


@pytest.fixture
async def console(databases: Databases, tmp_path: Path) -> AsyncIterator[Console]:
    provider = Provider(issuer="https://auth.avow.test", redirect=f"{CONSOLE}/signed-in")
    told = {"domain": "avow.test", "public_url": "https://{host}"}
    async with console_of(databases, tmp_path, provider, **told) as everything:
        yield everything


async def test_a_siblings_page_changes_nothing_and_plants_no_session(console: Console, tmp_path: Path) -> None:
    console.service.headers = HTML
    sibling = Neighbour(headers=HTML, chunks=[ATTACK.encode()])
    async with neighbouring(sibling) as evil, chromium(console.visitor.port, evil, tmp_path) as browser:
        page = await browser.new_page()
        await page.goto(f"{CONSOLE}/acme/policies/all")
        assert "from the service" in await page.content()
        assert page.url == f"{CONSOLE}/acme/policies/all"
        asked = len(console.service.scopes)
        session = {cookie["name"]: cookie["value"] for cookie in await browser.cookies(CONSOLE)}[SESSION]

        await page.goto(EVIL)
        async with page.expect_navigation():
            await page.evaluate("window.attack()")
        assert page.url == f"{CONSOLE}/acme/policies/privacy/withdrawal"
        assert "This was not sent from one of our pages" in await page.content()
        assert len(console.service.scopes) == asked
        kept = [cookie for cookie in await browser.cookies(CONSOLE) if cookie["name"] == SESSION]
        assert [cookie["value"] for cookie in kept] == [session]

        await page.goto(f"{CONSOLE}/acme/policies/all")
        await page.set_content('<form method="post" action="/acme/policies/all"><input name="sure" value="yes"></form>')
        async with page.expect_navigation():
            await page.evaluate("document.forms[0].submit()")
        assert console.service.bodies[-1] == b"sure=yes"  # the console's own form, with the same cookie
