"""What became of a brand's colour, in words and ratios: which tones can be read on which ground."""

from dataclasses import dataclass

from services.tenant_auth.themes.theme import Theme
from services.tenant_auth.themes.tones import INTERFACE, TEXT, Tones, contrast, tones
from shared.phrase import phrase


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A tone on its ground."""

    what: str
    tone: str
    ground: str
    needed: float

    @property
    def ratio(self) -> float:
        """Rounded down, so that no page promises more than there is."""
        return int(contrast(self.tone, self.ground) * 10) / 10

    @property
    def enough(self) -> bool:
        return contrast(self.tone, self.ground) >= self.needed


@dataclass(frozen=True, kw_only=True)
class Shade:
    """The tones on light or on dark paper; `kept`: links wear the brand's colour itself."""

    dark: bool
    pairs: tuple[Pair, ...]
    link: str
    kept: bool


def shades(theme: Theme) -> tuple[Shade, Shade]:
    """Light, then dark."""
    return _shade(theme, dark=False), _shade(theme, dark=True)


def _shade(theme: Theme, *, dark: bool) -> Shade:
    these = tones(theme.colour, theme.tint, dark=dark)
    return Shade(dark=dark, pairs=_pairs(these), link=these.link, kept=these.link == theme.colour.lower())


def _pairs(these: Tones) -> tuple[Pair, ...]:
    return (
        Pair(what=phrase("Text"), tone=these.ink, ground=these.paper, needed=TEXT),
        Pair(what=phrase("Quiet text"), tone=these.muted, ground=these.paper, needed=TEXT),
        Pair(what=phrase("Links"), tone=these.link, ground=these.paper, needed=TEXT),
        Pair(what=phrase("Text on the colour"), tone=these.on_band, ground=these.band, needed=TEXT),
        Pair(what=phrase("Marks and edges"), tone=these.accent, ground=these.paper, needed=INTERFACE),
    )
