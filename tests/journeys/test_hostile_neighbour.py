"""What the page of another center can do to somebody signed in to the console: nothing.

On `*.avow.test` all hosts are one site to the browser, as on a real domain: SameSite helps nothing there, only the
check of Origin and `__Host-` cookies do. The attacker's page is the attacker's own, script and all.
"""

from collections.abc import Iterator
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest
from anyio.from_thread import start_blocking_portal
from playwright.sync_api import Browser, BrowserContext, Page, Response, sync_playwright

from infra.local.browser import arguments, executable
from infra.local.trial import quiet_port
from tests.support.cast import PASSWORD, Staff, staffed
from tests.support.system import System, running_system
from tests.support.tls import encrypted

pytestmark = [pytest.mark.browser, pytest.mark.slow]
DOMAIN = "avow.test"


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """The house behind TLS on a domain, as in production: over plain HTTP a browser keeps no `__Host-` cookie there."""
    port = quiet_port()
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(encrypted(port, tmp_path_factory.mktemp("tls"))) as front,
        running_system(
            demonstration=False, domain=DOMAIN, public_url=f"https://{{host}}:{front}", port=port
        ) as running,
    ):
        yield running


@pytest.fixture(scope="module")
def victim(system: System) -> Staff:
    return staffed(system, "acme", "Ada Lovelace")


@pytest.fixture(scope="module")
def attacker(system: System) -> Staff:
    return staffed(system, "evil", "Eve Moriarty")


@pytest.fixture(scope="module")
def browser(system: System) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=executable(),
            args=[*arguments(), "--disable-gpu", f"--host-resolver-rules=MAP *.{DOMAIN} 127.0.0.1"],
        )
        yield launched
        launched.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(ignore_https_errors=True)
    made.set_default_timeout(15_000)
    yield made
    made.close()


