"""docs/asvs.md says of every requirement whether it is met and where; what it names is there."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STANDARD = ROOT.parent / "shared" / "standards" / "asvs" / "asvs-5.0.0.flat.json"
CHAPTERS = {"V6", "V7", "V8", "V9", "V10"}
STATES = ("met", "not met", "does not apply")
_ROW = re.compile(r"^\| (V\d+\.\d+\.\d+) \| (.+?) \| (.+?) \| (.+) \|$", re.MULTILINE)
ROWS: list[tuple[str, str, str, str]] = _ROW.findall((ROOT / "docs" / "asvs.md").read_text())
PAGES = (ROOT / "docs" / "asvs.md", ROOT / "docs" / "signing-in.md")
_NAMED = re.compile(r"`((?:docs|services|shared|frontend|tests|infra)/[\w./-]+)(?:::(\w+))?`")


def wanted() -> set[str]:
    """The requirements of levels 1 and 2; the standard lies beside the repository where we work on it."""
    if not STANDARD.exists():
        pytest.skip("OWASP ASVS 5.0 is not at hand: ../shared/standards/asvs/asvs-5.0.0.flat.json")
    known = json.loads(STANDARD.read_text())["requirements"]
    return {each["req_id"] for each in known if each["chapter_id"] in CHAPTERS and int(each["L"]) <= 2}


def test_every_requirement_stands_in_the_table_once() -> None:
    assert Counter(row[0] for row in ROWS) == Counter(wanted())


def test_each_is_met_or_not_or_does_not_apply_and_the_page_counts_right() -> None:
    counted = Counter(row[2] for row in ROWS)
    assert set(counted) <= set(STATES)
    said = ", ".join(f"{counted[state]} {state}" for state in STATES)
    assert said in PAGES[0].read_text()


@pytest.mark.parametrize("row", [row for row in ROWS if row[2] == "met"], ids=lambda row: row[0])
def test_what_is_met_says_where(row: tuple[str, str, str, str]) -> None:
    assert _NAMED.search(row[3]), "names a file of ours"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_and_test_that_is_named_is_there(page: Path) -> None:
    named = _NAMED.findall(page.read_text())
    assert named
    for file, test in named:
        assert (ROOT / file).exists(), file
        if test:
            assert re.search(rf"def {test}\b", (ROOT / file).read_text()), f"{file}::{test}"
