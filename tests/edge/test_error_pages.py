"""Whoever goes astray gets a page in a language they read, and never one of another tenant."""

import pytest

from frontend.edge.neutral import STYLE_PATH
from tests.support.edge import Visitor

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("path", "accept", "locale"),
    [
        ("/fr/none", "en", "fr"),
        ("/en/none", "fr", "en"),
        ("/de/none", "fr", "fr"),
        ("/none", "fr", "fr"),
        ("/none", "zh", "en"),
    ],
)
async def test_an_unknown_path_answers_with_the_tenants_own_page(
    visitor: Visitor, path: str, accept: str, locale: str
) -> None:
    for _ in range(2):
        response = await visitor.get(path, accept_language=accept)
        assert response.status == 404
        assert f"Acme 404 {locale}" in response.text
        assert response.headers["content-language"] == locale
        assert response.headers["cache-control"] == "no-store"


async def test_a_tenant_without_error_pages_gets_a_neutral_one_not_anothers(visitor: Visitor) -> None:
    await visitor.get("/none")
    response = await visitor.get("/nl/none", "globex.localhost")
    assert response.status == 404
    assert "Acme" not in response.text
    assert STYLE_PATH in response.text


@pytest.mark.parametrize("host", ["unknown.localhost", "acme.example", "acme", "127.0.0.1", "x.acme.localhost"])
async def test_an_unknown_host_gets_a_neutral_page(visitor: Visitor, host: str) -> None:
    for path in ("/", "/en/policies/privacy", "/404/en"):
        response = await visitor.get(path, host, accept_language="en")
        assert response.status == 404
        assert "Acme" not in response.text
        assert "There is no privacy center at this address" in response.text


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en", "There is no privacy center"),
        ("fr", "Il n’y a pas de centre de confidentialité"),
        ("nl", "Op dit adres staat geen privacycentrum"),
        ("de", "Unter dieser Adresse gibt es kein Datenschutz-Center"),
    ],
)
async def test_a_neutral_page_says_which_language_it_speaks(visitor: Visitor, locale: str, words: str) -> None:
    response = await visitor.get("/", "unknown.localhost", accept_language=locale)
    assert response.headers["content-language"] == locale
    assert f'<html lang="{locale}"' in response.text
    assert words in response.text


async def test_a_neutral_page_is_dressed_without_a_style_of_its_own_inside(visitor: Visitor) -> None:
    response = await visitor.get("/", "unknown.localhost")
    assert "<style" not in response.text
    style = await visitor.get(STYLE_PATH, "unknown.localhost")
    assert style.status == 200
    assert style.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in style.headers["cache-control"]


async def test_a_crooked_path_of_a_tenant_is_still_its_own(visitor: Visitor) -> None:
    assert "Acme 404 fr" in (await visitor.get("/fr/%2e%2e/none", accept_language="fr")).text
