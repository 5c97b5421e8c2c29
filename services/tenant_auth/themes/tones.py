"""From one brand colour to a set of tones that can be read: WCAG 2.2 contrast, computed in OKLCH, written as hex."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from services.tenant_auth.themes.theme import Tint

TEXT = 4.5  # WCAG 2.2, 1.4.3
INTERFACE = 3.0  # WCAG 2.2, 1.4.11
_MARGIN = 1.03  # a little above the line, since screens and rounding differ
_COMFORT = 10.0  # running text is read for minutes
_SOFT = 5.2
_PALE = 0.03  # a link in such a colour would look like grey small print; it comes near to ink instead
_BRIGHT_BAND = 0.42  # in the dark a large light area would blind


@dataclass(frozen=True, slots=True)
class Tones:
    """Colours by what they do. Text: ink, muted, link. Interface: accent, edge. Grounds: the others."""

    paper: str
    surface: str
    wash: str
    inserted: str
    deleted: str
    ink: str
    muted: str
    link: str
    accent: str
    edge: str
    line: str
    band: str
    on_band: str


@dataclass(frozen=True, slots=True)
class _Scheme:
    """Where lightness stands on light and on dark paper."""

    paper: float
    surface: float
    wash: float
    line: float
    ink: float
    change: float
    darker: bool  # text is darker than its ground


_LIGHT = _Scheme(paper=0.988, surface=0.962, wash=0.945, line=0.885, ink=0.24, change=0.94, darker=True)
_DARK = _Scheme(paper=0.195, surface=0.235, wash=0.275, line=0.34, ink=0.93, change=0.31, darker=False)

_LEANING = {Tint.NEUTRAL: (0.0, 0.0), Tint.WARM: (0.009, 85.0), Tint.COOL: (0.007, 245.0)}
_GREEN, _RED = 150.0, 25.0
_STRAIGHT = 0.04045  # below it, sRGB's curve is a straight line (IEC 61966-2-1)


def tones(colour: str, tint: Tint, *, dark: bool = False) -> Tones:
    """The tones of a brand colour on light or dark paper."""
    scheme = _DARK if dark else _LIGHT
    lightness, chroma, hue = _lch(colour)
    grey, lean = _LEANING.get(tint, (min(chroma * 0.07, 0.012), hue))
    depth = min(chroma * 0.5, 0.045 if dark else 0.022)
    paper = _hex(scheme.paper, grey, lean)
    surface = _hex(scheme.surface, grey * 1.2, lean)
    wash = _hex(scheme.wash, depth, hue)
    grounds = (paper, surface, wash)
    inserted = _hex(scheme.change, 0.05, _GREEN)
    deleted = _hex(scheme.change, 0.05, _RED)
    band = _hex(min(lightness, _BRIGHT_BAND), chroma, hue) if dark else colour.lower()

    def reach(start: float, strength: float, tone: float, against: Sequence[str], ratio: float) -> str:
        return _reach((start, strength, tone), against, ratio * _MARGIN, darker=scheme.darker)

    return Tones(
        paper=paper,
        surface=surface,
        wash=wash,
        inserted=inserted,
        deleted=deleted,
        ink=reach(scheme.ink, grey * 1.6, lean, (*grounds, inserted, deleted), _COMFORT),
        muted=reach(0.6, grey * 1.8, lean, (*grounds, inserted, deleted), _SOFT),
        link=reach(lightness, chroma, hue, grounds, TEXT if chroma > _PALE else 2 * TEXT),
        accent=reach(lightness, chroma, hue, grounds, INTERFACE),
        edge=reach(0.65, grey * 2, lean, grounds, INTERFACE),
        line=_hex(scheme.line, grey * 1.8, lean),
        band=band,
        on_band=_on(band, hue, min(chroma, 0.03)),
    )


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21, as WCAG defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _on(ground: str, hue: float, chroma: float) -> str:
    """Text on a coloured band: a tinted near-white or near-black, else whichever of white and black can be read."""
    candidates = (_hex(0.985, chroma / 3, hue), _hex(0.2, chroma, hue))
    best = max(candidates, key=lambda candidate: contrast(candidate, ground))
    if contrast(best, ground) >= TEXT * _MARGIN:
        return best
    return max(("#ffffff", "#000000"), key=lambda candidate: contrast(candidate, ground))


def _reach(start: tuple[float, float, float], grounds: Sequence[str], ratio: float, *, darker: bool) -> str:
    """The tone nearest to where it starts that stands out from every ground by the ratio."""
    lightness, chroma, hue = start
    if _stands_out(candidate := _hex(lightness, chroma, hue), grounds, ratio):
        return candidate
    near, far = lightness, 0.0 if darker else 1.0
    for _ in range(8):
        middle = (near + far) / 2
        if _stands_out(_hex(middle, chroma, hue), grounds, ratio):
            far = middle
        else:
            near = middle
    return _hex(far, chroma, hue)


def _stands_out(colour: str, grounds: Sequence[str], ratio: float) -> bool:
    return all(contrast(colour, ground) >= ratio for ground in grounds)


def _lch(colour: str) -> tuple[float, float, float]:
    lightness, chroma, hue = _color(colour).convert("oklch").coords(nans=False)
    return lightness, chroma, hue


def _hex(lightness: float, chroma: float, hue: float) -> str:
    """Hex of an OKLCH colour; what the screen cannot show loses chroma, not lightness or hue."""
    wanted = _color("oklch", [min(max(lightness, 0.0), 1.0), chroma, hue])
    fitted: str = wanted.fit("srgb", method="oklch-chroma").convert("srgb").clip().to_string(hex=True)
    return fitted


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= _STRAIGHT else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _color(*definition: Any) -> Any:
    # Imported here: it takes half a second and 19 MB, and a theme changes once a year.
    from coloraide import Color  # noqa: PLC0415

    return Color(*definition)
