"""The console's shell: nothing inline, every piece closed and reachable, every permission it asks for real."""

import re
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from infra.local.assets import build
from services.tenant_auth.members.roles import PERMISSIONS, Role
from shared.access.session import Caller
from shared.ids import new_id
from shared.web.templates import TEMPLATES, render
from tests.house.test_public_pages import Reader, read
from tests.support.databases import SERVICES

CSS = Path(__file__).parents[2] / "frontend" / "static" / "css"
SCRIPTS = Path(__file__).parents[2] / "frontend" / "static" / "js"
PIECES = sorted((TEMPLATES / "components" / "console").glob("*.html"))
PAGES = sorted(
    file
    for file in TEMPLATES.rglob("*.html")
    if "layouts/console.html" in file.read_text() or "layouts/account.html" in file.read_text()
)
ASKED = re.compile(r"\.can\(\"([a-z_:-]+)\"\)")


@cache
def shell(*roles: Role, slug: str = "acme") -> str:
    """The layout alone, as somebody with these roles sees it."""
    held = frozenset().union(*(PERMISSIONS[role] for role in roles))
    caller = Caller(kind="person", actor=new_id(), name="Ada <Lovelace>", slug=slug, permissions=held, tenant=new_id())
    return render(
        "layouts/console.html",
        "en",
        build(),
        caller=caller,
        slug=slug,
        company="Acme & Sons",
        path=f"/{slug}",
        query="",
        done="",
        account_url="http://auth.localhost:8000/account",
        console_url="http://console.localhost:8000",
    )


def permissions() -> set[str]:
    """Every permission of every service."""
    found = (import_module(f"services.{service}.permissions").Permission for service in SERVICES)
    return {str(each) for kind in found for each in kind}


def seen(*roles: Role, slug: str = "acme") -> Reader:
    return read(shell(*roles, slug=slug))


@pytest.mark.parametrize("file", [*PIECES, *PAGES], ids=lambda file: str(file.relative_to(TEMPLATES)))
def test_nothing_is_inline_and_every_permission_asked_for_is_one(file: Path) -> None:
    text = file.read_text()
    assert not re.search(r"<style|\bstyle=|<script(?![^>]*\bsrc=)|\son[a-z]+=\"|javascript:|hx-on", text)
    assert set(ASKED.findall(text)) <= permissions()


@pytest.mark.parametrize("slug", ["acme", ""])
def test_the_shell_is_whole(slug: str) -> None:
    page = seen(Role.OWNER, slug=slug)
    assert (page.wrong, page.open) == ([], [])
    places = page.all("id")
    assert len(places) == len(set(places))
    targets = {href[1:] for href in page.all("href") if href.startswith("#")} | set(page.all("popovertarget"))
    assert targets | set(page.all("for")) <= set(places)


def test_landmarks_a_way_past_them_and_a_place_for_what_was_done() -> None:
    html = shell(Role.OWNER)
    assert html.index('class="skip"') < html.index("<header")
    for landmark in ("<header", "<nav", "<main", 'role="search"', 'aria-live="polite"'):
        assert html.count(landmark) == 1, landmark
    assert "Ada &lt;Lovelace&gt;" in html
    assert "Acme &amp; Sons" in html


def test_everybody_is_shown_what_they_may_open_and_nothing_else() -> None:
    assert "/acme/audit" in seen(Role.AUDITOR).all("href")
    assert "/acme/audit" not in seen(Role.AGENT).all("href")
    assert "/acme/api-clients" not in seen(Role.EDITOR).all("href")
    assert {"/acme", "/acme/policies", "/acme/members", "/acme/settings"} <= set(seen(Role.AGENT).all("href"))
    assert "/acme/members" not in seen().all("href")


def test_signing_out_is_a_form_that_posts() -> None:
    assert re.search(r'<form[^>]* action="/sign-out" method="post"', shell(Role.OWNER))


def test_every_component_is_part_of_the_consoles_sheet_and_loads_nothing() -> None:
    imported = re.findall(r'@import "console/([a-z-]+\.css)"', (CSS / "console.css").read_text())
    assert sorted(imported) == sorted(file.name for file in (CSS / "console").glob("*.css"))
    assert "url(" not in "".join(file.read_text() for file in (CSS / "console").glob("*.css"))


def test_no_script_of_ours_makes_code_or_markup_of_text() -> None:
    for file in SCRIPTS.glob("*.js"):
        assert not re.search(
            r"\beval\(|new Function|innerHTML|outerHTML|document\.write|insertAdjacentHTML", file.read_text()
        )
