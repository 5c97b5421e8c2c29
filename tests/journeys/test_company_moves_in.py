"""A company signs itself up, and all that its first day holds, in Chromium: from the form to its first policy."""

import json
import re
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support.system import System, running_system, until
from tests.support.visitor import chromium

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SLUG = "moving-in"
OWNER, COLLEAGUE = "ada@moving-in.example", "grace@moving-in.example"
PASSWORD = "five kind words in a row"
POLICY = """# Privacy notice

## What we keep

We keep your name and your address to send you what you ordered.

## How long

Three years after your last order.
"""
POLITIQUE = """# Politique de confidentialité

## Ce que nous conservons

Nous conservons votre nom et votre adresse pour vous envoyer ce que vous avez commandé.

## Combien de temps

Trois ans après votre dernière commande.
"""


@pytest.fixture(scope="module")
def system() -> Iterator[System]:
    with running_system(demonstration=False) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


def test_a_company_moves_in(system: System, browser: Browser) -> None:
    owner = a_browser(browser)
    page = owner.new_page()
    sign_up(page, system)
    the_public_is_told_that_nobody_confirmed_it(browser, system)
    add_a_passkey(owner, page, system)
    sign_in_with_it(page, system)
    invite(page, system)
    colleague = a_browser(browser)
    accept(colleague.new_page(), system)
    change_the_theme(page, system)
    let_people_approve_their_own_work(page, system)
    write_and_publish(page, system)
    readers_have_it_in_two_languages(browser, system)
    system.avow("tenants", "approve", SLUG)
    the_mark_is_gone(browser, system)
    everything_is_in_the_audit_log(page, system)


def a_browser(browser: Browser) -> BrowserContext:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(20_000)
    return context


def sign_up(page: Page, system: System) -> None:
    page.goto(system.url("auth", "/sign-up"))
    page.get_by_label("Your e-mail address at work").fill(OWNER)
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    page.goto(link_in(system, OWNER))
    page.get_by_label("Your name").fill("Ada Lovelace")
    page.get_by_label("A password").fill(PASSWORD)
    page.get_by_label("Name of the company").fill(SLUG.replace("-", " ").title())
    page.get_by_label("Address of the center").fill(SLUG)
    page.get_by_label("Country of the company").select_option("FR")
    page.get_by_label("français").check()
    page.get_by_label("English").check()
    page.get_by_label("I may speak for the company").check()
    page.get_by_role("button", name="Open the center").click()
    page.wait_for_url(system.url("console", f"/{SLUG}"))
    expect(page.get_by_role("heading", name="What needs you today")).to_be_visible()


def the_public_is_told_that_nobody_confirmed_it(browser: Browser, system: System) -> None:
    until(lambda: system.get(SLUG, "/en/").status_code == 200)
    visitor = a_browser(browser).new_page()
    visitor.goto(system.url(SLUG, "/en/"))
    expect(visitor.get_by_text("not yet confirmed").first).to_be_visible()
    assert visitor.locator('meta[name="robots"]').get_attribute("content") == "noindex"
    assert visitor.locator("form").count() == 0
    visitor.context.close()


def add_a_passkey(context: BrowserContext, page: Page, system: System) -> None:
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    page.goto(system.url("auth", "/account/passkeys"))
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()


def sign_in_with_it(page: Page, system: System) -> None:
    """Signing out leads to the sign-in page, which offers passkeys by itself; this device says yes at once."""
    page.goto(system.url("console", f"/{SLUG}"))
    page.get_by_role("button", name=re.compile("Ada Lovelace")).click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(system.url("console", "/"))
    page.goto(system.url("console", f"/{SLUG}/members"))
    expect(page.get_by_role("heading", name="Members")).to_be_visible()


def invite(page: Page, system: System) -> None:
    page.goto(system.url("console", f"/{SLUG}/invitations"))
    page.get_by_label("E-mail address").fill(COLLEAGUE)
    page.get_by_label(re.compile("^Agent")).check()
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_text("The invitation is on its way.").first).to_be_visible()


