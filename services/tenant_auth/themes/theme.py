"""A tenant's theme: the few choices a brand may make, checked when they are read."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, TypeVar

from shared.errors import Invalid, Problem
from shared.phrase import phrase

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_ADDRESS = re.compile(r"/[A-Za-z0-9._/-]{1,200}")
_TALLEST, _WIDEST = 200, 800


class Tint(StrEnum):
    """What the greys lean to."""

    NEUTRAL = "neutral"
    WARM = "warm"
    COOL = "cool"
    BRAND = "brand"


class Fonts(StrEnum):
    """A pair of faces: the reader's own, or bundled open fonts (two files at most)."""

    SYSTEM = "system"
    SYSTEM_SERIF = "system-serif"
    GELASIO = "gelasio"
    CRIMSON = "crimson"
    ATKINSON = "atkinson"
    HANKEN = "hanken"
    CRIMSON_OVER_SYSTEM = "crimson-over-system"
    HANKEN_OVER_SERIF = "hanken-over-serif"


class Corner(StrEnum):
    SQUARE = "square"
    SOFT = "soft"
    ROUND = "round"


class Density(StrEnum):
    """How much room the page takes between things; the size of the text is never part of it."""

    AIRY = "airy"
    REGULAR = "regular"
    COMPACT = "compact"


class Header(StrEnum):
    """The brand's colour as a band behind the name, as a rule above it, or kept to the links."""

    BAND = "band"
    RULE = "rule"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Logo:
    """A re-encoded raster image on the tenant's own host, once for light and once for dark paper."""

    light: str
    dark: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Theme:
    """The defaults are what a center wears before anybody chose."""

    colour: str = "#2b5567"
    tint: Tint = Tint.NEUTRAL
    fonts: Fonts = Fonts.SYSTEM
    corner: Corner = Corner.SOFT
    density: Density = Density.REGULAR
    header: Header = Header.RULE
    logo: Logo | None = None

    def record(self) -> dict[str, Any]:
        """What `read` takes, for JSON."""
        return asdict(self)


def read(values: Mapping[str, Any]) -> Theme:
    """A theme from plain values; raises Invalid naming every field that is wrong."""
    problems = [
        Problem(f"theme.{name}", "There is no such field.") for name in values if name not in Theme.__dataclass_fields__
    ]
    default = Theme()
    theme = Theme(
        colour=_colour(values.get("colour", default.colour), problems),
        tint=_choice(Tint, "tint", values.get("tint", default.tint), problems),
        fonts=_choice(Fonts, "fonts", values.get("fonts", default.fonts), problems),
        corner=_choice(Corner, "corner", values.get("corner", default.corner), problems),
        density=_choice(Density, "density", values.get("density", default.density), problems),
        header=_choice(Header, "header", values.get("header", default.header), problems),
        logo=_logo(values.get("logo"), problems),
    )
    if problems:
        raise Invalid("The theme cannot be used.", problems=problems)
    return theme


Choice = TypeVar("Choice", bound=StrEnum)


def _choice(kind: type[Choice], name: str, value: Any, problems: list[Problem]) -> Choice:
    if value in list(kind):
        return kind(value)
    problems.append(Problem(f"theme.{name}", phrase("Choose one of {choices}.", choices=", ".join(kind))))
    return next(iter(kind))


def _colour(value: Any, problems: list[Problem]) -> str:
    if isinstance(value, str) and _HEX.fullmatch(value):
        return value.lower()
    problems.append(Problem("theme.colour", phrase("Write a colour as # and six hexadecimal digits.")))
    return "#000000"


def _logo(value: Any, problems: list[Problem]) -> Logo | None:
    if value is None or isinstance(value, Logo):
        return value
    if isinstance(value, Mapping) and set(value) == {"light", "dark", "width", "height"}:
        logo = Logo(**value)
        if _placed(logo.light) and _placed(logo.dark) and _sized(logo):
            return logo
    problems.append(
        Problem(
            "theme.logo",
            "Give light and dark as paths on the center's own host, "
            f"width up to {_WIDEST} and height up to {_TALLEST} pixels.",
        )
    )
    return None


def _placed(path: Any) -> bool:
    """Nothing but a path of our own can reach the stylesheet: no other host, no quote, no bracket."""
    return isinstance(path, str) and bool(_ADDRESS.fullmatch(path)) and "//" not in path


def _sized(logo: Logo) -> bool:
    return (
        type(logo.width) is int
        and type(logo.height) is int
        and 0 < logo.width <= _WIDEST
        and 0 < logo.height <= _TALLEST
    )
