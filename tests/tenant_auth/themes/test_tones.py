"""No choice of colour makes a center hard to read."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from services.tenant_auth.themes.theme import Tint
from services.tenant_auth.themes.tones import Tones, contrast, tones

pytestmark = pytest.mark.slow

HEX = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")
GROUNDS = ("paper", "surface", "wash")


def pairs(these: Tones, *fronts: str, on: tuple[str, ...] = GROUNDS) -> list[tuple[str, str, float]]:
    return [(front, back, contrast(getattr(these, front), getattr(these, back))) for front in fronts for back in on]


@settings(deadline=None)  # the colour library is imported in the first round
@given(colour=HEX, tint=st.sampled_from(Tint), dark=st.booleans())
@example(colour="#ff00c8", tint=Tint.COOL, dark=False)
@example(colour="#ff00c8", tint=Tint.BRAND, dark=True)
@example(colour="#f7f3e8", tint=Tint.BRAND, dark=False)
@example(colour="#f7f3e8", tint=Tint.WARM, dark=True)
@example(colour="#ffff00", tint=Tint.BRAND, dark=False)
@example(colour="#000000", tint=Tint.BRAND, dark=True)
def test_text_and_interface_stand_out_whatever_the_brand(colour: str, tint: Tint, *, dark: bool) -> None:
    these = tones(colour, tint, dark=dark)
    text = [
        *pairs(these, "ink", "muted", "link"),
        *pairs(these, "ink", "muted", on=("inserted", "deleted")),
        *pairs(these, "on_band", on=("band",)),
    ]
    assert [pair for pair in text if pair[2] < 4.5] == []
    assert [pair for pair in pairs(these, "accent", "edge") if pair[2] < 3] == []
    assert [pair for pair in pairs(these, "ink") if pair[2] < 7] == []


@settings(deadline=None)
@given(colour=HEX)
def test_the_brands_own_colour_is_kept_for_large_areas_in_the_light(colour: str) -> None:
    assert tones(colour, Tint.NEUTRAL).band == colour


@pytest.mark.parametrize("colour", ["#7a1f2b", "#0b5d4e", "#3056d3"])
def test_a_colour_that_can_be_read_is_not_touched(colour: str) -> None:
    assert tones(colour, Tint.NEUTRAL).link == colour


def test_in_the_dark_no_large_area_is_bright() -> None:
    assert contrast(tones("#f7f3e8", Tint.BRAND, dark=True).band, "#000000") < 5


def test_the_same_colour_gives_the_same_tones() -> None:
    assert tones("#ff00c8", Tint.WARM) == tones("#FF00C8", Tint.WARM)


def test_contrast_is_as_wcag_defines_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