def sign_in(context: BrowserContext, system: System, staff: Staff) -> Page:
    page = context.new_page()
    page.goto(system.url("console", f"/{staff.slug}"))
    page.get_by_label("E-mail address").fill(staff.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(system.url("console", f"/{staff.slug}"))
    return page


@pytest.fixture
def console(context: BrowserContext, system: System, victim: Staff) -> Page:
    """The victim's tab, signed in."""
    return sign_in(context, system, victim)


def trap(context: BrowserContext, system: System, html: str) -> Page:
    """The attacker's page, opened by the victim in another tab."""
    page = context.new_page()
    address = system.url("evil", "/trap")
    page.route(address, lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(address)
    return page


def posted(page: Page, address: str, fields: dict[str, str]) -> Response:
    """A form of the attacker's, sent as the victim by the attacker's script."""
    with page.expect_navigation() as moved:
        page.evaluate(
            """([address, fields]) => {
                const form = document.createElement('form')
                form.method = 'post'
                form.action = address
                for (const [name, value] of Object.entries(fields)) {
                    const field = document.createElement('input')
                    field.name = name
                    field.value = value
                    form.append(field)
                }
                document.body.append(form)
                form.submit()
            }""",
            [address, fields],
        )
    answer = moved.value
    assert answer is not None
    return answer


def is_signed_in(console: Page) -> bool:
    answer = console.reload()
    return answer is not None and answer.status == 200 and "/sign-in" not in console.url


@pytest.mark.parametrize(
    "path",
    ["/acme/settings/profile", "/acme/members/departure", "/acme/invitations", "/acme/policies/new", "/sign-out"],
)
def test_a_form_of_a_sibling_changes_nothing(
    context: BrowserContext, system: System, attacker: Staff, console: Page, path: str
) -> None:
    page = trap(context, system, "<body>Win a prize</body>")
    answer = posted(page, system.url("console", path), {"name": "Owned", "email": attacker.email, "roles": "owner"})
    assert answer.status == 403
    assert "Owned" not in page.content()
    assert is_signed_in(console)
    assert system.avow("tenants", "show", "acme")["profile"]["name"] == "Acme"


def test_a_siblings_script_can_neither_read_nor_write(
    context: BrowserContext, system: System, attacker: Staff, console: Page
) -> None:
    page = trap(context, system, "<body></body>")
    read = page.evaluate(
        "address => fetch(address, {credentials: 'include'}).then(() => 'read', () => 'refused')",
        system.url("console", "/acme/members"),
    )
    assert read == "refused"
    page.evaluate(
        "address => fetch(address, {method: 'POST', mode: 'no-cors', credentials: 'include', body: 'name=Owned',"
        " headers: {'content-type': 'application/x-www-form-urlencoded'}}).catch(() => 'not even an answer')",
        system.url("console", "/acme/settings/profile"),
    )
    assert system.avow("tenants", "show", "acme")["profile"]["name"] == "Acme"
    assert is_signed_in(console)


def test_a_sibling_cannot_plant_a_session(
    context: BrowserContext, system: System, attacker: Staff, victim: Staff
) -> None:
    """The `__Host-` prefix binds a cookie to its own host, so no sibling sets one for the whole domain."""
    page = trap(context, system, "<body></body>")
    page.evaluate(
        f"""for (const name of ['__Host-avow-console', '__Host-avow-auth'])
            document.cookie = `${{name}}=planted; domain={DOMAIN}; path=/; secure`"""
    )
    assert [cookie for cookie in context.cookies() if cookie.get("value") == "planted"] == []
    sign_in(context, system, victim)
    assert "planted" not in {cookie.get("value") for cookie in context.cookies()}


@pytest.mark.parametrize("host", ["console", "auth"])
def test_no_page_of_ours_can_be_framed(
    context: BrowserContext, system: System, attacker: Staff, console: Page, host: str
) -> None:
    address = system.url(host, "/acme/members" if host == "console" else "/sign-in")
    page = trap(context, system, f'<body><iframe src="{address}"></iframe></body>')
    page.wait_for_timeout(1000)
    framed = [frame for frame in page.frames if frame is not page.main_frame]
    assert framed
    assert all("Members" not in frame.content() and "Password" not in frame.content() for frame in framed)


def test_nobody_is_signed_in_as_the_attacker_unawares(
    browser: Browser, context: BrowserContext, system: System, attacker: Staff, victim: Staff
) -> None:
    """Login CSRF: neither by the sign-in form, nor by the answer to the attacker's own sign-in (RFC 9700, 4.7)."""
    page = trap(context, system, "<body></body>")
    answer = posted(page, system.url("auth", "/sign-in"), {"email": attacker.email, "password": PASSWORD, "then": ""})
    assert answer.status == 403
    own = browser.new_context(ignore_https_errors=True)
    sign_in(own, system, attacker)
    session = next(cookie for cookie in own.cookies() if cookie.get("name") == "__Host-avow-auth")
    own.close()
    authorization = moved_to(system, "console", "/sign-in", {})
    held = {"cookie": f"__Host-avow-auth={session.get('value')}"}
    code = moved_to(system, "auth", authorization.removeprefix(system.url("auth", "")), held)
    assert "code=" in code, "the attacker has a code of their own"
    answered = page.goto(code)
    assert answered is not None
    assert answered.status in (400, 403)
    assert "__Host-avow-console" not in {cookie.get("name") for cookie in context.cookies()}


def moved_to(system: System, name: str, path: str, headers: dict[str, str]) -> str:
    """Where a request of the attacker's own making is sent on to."""
    connection = HTTPConnection("127.0.0.1", system.port, timeout=20)
    connection.request("GET", path, headers={"host": f"{name}.{DOMAIN}", **headers})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.headers["location"]


@pytest.mark.parametrize(
    ("host", "more"),
    [
        ("console.avow.test.evil.example", {}),
        ("evil.example", {"x-forwarded-host": "console.avow.test"}),
        ("evil.example", {"forwarded": "host=console.avow.test"}),
    ],
)
def test_a_forged_host_reaches_nothing_of_ours(system: System, host: str, more: dict[str, str]) -> None:
    connection = HTTPConnection("127.0.0.1", system.port, timeout=20)
    connection.request("GET", "/sign-in", headers={"host": host, **more})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status == 404
    assert b"console" not in body


def test_a_forged_host_never_gets_into_a_letter(system: System, victim: Staff) -> None:
    """Links are written with the installation's own address, whatever the request said of its host."""
    connection = HTTPConnection("127.0.0.1", system.port, timeout=20)
    origin = system.url("auth", "")
    headers = {
        "host": f"auth.{DOMAIN}:{system.port}",
        "x-forwarded-host": "evil.example",
        "origin": origin,
        "content-type": "application/x-www-form-urlencoded",
    }
    connection.request("POST", "/recovery", urlencode({"email": victim.email}), headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status in (200, 303)
    letters = "".join(file.read_text(errors="replace") for file in (system.data / "mail").rglob("*") if file.is_file())
    assert "evil.example" not in letters
