"""Pages that mix services: each fragment in its place, and a sentence for the one that did not answer."""

import time

import pytest

from tests.support.console import Console

pytestmark = pytest.mark.slow

HTML = [(b"content-type", b"text/html; charset=utf-8"), (b"etag", b'"draft"'), (b"content-security-policy", b"x")]


def place(src: str, name: str = "Policies") -> str:
    return f'<avow-fragment src="{src}" name="{name}"></avow-fragment>'


def page(*places: str, locale: str = "en") -> list[bytes]:
    return [f'<!doctype html><html class=x lang="{locale}"><h1>Start é</h1>{"".join(places)}</html>'.encode()]


@pytest.fixture
async def start(signed_in: Console) -> Console:
    signed_in.provider.headers = HTML
    signed_in.provider.chunks = page(place("/acme/start/policy_hosting?a=b&amp;c=d"))
    signed_in.service.chunks = [b"<section>two drafts</section>"]
    return signed_in


async def test_a_fragment_stands_in_its_place(start: Console) -> None:
    answered = await start.browser.get("/acme", accept_encoding="br, gzip", if_none_match='"draft"')
    assert answered.status == 200
    assert "<h1>Start é</h1><section>two drafts</section></html>" in answered.text
    assert int(answered.headers["content-length"]) == len(answered.body)
    assert "etag" not in answered.headers
    assert answered.headers["content-security-policy"] == "x"
    assert start.service.heard("avow-fragment") == ["1"]
    assert start.service.scopes[0]["query_string"] == b"a=b&c=d"
    assert start.service.heard("authorization") == start.provider.heard("authorization")
    assert start.service.heard("accept-encoding") == start.provider.heard("accept-encoding") == []
    assert start.provider.heard("if-none-match") == []


@pytest.mark.parametrize(("locale", "words"), [("en", "did not answer"), ("fr", "Policies")])
@pytest.mark.parametrize("fault", ["status", "slow", "not text"])
async def test_a_service_that_fails_is_named_and_nothing_else_suffers(
    start: Console, fault: str, locale: str, words: str
) -> None:
    start.provider.chunks = page(
        place("/acme/start/policy_hosting"), place("/acme/start/policy_hosting"), locale=locale
    )
    match fault:
        case "status":
            start.service.status = 500
        case "slow":
            start.service.pause = 0.7
        case _:
            start.service.chunks = [b"\xff\xfe"]
    began = time.monotonic()
    answered = await start.browser.get("/acme")
    assert time.monotonic() - began < 0.6  # side by side, three tenths of a second each
    assert answered.status == 200
    assert "<h1>Start é</h1>" in answered.text
    assert answered.text.count("“Policies”") == 2 or locale != "en"
    assert answered.text.count('class="fragment-missing"') == 2
    assert words in answered.text


@pytest.mark.parametrize(
    "src",
    [
        "http://evil.example/",
        "//evil.example/acme/start/policy_hosting",
        "/acme/policies/all",
        "/globex/start/policy_hosting",
        "/acme/start/unknown",
        "/acme/start/../start/policy_hosting",
        "/acme/start/policy_hosting x",
        "",
    ],
)
async def test_only_fragments_of_the_edges_own_table_are_asked(start: Console, src: str) -> None:
    start.provider.chunks = page(place(src, "&lt;b&gt;"))
    answered = await start.browser.get("/acme", accept_language="en")
    assert "“&lt;b&gt;” did not answer" in answered.text
    assert start.service.scopes == []


async def test_a_page_that_is_no_page_is_passed_as_it_is(start: Console) -> None:
    start.provider.status = 403
    answered = await start.browser.get("/acme")
    assert answered.status == 403
    assert "<avow-fragment" in answered.text


async def test_a_visitor_cannot_pretend_to_be_the_edge(start: Console) -> None:
    await start.browser.get("/acme/start/policy_hosting", avow_fragment="1")
    assert start.service.heard("avow-fragment") == []


async def test_without_a_session_no_fragment_is_asked(console: Console) -> None:
    assert (await console.browser.get("/acme")).status == 303
    assert (await console.browser.get("/acme/start/policy_hosting")).status == 303
    assert console.service.scopes == []
