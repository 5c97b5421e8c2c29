"""The head of every public page on a phone: two lines for most companies, and no name too long for it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Browser

from infra.local.assets import build
from tests.support.showcase.browser import ORIGIN, PHONE, chromium, visit
from tests.support.showcase.center import Center
from tests.support.showcase.centers import centers
from tests.support.showcase.render import files

pytestmark = pytest.mark.browser
NARROW = (320, 640)
PERSPECTIVE = centers()[0]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


def called(name: str, languages: int) -> Center:
    """The sample center under another name, in so many languages, with its first page alone."""
    template, view = PERSPECTIVE.pages["/fr/"]
    shown: Any = view
    furniture = shown.furniture
    furniture = replace(
        furniture, profile=replace(furniture.profile, name=name), languages=furniture.languages[:languages]
    )
    return replace(PERSPECTIVE, pages={"/fr/": (template, replace(shown, furniture=furniture))})


@pytest.mark.parametrize(("name", "languages"), [("Dfns", 3), ("Business Centers ◦", 2)])
def test_name_person_and_languages_take_two_lines(browser: Browser, name: str, languages: int) -> None:
    with visit(browser, files(called(name, languages), build()), PHONE, script=True) as page:
        page.goto(f"{ORIGIN}/fr/")
        boxes = [page.locator(f".masthead__{part}").bounding_box() for part in ("name", "reach")]
        boxes.append(page.locator(".masthead nav").bounding_box())
    middles = {round((box["y"] + box["height"] / 2) / 20) for box in boxes if box}
    assert len(boxes) == 3
    assert len(middles) == 2


def test_a_word_longer_than_the_page_is_broken(browser: Browser) -> None:
    long = called("Rechtsschutzversicherungsgesellschaften GmbH & Co. KG", 3)
    with visit(browser, files(long, build()), NARROW, script=True) as page:
        page.goto(f"{ORIGIN}/fr/")
        name = page.locator(".masthead__name").bounding_box()
        seen = page.evaluate("const s = document.querySelector('.masthead__name span'); s.scrollWidth - s.clientWidth")
    assert name
    assert name["x"] + name["width"] <= NARROW[0] - 20
    assert seen <= 0
