"""A person in Chromium: they sign up by the caught mail, add a passkey of a virtual device, and sign in with it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.system import System, running_system
from tests.support.visitor import Visit, chromium, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def system() -> Iterator[System]:
    with running_system(demonstration=False) as running:
        yield running


@pytest.fixture(scope="module")
def chromium_here() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


# A browser that offers no passkeys by itself, unless the address says so: then the button alone signs in.
UNOFFERED = """if (!location.search.includes('offered'))
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false)"""


def give_a_device(page: Page) -> None:
    """An authenticator of the browser's own, with a finger always on it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def signed_up(visiting: Visit, slug: str) -> Page:
    """A company of its own, and its owner at the console."""
    page = visiting.go("auth", "/sign-up")
    page.get_by_label("Your e-mail address at work").fill(f"grace@{slug}.example")
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    page.goto(link_to(visiting, f"grace@{slug}.example"))
    page.get_by_label("Your name").fill("Grace Hopper")
    page.get_by_label("A password").fill("compilers were a strange idea once")
    page.get_by_label("Name of the company").fill(slug.title())
    page.get_by_label("Address of the center").fill(slug)
    page.get_by_label("Country of the company").select_option("BE")
    page.get_by_label("I may speak for the company").check()
    page.get_by_role("button", name="Open the center").click()
    page.wait_for_url(re.compile(rf"//console\.localhost:\d+/{slug}"))
    return page


def link_to(visiting: Visit, address: str) -> str:
    """The first link in the last caught mail to this address."""
    page = visiting.context.new_page()
    for _ in range(60):
        page.goto(visiting.system.url("mail"))
        letter = page.locator(f"a:has-text('{address}'), tr:has-text('{address}') a").first
        if letter.count():
            letter.click()
            found = re.search(r"http://auth\.localhost:\d+/\S+?(?=[\"<\s])", page.content())
            assert found
            page.close()
            return found[0]
        page.wait_for_timeout(250)
    raise AssertionError("no letter came")


def test_a_passkey_is_added_and_signs_in_without_a_password(chromium_here: Browser, system: System) -> None:
    with visit(chromium_here, system) as visiting:
        page = signed_up(visiting, "globex")
        give_a_device(page)
        visiting.go("auth", "/account/passkeys")
        page.get_by_role("button", name="Add a passkey").click()
        expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
        assert page.locator("code").count() == 10
        page.get_by_role("link", name="I have kept them").click()
        expect(page.get_by_text("The passkey is ready.")).to_be_visible()

        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/signed-out")
        page.add_init_script(UNOFFERED)
        visiting.go("auth", "/sign-in?then=/account/sessions")
        page.get_by_role("button", name="Sign in with a passkey").click()
        expect(page.get_by_role("heading", name="Sessions")).to_be_visible(timeout=20_000)

        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/signed-out")
        page.goto(
            system.url("auth", "/sign-in?then=/account/sessions&offered")
        )  # the address field offers it by itself
        expect(page.get_by_role("heading", name="Sessions")).to_be_visible(timeout=20_000)
        assert visiting.said == []
