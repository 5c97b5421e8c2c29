"""A theme takes a few choices and nothing that could reach further."""

import pytest

from services.tenant_auth.themes.theme import Corner, Fonts, Header, Logo, Theme, read
from shared.errors import Invalid


def test_a_theme_survives_being_written_down() -> None:
    theme = Theme(
        colour="#ff00c8",
        fonts=Fonts.CRIMSON,
        corner=Corner.ROUND,
        header=Header.BAND,
        logo=Logo("/logo/a.png", "/logo/b.png", 300, 90),
    )
    assert read(theme.record()) == theme


def test_what_is_not_chosen_is_as_it_comes() -> None:
    assert read({}) == Theme()


def test_every_wrong_field_is_named_at_once() -> None:
    with pytest.raises(Invalid) as refused:
        read({"colour": "red", "fonts": "comic", "density": 3, "logo": {"light": "/a.png"}, "css": "body{}"})
    named = {problem.field for problem in refused.value.problems}
    assert named == {"theme.colour", "theme.fonts", "theme.density", "theme.logo", "theme.css"}


@pytest.mark.parametrize(
    "path",
    [
        "https://elsewhere.example/a.png",
        "//elsewhere.example/a.png",
        '/a.png");}body{color:red',
        "/a b.png",
        "data:image/png;base64,AA",
        "",
    ],
)
def test_a_logo_comes_from_the_center_itself(path: str) -> None:
    with pytest.raises(Invalid):
        read({"logo": {"light": path, "dark": "/b.png", "width": 100, "height": 40}})


@pytest.mark.parametrize("size", [0, -1, 801, True, "40"])
def test_a_logo_has_a_size_in_bounds(size: object) -> None:
    with pytest.raises(Invalid):
        read({"logo": {"light": "/a.png", "dark": "/b.png", "width": size, "height": 40}})
