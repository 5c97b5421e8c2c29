"""Languages: the same pages in each, and where a text is missing or old the reader is told."""

import re
from uuid import UUID

import pytest

from services.policy_hosting.publication.publisher import center_of
from services.policy_hosting.settings import Settings
from services.policy_hosting.versions.drafting import Given
from shared.tenancy import profile
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.factories.profile import profile_changed
from tests.support.factories.version import published
from tests.support.published import Published, rendered


def test_every_page_stands_in_every_language(pages: Published) -> None:
    paths = {
        locale: {path[3:] for path in pages.of_type("text/html") if path.startswith(f"/{locale}/")}
        for locale in ("en", "fr")
    }
    assert paths["en"] == paths["fr"]
    assert "/" in paths["en"]


def test_each_page_names_itself_and_its_siblings(pages: Published) -> None:
    for path, page in pages.of_type("text/html").items():
        html = page.body.decode()
        slug = re.search(r'canonical" href="https://(acme-[0-9a-f]+)', html)
        assert slug is not None, path
        origin = f"https://{slug[1]}.localhost"
        assert f'<link rel="canonical" href="{origin}{path}">' in html
        siblings = dict(re.findall(r'rel="alternate" hreflang="(\w+)" href="([^"]+)"', html))
        assert siblings == {locale: f"{origin}/{locale}{path[3:]}" for locale in ("en", "fr")}
        assert f'<html lang="{path[1:3]}"' in html
        assert page.language == path[1:3]


def test_a_text_not_yet_in_the_readers_language_says_so_and_bears_its_own(pages: Published) -> None:
    html = pages.html("/en/policies/cookies")
    assert "This text is not available in English yet. Here it is in French." in pages.words("/en/policies/cookies")
    assert re.search(r'<div class="prose" lang="fr">', html)
    assert '<h1 lang="fr">Cookies</h1>' in html
    assert pages.page("/en/policies/cookies").status == 200
    assert "not available" not in pages.words("/fr/policies/cookies")


def test_the_prevailing_language_stands_at_the_foot_of_the_others(pages: Published) -> None:
    holds = "If the languages differ, this one holds: français"
    assert holds in pages.words("/en/policies/cookies")
    assert '<a href="/fr/policies/cookies" lang="fr" hreflang="fr">français</a>' in pages.html("/en/policies/cookies")
    assert "Which language holds" not in pages.words("/en/policies/privacy")


async def test_a_translation_left_behind_is_shown_with_a_notice(tenant: UUID, hosting: Settings) -> None:
    async with unit_of_work(tenant):
        both = {"en": "# Privacy\n\nFor 90 days.\n", "fr": "# Vie privée\n\nPendant 90 jours.\n"}
        await published(Given(texts=both))
        await published(Given(texts={"en": "# Privacy\n\nFor 60 days.\n"}), keep_stale=True)
        center = await center_of(tenant, hosting)
    assert center is not None
    pages = rendered(center)
    french = pages.words("/fr/policies/privacy")
    assert "Pendant 90 jours." in french
    assert "English" in french
    stale = '<a href="/en/policies/privacy" lang="en" hreflang="en">English</a></p>'
    assert stale in pages.html("/fr/policies/privacy")
    assert stale not in pages.html("/en/policies/privacy")


async def test_anchors_are_the_same_in_all_languages(tenant: UUID, hosting: Settings) -> None:
    async with unit_of_work(tenant):
        texts = {"en": "# Privacy\n\n## Your rights\n\nAll.\n", "fr": "# Vie privée\n\n## Vos droits\n\nTous.\n"}
        await published(Given(texts=texts))
        center = await center_of(tenant, hosting)
    assert center is not None
    pages = rendered(center)
    for locale in ("en", "fr"):
        html = pages.html(f"/{locale}/policies/privacy")
        assert 'id="your-rights"' in html
        assert 'href="#your-rights"' in html


def test_no_link_leads_nowhere(pages: Published) -> None:
    known = set(pages.rendered.entries) | {"/theme.css", "/icon.svg"}
    for path, links in pages.links().items():
        lost = {link for link in links - known if not re.search(r"^/static/|/on$|\.pdf$", link)}
        assert not lost, path


@pytest.mark.parametrize(("status", "locale"), [(404, "en"), (404, "fr"), (503, "en"), (503, "fr")])
def test_whoever_goes_astray_is_told_in_the_tenants_design(pages: Published, status: int, locale: str) -> None:
    page = pages.rendered.errors[f"{status}/{locale}"]
    html = page.body.decode()
    assert (page.status, f'<html lang="{locale}"' in html, "Acme" in html) == (status, True, True)
    assert '<meta name="robots" content="noindex">' in html
    assert "canonical" not in html


async def test_the_tenants_words_are_never_markup(tenant: UUID, hosting: Settings) -> None:
    async with unit_of_work(tenant):
        await profile.copy(profile_changed(tenant, 2, name="<script>alert(1)</script>", legal_entity='"><img src=x>'))
        await published(
            Given(texts={"en": "# A & <b>\n\n## B\n\nC\n".replace("<b>", "“b”")}, summary={"en": "<i>x</i>"})
        )
        center = await center_of(tenant, hosting)
    assert center is not None
    for path, page in rendered(center).of_type("text/html").items():
        assert b"<script" not in page.body, path
        assert b"<img" not in page.body, path
        assert b"<i>x" not in page.body, path
