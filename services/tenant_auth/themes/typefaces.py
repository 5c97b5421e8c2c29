"""The faces a theme may wear: font stacks and the bundled files behind them."""

from dataclasses import dataclass

from services.tenant_auth.themes.theme import Fonts

_SANS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'
_SERIF = '"Iowan Old Style", "Palatino Linotype", Palatino, "Book Antiqua", Georgia, serif'
_SLAB = 'Georgia, "Times New Roman", serif'


@dataclass(frozen=True, slots=True)
class File:
    """One font file as `infra.local.assets` names it."""

    family: str
    weight: int
    asset: str


@dataclass(frozen=True, slots=True)
class Typeface:
    """Text and heading stacks; `size` evens out faces that look small at the same number, `bold` is their bold."""

    text: str
    heading: str
    files: tuple[File, ...] = ()
    size: str = "1.125rem"
    bold: int = 700
    heading_weight: int = 700


def _face(family: str, name: str, *weights: int) -> tuple[File, ...]:
    return tuple(File(family, weight, f"{name}-{weight}.woff2") for weight in weights)


TYPEFACES = {
    Fonts.SYSTEM: Typeface(_SANS, _SANS),
    Fonts.SYSTEM_SERIF: Typeface(_SERIF, _SERIF),
    Fonts.GELASIO: Typeface(
        f"Gelasio, {_SLAB}",
        f"Gelasio, {_SLAB}",
        _face("Gelasio", "gelasio", 400, 600),
        bold=600,
        heading_weight=600,
    ),
    Fonts.CRIMSON: Typeface(
        f'"Crimson Pro", {_SERIF}',
        f'"Crimson Pro", {_SERIF}',
        _face("Crimson Pro", "crimson-pro", 400, 600),
        size="1.3125rem",
        bold=600,
        heading_weight=600,
    ),
    Fonts.ATKINSON: Typeface(
        f'"Atkinson Hyperlegible", {_SANS}',
        f'"Atkinson Hyperlegible", {_SANS}',
        _face("Atkinson Hyperlegible", "atkinson-hyperlegible", 400, 700),
    ),
    Fonts.HANKEN: Typeface(
        f'"Hanken Grotesk", {_SANS}',
        f'"Hanken Grotesk", {_SANS}',
        _face("Hanken Grotesk", "hanken-grotesk", 400, 600),
        bold=600,
        heading_weight=600,
    ),
    Fonts.CRIMSON_OVER_SYSTEM: Typeface(
        _SANS,
        f'"Crimson Pro", {_SERIF}',
        _face("Crimson Pro", "crimson-pro", 600),
        heading_weight=600,
    ),
    Fonts.HANKEN_OVER_SERIF: Typeface(
        _SERIF,
        f'"Hanken Grotesk", {_SANS}',
        _face("Hanken Grotesk", "hanken-grotesk", 600),
        heading_weight=600,
    ),
}
