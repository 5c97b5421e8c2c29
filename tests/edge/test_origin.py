"""A change is taken from the console's own pages alone, and from those of the provider on the provider's host."""

import pytest

from tests.support.console import Console

pytestmark = pytest.mark.slow

FORM = {"content_type": "application/x-www-form-urlencoded"}
HOSTS = [("console.localhost:8000", "/acme/policies/all"), ("auth.localhost:8000", "/sign-up")]


@pytest.mark.parametrize(("host", "path"), HOSTS)
@pytest.mark.parametrize(
    "said",
    [
        {"origin": "http://acme.localhost:8000"},
        {"origin": "http://evil.localhost:8000", "sec_fetch_site": "same-site"},
        {"origin": "https://evil.example", "sec_fetch_site": "cross-site"},
        {"origin": "null"},
        {"origin": "http://console.localhost:8000.evil.example"},
        {"origin": "https://console.localhost:8000"},
        {"origin": "http://console.localhost"},
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": "cross-site"},
        {},
    ],
    ids=str,
)
async def test_a_change_from_elsewhere_is_refused(
    signed_in: Console, host: str, path: str, said: dict[str, str]
) -> None:
    cookie = {"cookie": f"__Host-avow-console={signed_in.browser.session}"}
    heard = len(signed_in.provider.scopes)
    refused = await signed_in.visitor.ask("POST", path, host, b"a=b", **FORM, **cookie, **said)
    assert refused.status == 403
    assert "This was not sent from one of our pages" in refused.text
    assert (signed_in.service.scopes, len(signed_in.provider.scopes)) == ([], heard)


@pytest.mark.parametrize(("host", "path"), HOSTS)
async def test_two_origins_are_none(signed_in: Console, host: str, path: str) -> None:
    own = f"Origin: http://{host}\r\n"
    ask = f"POST {path} HTTP/1.1\r\nHost: {host}\r\n{own}{own}Content-Length: 0\r\n\r\n"
    assert (await signed_in.visitor.send(ask.encode())).status == 403


@pytest.mark.parametrize(("host", "path"), HOSTS)
@pytest.mark.parametrize("site", ["same-origin", "none"])
async def test_a_change_from_the_hosts_own_page_is_taken(signed_in: Console, host: str, path: str, site: str) -> None:
    cookie = {"cookie": f"__Host-avow-console={signed_in.browser.session}"}
    for said in ({"origin": f"http://{host}"}, {"sec_fetch_site": site}):
        taken = await signed_in.visitor.ask("POST", path, host, b"a=b", **FORM, **cookie, **said)
        assert (taken.status, taken.text) == (200, "from the service")


async def test_a_page_may_be_opened_from_anywhere(signed_in: Console) -> None:
    answered = await signed_in.browser.get("/acme/policies/all", sec_fetch_site="cross-site", sec_fetch_mode="navigate")
    assert answered.status == 200


@pytest.mark.parametrize("path", ["/revocation", "/introspection", "/userinfo", "/authorization", "/logout"])
async def test_what_carries_a_secret_of_its_own_may_come_from_anywhere(console: Console, path: str) -> None:
    answered = await console.visitor.ask("POST", path, "auth.localhost", b"a=b", origin="https://evil.example")
    assert (answered.status, answered.text) == (200, "from the service")
