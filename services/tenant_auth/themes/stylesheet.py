"""The center's `/theme.css`: font faces and custom properties, nothing else; every page links to it."""

from collections.abc import Callable, Iterator
from dataclasses import asdict

from services.tenant_auth.themes.theme import Corner, Density, Header, Logo, Theme
from services.tenant_auth.themes.tones import Tones, tones
from services.tenant_auth.themes.typefaces import TYPEFACES, File

Asset = Callable[[str], str]
"""The address of a built file ("gelasio-400.woff2" → "/static/gelasio-400.<hash>.woff2")."""

_CORNERS = {Corner.SQUARE: "0", Corner.SOFT: "4px", Corner.ROUND: "12px"}
_ROOM = {Density.AIRY: "1.2", Density.REGULAR: "1", Density.COMPACT: "0.8"}
_LOGO_LINE = 44  # pixels a logo may be high in the header


def stylesheet(theme: Theme, asset: Asset) -> str:
    """The stylesheet of a theme; the same theme gives the same bytes."""
    light, dark = (tones(theme.colour, theme.tint, dark=night) for night in (False, True))
    faces = "".join(_font_face(file, asset) for file in TYPEFACES[theme.fonts].files)
    constant = {**_shape(theme), **_logo_size(theme.logo)}
    return (
        f"{faces}"
        f":root{{{_declared({**constant, **_colours(theme, light), **_logo(theme.logo, dark=False)})}}}\n"
        "@media (prefers-color-scheme:dark){:root{"
        f"{_declared({**_colours(theme, dark), **_logo(theme.logo, dark=True)})}}}}}\n"
    )


def _font_face(file: File, asset: Asset) -> str:
    # swap: the words stand there before the font does
    return (
        f'@font-face{{font-family:"{file.family}";font-weight:{file.weight};font-style:normal;'
        f'font-display:swap;src:url("{asset(file.asset)}") format("woff2")}}\n'
    )


def _shape(theme: Theme) -> dict[str, str]:
    face = TYPEFACES[theme.fonts]
    return {
        "text-font": face.text,
        "heading-font": face.heading,
        "text-size": face.size,
        "bold": str(face.bold),
        "heading-weight": str(face.heading_weight),
        "corner": _CORNERS[theme.corner],
        "room": _ROOM[theme.density],
    }


def _colours(theme: Theme, these: Tones) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in asdict(these).items()} | dict(_header(theme.header, these))


def _header(style: Header, these: Tones) -> Iterator[tuple[str, str]]:
    band = style is Header.BAND
    yield "header-paper", these.band if band else these.paper
    yield "header-ink", these.on_band if band else these.ink
    yield "header-rule", these.band if style is Header.RULE else "transparent"
    yield "header-rule-width", "8px" if style is Header.RULE else "0"
    yield "header-line", "transparent" if band else these.line


def _logo_size(logo: Logo | None) -> dict[str, str]:
    if logo is None:
        return {"logo-width": "auto", "logo-height": "auto", "logo-indent": "0"}
    shrunk = min(1.0, _LOGO_LINE / logo.height)
    return {
        "logo-width": f"{round(logo.width * shrunk)}px",
        "logo-height": f"{round(logo.height * shrunk)}px",
        "logo-indent": "-999rem",  # the name steps aside for the eye and stays for the ear
    }


def _logo(logo: Logo | None, *, dark: bool) -> dict[str, str]:
    if logo is None:
        return {"logo": "none"}
    return {"logo": f'url("{logo.dark if dark else logo.light}")'}


def _declared(properties: dict[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in properties.items())
