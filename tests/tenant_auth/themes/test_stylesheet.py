"""The theme's stylesheet: custom properties and font faces, nothing else."""

import re

import pytest

from services.tenant_auth.themes.icon import icon
from services.tenant_auth.themes.stylesheet import stylesheet
from services.tenant_auth.themes.theme import Density, Fonts, Header, Logo, Theme
from services.tenant_auth.themes.typefaces import TYPEFACES


def asset(name: str) -> str:
    return f"/static/{name}"


@pytest.mark.parametrize("fonts", Fonts)
def test_it_declares_properties_and_faces_only(fonts: Fonts) -> None:
    css = stylesheet(Theme(fonts=fonts), asset)
    rules = re.sub(r"@font-face\{[^}]*\}", "", css).replace("@media (prefers-color-scheme:dark)", "")
    assert set(re.findall(r"([^{}\s]+)\{", rules)) == {":root"}
    declared = re.findall(r":root\{([^}]*)\}", rules)
    assert all(line.startswith("--") for block in declared for line in block.split(";"))


@pytest.mark.parametrize("fonts", Fonts)
def test_words_stand_there_before_the_font_does(fonts: Fonts) -> None:
    faces = re.findall(r"@font-face\{[^}]*\}", stylesheet(Theme(fonts=fonts), asset))
    assert len(faces) == len(TYPEFACES[fonts].files) <= 2
    assert all("font-display:swap" in face for face in faces)


def test_light_and_dark_set_the_same_colours() -> None:
    light, dark = re.findall(r":root\{([^}]*)\}", stylesheet(Theme(), asset))
    names = [set(re.findall(r"(--[a-z-]+):(?:#|transparent)", block)) for block in (light, dark)]
    assert names[0] == names[1]


def test_density_never_changes_the_size_of_the_text() -> None:
    sizes = {re.search(r"--text-size:([^;]+)", stylesheet(Theme(density=each), asset))[1] for each in Density}  # type: ignore[index]
    assert sizes == {"1.125rem"}


def test_a_logo_takes_the_names_place_in_light_and_dark() -> None:
    css = stylesheet(Theme(logo=Logo("/logo/light.png", "/logo/dark.png", 440, 88)), asset)
    assert '--logo:url("/logo/light.png")' in css
    assert '--logo:url("/logo/dark.png")' in css
    assert "--logo-width:220px;--logo-height:44px" in css


def test_a_band_carries_the_brands_colour_and_a_rule_leaves_the_paper() -> None:
    assert "--header-paper:#ff00c8" in stylesheet(Theme(colour="#ff00c8", header=Header.BAND), asset)
    assert "--header-rule:#ff00c8" in stylesheet(Theme(colour="#ff00c8", header=Header.RULE), asset)


def test_the_same_theme_gives_the_same_bytes() -> None:
    assert stylesheet(Theme(), asset) == stylesheet(Theme(), asset)


def test_an_icon_shows_the_first_letter_and_nothing_that_was_typed() -> None:
    assert ">P</text>" in icon(Theme(), "«perfony»")
    assert "<script" not in icon(Theme(), "<script>")
