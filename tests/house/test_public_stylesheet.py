"""The public stylesheet is usable on Safari 12 and Chrome 80: younger things stand where these can skip them."""

import re
from pathlib import Path

import pytest

from infra.local.assets import squeeze

CSS = Path(__file__).parents[2] / "frontend" / "static" / "css"
SHEETS = sorted(file for file in CSS.glob("*.css") if file.name not in ("public.css", "console.css"))

YOUNGER = (
    *(r"@layer", r"@container", r"@property", r"@scope", r"&"),
    *(r":is\(", r":where\(", r":has\(", r":focus-visible", r":focus-within", r":not\([^)]*,"),
    *(r"oklch\(", r"color-mix\(", r"light-dark\(", r"\bclamp\(", r"\bmin\(", r"\bmax\("),
    *(r"\binset\b", r"aspect-ratio", r"\b(?:margin|padding)-(?:inline|block)\b", r"[0-9](?:dvh|svh|lvh)"),
    *(r"(?<![a-z-])gap:", r"row-gap", r"accent-color", r"place-items"),
)


def without_supports(css: str) -> str:
    """The sheet as a browser reads it that knows no @supports condition of ours."""
    return re.sub(r"@supports[^{]*\{(?:[^{}]*\{[^{}]*\})*\}", "", css)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_nothing_younger_stands_in_the_open(sheet: Path) -> None:
    css = re.sub(r'"[^"]*"', '""', without_supports(squeeze(sheet.read_text())))
    assert [found for found in YOUNGER if re.search(found, css)] == []


def test_every_component_is_part_of_the_sheet() -> None:
    imported = re.findall(r'@import "([a-z-]+\.css)"', (CSS / "public.css").read_text())
    assert sorted(imported) == [sheet.name for sheet in SHEETS]


def test_every_colour_outside_the_tokens_is_a_token() -> None:
    free = {"tokens.css", "demonstration.css", "print.css"}  # defaults; outside the theme; paper
    coloured = {sheet.name for sheet in SHEETS if re.search(r"#[0-9a-f]{3,6}\b", squeeze(sheet.read_text()))}
    assert coloured <= free
