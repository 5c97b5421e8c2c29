"""What the choices of a theme are called, for people."""

from services.tenant_auth.themes.theme import Corner, Density, Fonts, Header, Tint
from shared.phrase import phrase

TINTS = (
    (Tint.NEUTRAL, phrase("Neutral")),
    (Tint.WARM, phrase("Warm")),
    (Tint.COOL, phrase("Cool")),
    (Tint.BRAND, phrase("A breath of the brand’s colour")),
)
FONTS = (
    (Fonts.SYSTEM, phrase("The reader’s own sans-serif")),
    (Fonts.SYSTEM_SERIF, phrase("The reader’s own serif")),
    (Fonts.GELASIO, "Gelasio"),
    (Fonts.CRIMSON, "Crimson Pro"),
    (Fonts.ATKINSON, "Atkinson Hyperlegible"),
    (Fonts.HANKEN, "Hanken Grotesk"),
    (Fonts.CRIMSON_OVER_SYSTEM, phrase("Crimson Pro over the reader’s sans-serif")),
    (Fonts.HANKEN_OVER_SERIF, phrase("Hanken Grotesk over the reader’s serif")),
)
CORNERS = ((Corner.SQUARE, phrase("Square")), (Corner.SOFT, phrase("Soft")), (Corner.ROUND, phrase("Round")))
DENSITIES = (
    (Density.AIRY, phrase("Airy")),
    (Density.REGULAR, phrase("Regular")),
    (Density.COMPACT, phrase("Compact")),
)
HEADERS = (
    (Header.BAND, phrase("The name on a band of the colour")),
    (Header.RULE, phrase("A rule of the colour above the name")),
    (Header.PLAIN, phrase("Plain; the colour is kept for links")),
)
