"""Translations: carried over by hash, known to be stale, kept in one form."""

from uuid import UUID

import pytest

from services.policy_hosting.translations.translation import (
    LONGEST,
    Translation,
    canonical,
    hash_of,
    stale_locales,
    texts_of,
)
from services.policy_hosting.translations.writing import confirm, leave_out
from services.policy_hosting.versions.announcing import announce
from services.policy_hosting.versions.drafting import Given
from services.policy_hosting.versions.state import Change, State
from services.policy_hosting.versions.version import Version
from shared.errors import Conflict, Invalid, Missing
from shared.tenancy.unit_of_work import unit_of_work
from tests.support.factories.version import ADA, approved, given, published

BOTH = Given(texts={"en": "# Privacy\n\nWe keep calls.\n", "fr": "# Vie privée\n\nNous gardons les appels.\n"})


async def texts(version: Version) -> dict[str, Translation]:
    return (await texts_of([version.id]))[version.id]


async def test_an_editorial_version_carries_the_other_languages_over_by_hash(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        first = (await published(BOTH)).version
        second = (await published(Given(texts={"fr": "# Vie privée\n\nMieux.\n"}), change=Change.EDITORIAL)).version
        before, after = await texts(first), await texts(second)
    assert after["en"].text_hash == before["en"].text_hash
    assert (after["en"].carried_from, after["fr"].carried_from) == (first.id, None)
    assert stale_locales(after, "en") == []


async def test_a_better_word_in_the_prevailing_text_makes_no_translation_stale(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        await published(BOTH)
        second = (await published(Given(texts={"en": "# Privacy\n\nBetter.\n"}), change=Change.EDITORIAL)).version
        third = (await published(Given(texts={"en": "# Privacy\n\nBest.\n"}), change=Change.EDITORIAL)).version
        assert second.state is State.SUPERSEDED or second.id != third.id
        assert stale_locales(await texts(third), "en") == []
        assert set(await texts(third)) == {"en", "fr"}


async def test_a_material_change_leaves_the_older_translation_out(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        await published(BOTH)
        done = await published(given(180))
        assert done.left_out == ("fr",)
        assert set(await texts(done.version)) == {"en"}


async def test_or_keeps_it_and_knows_that_it_is_stale(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        await published(BOTH)
        done = await published(given(180), keep_stale=True)
        assert stale_locales(await texts(done.version), "en") == ["fr"]
        better = await published(given(181), change=Change.EDITORIAL, keep_stale=True)
        assert stale_locales(await texts(better.version), "en") == ["fr"]  # a better word does not make it fresh


async def test_a_stale_translation_is_not_announced_unless_somebody_has_looked(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        document = (await published(BOTH)).document
        version = await approved(document, given(180))
        with pytest.raises(Conflict) as refusal:
            await announce(version, ADA)
        assert [problem.field for problem in refusal.value.problems] == ["texts.fr"]
        await confirm(version.id, "fr", prevailing="en")
        await announce(version, ADA)
        assert version.state is State.IN_FORCE


async def test_confirming_what_is_not_there_is_refused(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        version = (await published()).version
        with pytest.raises(Missing, match=r"texts\.fr"):
            await confirm(version.id, "fr", prevailing="en")
        await leave_out(version.id, "en")
        with pytest.raises(Conflict, match="prevailing"):
            await confirm(version.id, "en", prevailing="en")


async def test_a_language_can_be_added_without_changing_anything_else(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        await published()
        done = await published(Given(texts={"fr": "# Vie privée\n\nNous gardons les appels 90 jours.\n"}))
        assert (done.version.change, done.version.state) == (Change.EDITORIAL, State.IN_FORCE)
        assert stale_locales(await texts(done.version), "en") == []


async def test_a_version_needs_its_prevailing_text(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        document = (await published()).document
        version = await approved(document, given(180))
        await leave_out(version.id, "en")
        with pytest.raises(Invalid, match=r"texts\.en: the prevailing text is missing"):
            await announce(version, ADA)


async def test_a_language_the_tenant_has_not_is_refused(tenant: UUID) -> None:
    async with unit_of_work(tenant):
        await published()
        with pytest.raises(Invalid, match=r"texts\.nl"):
            await published(Given(texts={"nl": "# Privacy\n"}))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("# Hello\n\n<script>alert(1)</script>\n", "line 3"),
        ("# Hello\n\n[click](javascript:alert(1))\n", "javascript"),
        ("# Hello\n\n:::no-such-thing\n", "no-such-thing"),
        ("   \n", "is empty"),
        ("# Hello\n\nbad \x00 byte\n", "line 3 holds an invisible control character"),
        ("a" * (LONGEST + 1), "longer than"),
    ],
)
async def test_a_text_that_cannot_be_shown_is_refused_with_its_language_and_place(
    tenant: UUID, text: str, reason: str
) -> None:
    with pytest.raises(Invalid, match=r"texts\.en") as refusal:
        async with unit_of_work(tenant):
            await published(Given(texts={"en": text}))
    assert reason in refusal.value.message
    async with unit_of_work(tenant):
        assert await Version.all().count() == 0


def test_one_text_has_one_hash_however_it_was_typed() -> None:
    composed, typed = "Vie privée\n", "\ufeff\r\n\nVie prive\u0301e\r\n\r\n"
    assert canonical(typed) == composed
    assert hash_of(canonical(typed)) == hash_of(composed)


def test_a_line_break_in_an_address_stays() -> None:
    assert canonical("1 rue X  \nParis\n") == "1 rue X  \nParis\n"
