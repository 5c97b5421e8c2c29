"""French as it is set in print: ’ for elision, no plain space where a line must not break."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from babel.messages.pofile import read_po

from shared.i18n import CATALOGUES

LOCAL = Path(__file__).parents[2] / "infra" / "local"
FILES = sorted(file for ending in ("fr.md", "*.yaml") for file in LOCAL.rglob(ending))
# a narrow no-break space before ; ! ? and a whole one before : and within « »
WRONG = re.compile("\\w'\\w|[^\u202f\\W][;!?](?=\\s|$)|[ \u00a0][;!?]|[^\u00a0] ?:(?=\\s|$)|«[^\u00a0]|[^\u00a0]»")


def french(value: Any, key: str = "") -> Iterator[str]:
    """What stands under `fr` in plain values."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from french(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from french(inner, key)
    elif isinstance(value, str) and key == "fr":
        yield value


def lines(file: Path) -> list[str]:
    if file.suffix == ".yaml":
        return list(french(yaml.safe_load(file.read_text())))
    return [line for line in file.read_text().splitlines() if not line.startswith(":::")]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(LOCAL)))
def test_texts_of_the_demonstration_and_of_the_operator(file: Path) -> None:
    assert [line for line in lines(file) if WRONG.search(line)] == []


@pytest.mark.parametrize("domain", ["messages", "facts"])
def test_catalogues(domain: str) -> None:
    with (CATALOGUES / "fr" / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        catalogue = read_po(file, locale="fr")
    said = [form for entry in catalogue if entry.id for form in _forms(entry.string)]
    assert len(said) > 100
    assert [form for form in said if WRONG.search(form)] == []


def _forms(string: Any) -> list[str]:
    return [str(form) for form in string] if isinstance(string, (list, tuple)) else [str(string or "")]
