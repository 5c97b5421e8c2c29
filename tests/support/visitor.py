"""A visitor of the running system in headless Chromium, who notes all that her browser was asked to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from infra.local.browser import arguments, executable
from tests.support.system import System

PHONE, DESKTOP, NARROW = (390, 844), (1440, 900), (320, 640)


@dataclass
class Visit:
    """One visit: the page, every address asked for, every word on the console."""

    system: System
    context: BrowserContext
    page: Page
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def go(self, slug: str, path: str, status: int = 200) -> Page:
        """Open a page of a center; it answers with that status."""
        answer = self.page.goto(self.system.url(slug, path))
        assert answer is not None
        assert answer.status == status, f"{path}: {answer.status}"
        return self.page

    @property
    def path(self) -> str:
        """Where she stands, place on the page included."""
        parts = urlsplit(self.page.url)
        return (
            parts.path + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
        )

    def elsewhere(self, slug: str) -> list[str]:
        """What was asked of any other host than the center's own."""
        own = urlsplit(self.system.url(slug))
        return [url for url in self.asked if urlsplit(url)[:2] != own[:2]]


@contextmanager
def chromium() -> Iterator[Browser]:
    """System Chromium if there is one, else Playwright's own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable(), args=[*arguments(), "--disable-gpu", "--disable-background-networking"]
        )
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visit(
    browser: Browser, system: System, size: tuple[int, int] = DESKTOP, *, script: bool = True, **more: Any
) -> Iterator[Visit]:
    """A visit with an empty cookie jar and an empty cache; without `script`, with JavaScript turned off."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, java_script_enabled=script, **more)
    try:
        visiting = Visit(system, context, context.new_page())
        context.on("request", lambda request: visiting.asked.append(request.url))
        visiting.page.on("console", lambda message: visiting.said.append(message.text))
        visiting.page.on("pageerror", lambda error: visiting.said.append(str(error)))
        yield visiting
    finally:
        context.close()
