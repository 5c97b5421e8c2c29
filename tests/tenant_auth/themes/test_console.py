"""Dressing the center: the true page in an unsaved theme, on the tenant's own host, framed by the console alone."""

import re
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest
from PIL import Image

from services.tenant_auth.members.roles import Role
from services.tenant_auth.tenants.tenant import Profile
from services.tenant_auth.themes.contrast import shades
from services.tenant_auth.themes.preview import ThemePreview, make_preview
from services.tenant_auth.themes.theme import Theme, Tint
from shared.sites import Page, Sites
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.asking import from_edge
from tests.support.staff import Staff, company_of, staff_at

pytestmark = pytest.mark.slow

CHOICES = {
    "colour": "#ff00c8",
    "tint": "warm",
    "fonts": "gelasio",
    "corner": "round",
    "density": "airy",
    "header": "band",
}
HOME = b'<!doctype html><html><head>\n<link rel="stylesheet" href="/theme.css"></head><body>The true page</body></html>'


async def published(staff: Staff) -> None:
    page = Page(HOME, "text/html; charset=utf-8", language="fr")
    await Sites.of(staff.settings).publish(staff.tenant, "policy_hosting", {"/fr/": page}, revision=1)


async def framed(staff: Staff, page: str) -> httpx2.Response:
    """What the frame in this page shows."""
    (src,) = re.findall(r'<iframe class="preview" sandbox="allow-same-origin" src="([^"]+)"', page)
    assert urlsplit(src).hostname == f"{staff.slug}.localhost"
    async with staff_at(staff) as client:
        return await client.get(urlsplit(src).path, headers=from_edge(staff.tenant))


async def sent(staff: Staff, path: str, *roles: Role, **more: Any) -> httpx2.Response:
    async with staff_at(staff) as client:
        return await client.post(
            f"/{staff.slug}/settings/theme{path}", data=CHOICES, headers=staff.here(*roles), **more
        )


async def worn(staff: Staff) -> Theme:
    async with unit_of_work(staff.tenant):
        return (await Profile.here()).own_theme()


async def test_an_unsaved_theme_is_seen_on_the_true_page_and_worn_by_nobody(staff: Staff) -> None:
    await published(staff)
    answer = await sent(staff, "/preview")
    assert "Not saved yet" in answer.text
    frame = await framed(staff, answer.text)
    assert "The true page" in frame.text
    (sheet,) = re.findall(r'href="(/preview/theme/[^"]+/theme.css)"', frame.text)
    async with staff_at(staff) as client:
        css = await client.get(sheet, headers=from_edge(staff.tenant))
    assert css.headers["content-type"].startswith("text/css")
    assert "--band:#ff00c8" in css.text
    assert await worn(staff) == Theme()


async def test_the_console_alone_may_frame_it_and_nobody_keeps_it(staff: Staff) -> None:
    await published(staff)
    frame = await framed(staff, (await sent(staff, "/preview")).text)
    policy = frame.headers["content-security-policy"]
    assert f"frame-ancestors {staff.settings.console}" in policy
    assert "script-src" not in policy
    assert frame.headers["cache-control"] == "no-store"
    assert frame.headers["x-robots-tag"] == "noindex"


async def test_another_tenants_preview_and_one_that_is_over_are_missing(staff: Staff) -> None:
    await published(staff)
    other = await company_of("Globex", staff)
    async with unit_of_work(staff.tenant):
        token = await make_preview(Theme())
    async with staff_at(staff) as client:
        path = f"/preview/theme/{token}"
        assert (await client.get(path, headers=from_edge(staff.tenant))).status_code == 200
        assert (await client.get(path, headers=from_edge(other.tenant))).status_code == 404
        assert (await client.get(f"{path}x", headers=from_edge(staff.tenant))).status_code == 404
        async with unit_of_work(staff.tenant):
            await ThemePreview.all().update(expires_at=datetime(2020, 1, 1, tzinfo=UTC))
        for sheet in ("", "/theme.css"):
            assert (await client.get(path + sheet, headers=from_edge(staff.tenant))).status_code == 404


async def test_a_saved_theme_is_worn_with_its_logo(staff: Staff) -> None:
    logo = BytesIO()
    Image.new("RGBA", (40, 20), "red").save(logo, "PNG")
    answer = await sent(staff, "", files={"logo_light": ("logo.png", logo.getvalue(), "image/png")})
    assert answer.headers["location"] == f"/{staff.slug}/settings/theme?done=saved"
    async with staff_at(staff) as client:
        after = await client.get(answer.headers["location"], headers=staff.here())
    assert "Saved. The center wears it within seconds." in after.text
    theme = await worn(staff)
    assert (theme.colour, theme.tint, str(theme.fonts)) == ("#ff00c8", Tint.WARM, "gelasio")
    assert theme.logo is not None
    assert (theme.logo.width, theme.logo.height) == (40, 20)


async def test_a_wrong_colour_or_logo_is_said_at_its_field_and_nothing_is_worn(staff: Staff) -> None:
    async with staff_at(staff) as client:
        sent_to = f"/{staff.slug}/settings/theme"
        red = await client.post(sent_to, data=CHOICES | {"colour": "red;}"}, headers=staff.here())
    assert red.status_code == 422
    assert 'href="#colour"' in red.text
    svg = await sent(staff, "", files={"logo_light": ("logo.svg", b"<svg onload=alert(1)>", "image/svg+xml")})
    assert svg.status_code == 422
    assert 'href="#logo_light"' in svg.text
    assert await worn(staff) == Theme()


async def test_who_may_not_dress_the_center_sees_how_it_looks(staff: Staff) -> None:
    await published(staff)
    async with staff_at(staff) as client:
        page = await client.get(f"/{staff.slug}/settings/theme", headers=staff.here(Role.AUDITOR))
    assert page.status_code == 200
    assert ">Save<" not in page.text
    assert "The true page" in (await framed(staff, page.text)).text
    assert (await sent(staff, "", Role.AUDITOR)).status_code == 403


@pytest.mark.parametrize("colour", ["#ff00c8", "#f7f3e8", "#000000", "#ffffff", "#ffee00"])
def test_whatever_the_colour_the_page_tells_no_ratio_that_is_too_little(colour: str) -> None:
    for shade in shades(Theme(colour=colour)):
        assert all(pair.enough for pair in shade.pairs)