def accept(page: Page, system: System) -> None:
    page.goto(link_in(system, COLLEAGUE))
    page.get_by_label("Your name").fill("Grace Hopper")
    page.get_by_label("A password").fill(PASSWORD)
    page.get_by_role("button", name=re.compile("Accept|Join")).click()
    page.wait_for_url(system.url("console", f"/{SLUG}"))
    navigation = page.get_by_role("navigation").first
    expect(navigation.get_by_role("link", name="Policies")).to_be_visible()
    assert navigation.get_by_role("link", name="API clients").count() == 0
    answer = page.goto(system.url("console", f"/{SLUG}/audit"))
    assert answer is not None
    assert answer.status == 403
    page.context.close()


def change_the_theme(page: Page, system: System) -> None:
    before = system.get(SLUG, "/theme.css").content
    page.goto(system.url("console", f"/{SLUG}/settings/theme"))
    page.get_by_label("Brand colour").fill("#b3005e")
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    assert system.get(SLUG, "/theme.css").content == before
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.").first).to_be_visible()
    until(lambda: b"#b3005e" in system.get(SLUG, "/theme.css").content.lower(), 10)


def let_people_approve_their_own_work(page: Page, system: System) -> None:
    """With a second member two pairs of eyes are asked for, until the company chooses otherwise."""
    page.goto(system.url("console", f"/{SLUG}/policies/approval"))
    page.get_by_role("radio", name="Yes").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Your choice is kept.").first).to_be_visible()


def write_and_publish(page: Page, system: System) -> None:
    page.goto(system.url("console", f"/{SLUG}/policies"))
    page.get_by_role("link", name="Bring your policy").first.click()
    page.get_by_label("The text").fill(POLICY)
    page.get_by_label("Markdown", exact=False).first.check()
    page.get_by_label("The language it is written in").select_option("en")
    page.get_by_role("button", name="See it as readers will").click()
    page.wait_for_url(re.compile("/policies/"))
    expect(page.frame_locator("#preview").get_by_role("heading", name="What we keep")).to_be_visible()
    page.get_by_role("link", name="français", exact=True).click()
    page.get_by_label("The text").fill(POLITIQUE)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.frame_locator("#preview").get_by_role("heading", name="Combien de temps")).to_be_visible()
    page.get_by_role("link", name="Publish", exact=True).click()
    page.get_by_role("radio", name="Now").check()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.wait_for_url(re.compile("done="))


def readers_have_it_in_two_languages(browser: Browser, system: System) -> None:
    until(lambda: "What we keep" in system.get(SLUG, "/en/policies/privacy").text, 20)
    until(lambda: "Ce que nous conservons" in system.get(SLUG, "/fr/policies/privacy").text, 20)


def the_mark_is_gone(browser: Browser, system: System) -> None:
    until(lambda: "not yet confirmed" not in system.get(SLUG, "/en/").text, 20)


def everything_is_in_the_audit_log(page: Page, system: System) -> None:
    page.goto(system.url("console", f"/{SLUG}/audit"))
    expect(page.get_by_role("cell", name="Ada Lovelace").first).to_be_visible()
    assert system.avow("audit", "verify", "--tenant", SLUG)


def link_in(system: System, address: str) -> str:
    """The link in the newest letter to this address."""
    found: list[str] = []

    def arrived() -> bool:
        found[:] = [link for letter in letters(system, address) for link in re.findall(r"https?://\S+", letter)]
        return bool(found)

    until(arrived, 30)
    return found[0]


def letters(system: System, address: str) -> list[str]:
    connection = HTTPConnection("127.0.0.1", system.port, timeout=20)
    connection.request("GET", f"/mails.json?to={address}", headers={"host": f"mail.{system.domain}"})
    heard: Any = json.loads(connection.getresponse().read())
    connection.close()
    return [json.dumps(each, ensure_ascii=False).replace("\\n", "\n") for each in heard]
