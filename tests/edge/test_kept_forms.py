"""What somebody typed is not lost because their session ended meanwhile."""

import html
import re

import pytest

from frontend.edge.cookies import SESSION
from tests.support.console import Console

pytestmark = pytest.mark.slow

PATH = "/acme/policies/privacy/texts?language=fr"
TYPED = {"title": 'Nos "promesses" <b>', "text": "une ligne\r\nune autre", "_empty": ""}
STEP_UP = 'Bearer error="insufficient_user_authentication", max_age="600"'


def fields(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page)
    return {html.unescape(name): html.unescape(value) for name, value in found}


async def test_what_was_typed_waits_in_the_page_and_is_sent_after_signing_in(console: Console) -> None:
    kept = await console.browser.post(PATH, TYPED, accept_language="en")
    assert (kept.status, kept.headers["cache-control"]) == (401, "no-store")
    assert "What you typed is still here" in kept.text
    assert fields(kept.text) == TYPED
    assert f'<form method="post" action="{html.escape(PATH)}">' in kept.text
    assert console.service.scopes == []
    beside = re.search(r'href="(/sign-in[^"]*)" target="_blank"', kept.text)
    assert beside
    done = await console.sign_in(html.unescape(beside[1]))
    assert done.headers["location"] == "/signed-in/done"
    assert "Close this tab" in (await console.browser.get("/signed-in/done", accept_language="en")).text
    sent = await console.browser.post(PATH, fields(kept.text))
    assert sent.text == "from the service"
    assert b"title=Nos+%22promesses%22" in console.service.bodies[0]


async def test_a_dangerous_act_waits_while_the_person_confirms(signed_in: Console) -> None:
    signed_in.service.refusing = [STEP_UP]
    kept = await signed_in.browser.post("/acme/members/1/removal", {"sure": "yes"})
    assert kept.status == 200  # tenant_auth is not asked to refuse here
    kept = await signed_in.browser.post("/acme/policies/x/withdrawal", {"sure": "yes"}, accept_language="en")
    assert kept.status == 401
    assert "Confirm that it is you" in kept.text
    assert "max_age=600" in kept.text
    assert fields(kept.text) == {"sure": "yes"}


async def test_text_beside_a_file_is_kept_and_the_file_is_not(console: Console) -> None:
    body = (
        b'--x\r\nContent-Disposition: form-data; name="title"\r\n\r\nPrivacy\r\n'
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="p.docx"\r\n'
        b"Content-Type: application/octet-stream\r\n\r\nbytes-of-a-file\r\n--x--\r\n"
    )
    kept = await console.browser.post_bytes(PATH, body, content_type="multipart/form-data; boundary=x")
    assert kept.status == 401
    assert "What you typed is still here" in kept.text
    assert fields(kept.text) == {"title": "Privacy"}
    assert "bytes-of-a-file" not in kept.text
    assert 'enctype="multipart/form-data"' in kept.text
    assert "A file has to be chosen again" in kept.text
    unchosen = body.replace(b"p.docx", b"").replace(b"bytes-of-a-file", b"")
    kept = await console.browser.post_bytes(PATH, unchosen, content_type="multipart/form-data; boundary=x")
    assert fields(kept.text) == {"title": "Privacy"}
    assert "A file has to be chosen again" not in kept.text


async def test_what_is_too_large_or_no_form_is_left_to_the_browser(console: Console) -> None:
    large = await console.browser.post(PATH, {"text": "x" * 70_000})
    program = await console.browser.post_bytes(PATH, b'{"a": 1}', content_type="application/json")
    broken = await console.browser.post_bytes(PATH, b"no parts", content_type="multipart/form-data; boundary=x")
    nonsense = await console.browser.post(PATH, {"a": "b"}, content_type="application/x-www-form-urlencoded;")
    for kept in (large, program, broken):
        assert kept.status == 401
        assert "way back to the form" in kept.text
        assert fields(kept.text) == {}
    assert fields(nonsense.text) == {"a": "b"}


async def test_a_page_from_elsewhere_is_shown_nothing_of_it(console: Console) -> None:
    console.browser.cookies[SESSION] = "x"
    refused = await console.browser.post(PATH, TYPED, origin="http://evil.localhost:8000")
    assert refused.status == 403
    assert "promesses" not in refused.text


async def test_it_is_said_in_the_readers_language_and_stays_in_no_frame(console: Console) -> None:
    kept = await console.browser.post(PATH, TYPED, accept_language="fr")
    assert '<html lang="fr"' in kept.text
    assert "frame-ancestors 'none'" in kept.headers["content-security-policy"]
