"""Five sample centers: a long French text, a Dutch one, an almost empty tenant, a garish colour and a pale one."""

from services.tenant_auth.themes.theme import Corner, Density, Fonts, Header, Theme, Tint
from tests.support.showcase.center import Center
from tests.support.showcase.full import full
from tests.support.showcase.newcomer import newcomer
from tests.support.showcase.texts import sample
from tests.support.showcase.wording import DUTCH, FRENCH


def centers() -> tuple[Center, ...]:
    french, dutch = sample("confidentialite.fr.md"), sample("privacy.nl.md")
    return (
        full(
            "perspective",
            "fr",
            FRENCH,
            french,
            Theme("#7a1f2b", Tint.WARM, Fonts.CRIMSON, Corner.SQUARE, Density.AIRY, Header.RULE),
        ),
        full(
            "vergaderpunt",
            "nl",
            DUTCH,
            dutch,
            Theme("#0b5d4e", Tint.NEUTRAL, Fonts.HANKEN, Corner.ROUND, Density.REGULAR, Header.BAND),
        ),
        full(
            "neon",
            "fr",
            FRENCH,
            french,
            Theme("#ff00c8", Tint.COOL, Fonts.ATKINSON, Corner.ROUND, Density.COMPACT, Header.BAND),
        ),
        full(
            "craie",
            "fr",
            FRENCH,
            french,
            Theme("#f7f3e8", Tint.BRAND, Fonts.GELASIO, Corner.SQUARE, Density.REGULAR, Header.BAND),
        ),
        newcomer("newcomer", Theme("#3056d3", Tint.BRAND, Fonts.SYSTEM, Corner.SOFT, Density.REGULAR, Header.PLAIN)),
    )
