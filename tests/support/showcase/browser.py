"""Headless Chromium that sees a sample center and nothing else: no network, the strict policy of the edge."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, Route, sync_playwright

from infra.local.browser import arguments, executable
from shared.web.headers import CONTENT_SECURITY_POLICY
from tests.support.showcase.render import File

ORIGIN = "http://center.test"
PHONE, DESKTOP = (390, 844), (1440, 900)


@contextmanager
def chromium() -> Iterator[Browser]:
    """System Chromium if there is one, else Playwright's own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable(),
            args=[*arguments(), "--disable-gpu", "--disable-background-networking"],
        )
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visit(browser: Browser, files: Mapping[str, File], size: tuple[int, int] = PHONE, **more: Any) -> Iterator[Page]:
    """A page that may ask the center's host and gets nothing from any other; `script` lets the test look about."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, java_script_enabled=more.pop("script", False), **more
    )

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ORIGIN).partition("?")[0]
        if path in files:
            kind, body = files[path]
            route.fulfill(body=body, headers={"content-type": kind, "content-security-policy": CONTENT_SECURITY_POLICY})
        else:
            route.fulfill(status=404, body="")

    context.route("**/*", answer)
    page = context.new_page()
    try:
        yield page
    finally:
        context.close()
