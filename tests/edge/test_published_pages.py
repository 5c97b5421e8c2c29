"""Published pages as a reader gets them, the first time and from memory."""

import gzip
from collections.abc import Callable

import brotli
import pytest

from tests.support.edge import Visitor

pytestmark = pytest.mark.slow

POLICY = "/en/policies/privacy"


@pytest.mark.parametrize("time", ["the first time", "from memory"])
async def test_a_page_answers_in_its_language_with_few_strict_headers(visitor: Visitor, time: str) -> None:
    if time == "from memory":
        await visitor.get(POLICY)
    response = await visitor.get(POLICY)
    assert response.status == 200
    assert "Acme keeps promises" in response.text
    assert response.headers["content-language"] == "en"
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["cache-control"] == "public, max-age=0, s-maxage=5, stale-if-error=604800"
    assert "script-src 'self'" in response.headers["content-security-policy"]
    assert "unsafe-inline" not in response.headers["content-security-policy"]
    assert response.headers["referrer-policy"] == "same-origin"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "date" in response.headers
    assert len(response.names) == len(set(response.names)) <= 14
    assert not {"server", "set-cookie", "strict-transport-security"} & set(response.names)


@pytest.mark.parametrize(
    ("accept", "encoding", "unpack"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        ("br;q=0, gzip", "gzip", gzip.decompress),
        ("*", "br", brotli.decompress),
        ("*;q=0", None, bytes),
        ("br;q=0, gzip;q=0", None, bytes),
        ("zstd", None, bytes),
        ("", None, bytes),
    ],
)
async def test_a_page_comes_in_the_encoding_the_browser_takes(
    visitor: Visitor, accept: str, encoding: str | None, unpack: Callable[[bytes], bytes]
) -> None:
    for _ in range(2):
        response = await visitor.get(POLICY, accept_encoding=accept)
        assert response.headers.get("content-encoding") == encoding
        assert response.headers["vary"] == "accept-encoding"
        assert b"Acme keeps promises" in unpack(response.body)


@pytest.mark.parametrize("known", ["{}", "W/{}", '"other", {}', '"other",W/{} , "third"', "*"])
async def test_a_reader_who_has_the_page_is_told_so(visitor: Visitor, known: str) -> None:
    etag = (await visitor.get(POLICY)).headers["etag"]
    response = await visitor.get(POLICY, if_none_match=known.format(etag))
    assert (response.status, response.body) == (304, b"")
    assert response.headers["etag"] == etag
    assert response.headers["vary"] == "accept-encoding"
    assert "cache-control" in response.headers


@pytest.mark.parametrize("known", ['"other"', "nonsense", '"'])
async def test_a_reader_who_has_another_page_gets_this_one(visitor: Visitor, known: str) -> None:
    for _ in range(2):
        response = await visitor.get(POLICY, if_none_match=known)
        assert (response.status, response.body[:2]) == (200, b"<!")


async def test_each_encoding_has_its_own_etag(visitor: Visitor) -> None:
    plain, packed = await visitor.get(POLICY), await visitor.get(POLICY, accept_encoding="br")
    assert plain.headers["etag"] != packed.headers["etag"]
    again = await visitor.get(POLICY, accept_encoding="br", if_none_match=plain.headers["etag"])
    assert again.status == 200


async def test_head_says_what_get_would_say_without_the_body(visitor: Visitor) -> None:
    got = await visitor.get(POLICY)
    for _ in range(2):
        head = await visitor.ask("HEAD", POLICY)
        assert head.status == 200
        assert {k: v for k, v in head.headers.items() if k != "date"} == {
            k: v for k, v in got.headers.items() if k != "date"
        }


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_a_published_page_takes_nothing_but_reading(visitor: Visitor, method: str) -> None:
    response = await visitor.ask(method, POLICY, body=b"x=1")
    assert response.status == 405
    assert response.headers["allow"] == "GET, HEAD"


async def test_a_query_does_not_change_which_page_it_is(visitor: Visitor) -> None:
    for _ in range(2):
        assert (await visitor.get(POLICY + "?on=2026-01-01")).status == 200


async def test_what_is_no_html_has_its_type_and_no_page_headers(visitor: Visitor) -> None:
    response = await visitor.get("/robots.txt")
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert "content-security-policy" not in response.headers
    assert response.headers["x-content-type-options"] == "nosniff"


async def test_a_published_redirect_leads_on(visitor: Visitor) -> None:
    response = await visitor.get("/en/old")
    assert (response.status, response.headers["location"]) == (301, POLICY)


async def test_pages_asked_for_in_one_breath_come_in_order(visitor: Visitor) -> None:
    await visitor.get(POLICY)
    ask = "GET {} HTTP/1.1\r\nHost: acme.localhost\r\n\r\n"
    paths = [POLICY, "/fr/", POLICY, "/en/none", "/robots.txt", POLICY]
    said = await visitor.raw("".join(ask.format(path) for path in paths).encode())
    heads = [line for line in said.split(b"\r\n") if b"HTTP/1.1 " in line]
    assert [head.rpartition(b"HTTP/1.1 ")[2][:3] for head in heads] == [b"200", b"200", b"200", b"404", b"200", b"200"]


async def test_an_old_client_gets_its_page_and_a_closed_connection(visitor: Visitor) -> None:
    for _ in range(2):
        said = await visitor.raw(b"GET " + POLICY.encode() + b" HTTP/1.0\r\nHost: acme.localhost\r\n\r\n")
        assert said.startswith(b"HTTP/1.1 200 OK")
        assert b"connection: close" in said
