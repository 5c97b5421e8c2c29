"""Every public page, rendered with sample data: plain, small and closed to the outside."""

import re
from collections.abc import Mapping
from functools import cache
from html.parser import HTMLParser

import brotli
import pytest

from infra.local.assets import build
from tests.support.showcase.center import Center
from tests.support.showcase.centers import centers
from tests.support.showcase.render import File, files

pytestmark = pytest.mark.slow

VOID = {"meta", "link", "br", "img", "input", "hr"}
CENTERS = centers()
PAGES = [(center, path) for center in CENTERS for path in center.pages]


@cache
def answers_of(name: str) -> Mapping[str, File]:
    return files(next(center for center in CENTERS if center.name == name), build())


def html_of(center: Center, path: str) -> str:
    return answers_of(center.name)[f"/{path.lstrip('/')}"][1].decode()


class Reader(HTMLParser):
    """Collects what a page is made of and whether its tags close."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def all(self, name: str) -> list[str]:
        return [value for _, attribute, value in self.attributes if attribute == name]


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


@pytest.mark.parametrize(("center", "path"), PAGES, ids=lambda part: getattr(part, "name", part))
def test_a_page_is_whole_and_holds_no_script_and_no_style(center: Center, path: str) -> None:
    html = html_of(center, path)
    page = read(html)
    assert (page.wrong, page.open) == ([], [])
    names = {name for _, name, _ in page.attributes}
    assert not {name for name in names if name == "style" or name.startswith("on")}
    assert not re.search(r"<(script|style|iframe|object|embed)\b", html)
    assert html.count("<h1") == 1
    assert html.count("<main") == 1


@pytest.mark.parametrize(("center", "path"), PAGES, ids=lambda part: getattr(part, "name", part))
def test_places_on_a_page_are_unique_and_links_to_them_arrive(center: Center, path: str) -> None:
    page = read(html_of(center, path))
    places = page.all("id")
    assert len(places) == len(set(places))
    within = {href[1:] for href in page.all("href") if href.startswith("#")}
    assert within | set(page.all("aria-labelledby")) | set(page.all("for")) <= set(places)


@pytest.mark.parametrize(("center", "path"), PAGES, ids=lambda part: getattr(part, "name", part))
def test_nothing_is_loaded_from_elsewhere(center: Center, path: str) -> None:
    page = read(html_of(center, path))
    loaded = [
        value for tag, name, value in page.attributes if name in {"src", "srcset"} or (tag, name) == ("link", "href")
    ]
    outside = [value for value in loaded if "//" in value and not value.startswith(f"https://{center.name}.example/")]
    assert outside == []


@pytest.mark.parametrize("center", CENTERS, ids=lambda center: center.name)
def test_a_page_and_its_styles_weigh_at_most_30_kb(center: Center) -> None:
    answers = answers_of(center.name)
    styles = [
        answers["/theme.css"][1],
        next(body for path, (_, body) in answers.items() if path.startswith("/static/public.")),
    ]
    for path in center.pages:
        page = answers[f"/{path.lstrip('/')}"][1]
        assert sum(len(brotli.compress(part, quality=5)) for part in (page, *styles)) <= 30_000, path


@pytest.mark.parametrize(
    "center", [each for each in CENTERS if each.name != "newcomer"], ids=lambda center: center.name
)
def test_a_demonstration_says_so_first_and_asks_not_to_be_indexed(center: Center) -> None:
    for path in center.pages:
        html = html_of(center, path)
        assert '<meta name="robots" content="noindex">' in html
        assert html.index('class="demonstration"') < html.index("<header")


def test_a_company_nobody_has_confirmed_says_so_first_and_asks_not_to_be_indexed() -> None:
    center = next(each for each in CENTERS if each.name == "newcomer")
    for path in center.pages:
        html = html_of(center, path)
        assert '<meta name="robots" content="noindex">' in html
        assert html.index("Not yet confirmed.") < html.index("<header")


def test_every_page_can_be_reported_to_the_operator() -> None:
    for center, path in PAGES:
        assert html_of(center, path).count('href="mailto:operator@avow.example') == 1


def test_a_person_can_be_reached_in_the_same_place_on_every_page() -> None:
    for center, path in PAGES:
        html = html_of(center, path)
        assert html.count('id="reach_a_person"') == 1
        assert html.index('id="reach_a_person"') < html.index('id="the_index"')
