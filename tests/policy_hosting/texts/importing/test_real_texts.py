"""Five policies as companies have published them, where they are at hand."""

from pathlib import Path

import pytest

from services.policy_hosting.texts.importing.decoding import decoded
from services.policy_hosting.texts.parse import parse
from services.policy_hosting.texts.plain import plain_to_markdown
from services.policy_hosting.texts.tree import Definitions, ListBlock, Table, headings, words
from tests.support.plain_text import to_text

SEEDS = Path(__file__).parents[5] / "shared" / "reference" / "seeds"
LEAST = {"000": 8, "001": 12, "002": 7, "003": 10, "004": 9}

pytestmark = pytest.mark.skipif(not SEEDS.exists(), reason="the real texts do not lie beside this checkout")


def source(number: str) -> str:
    return decoded(next(SEEDS.glob(f"{number}_*.txt")).read_bytes())


@pytest.mark.parametrize("number", LEAST)
def test_each_has_its_title_its_headings_and_all_its_words(number: str) -> None:
    plain = source(number)
    document = parse(plain_to_markdown(plain))
    assert document.title == plain.split("\n", 1)[0].strip()
    assert len(list(headings(document.blocks))) >= LEAST[number]
    said = "".join(filter(str.isalnum, to_text(document)))
    missing = [word for word in plain.replace("\u2011", "-").split() if "".join(filter(str.isalnum, word)) not in said]
    assert missing == []


def test_tables_lists_and_terms_are_found() -> None:
    purposes = [block for block in parse(plain_to_markdown(source("003"))).blocks if isinstance(block, Table)]
    assert [(len(table.head), len(table.rows)) for table in purposes] == [(4, 5)]
    terms = [block for block in parse(plain_to_markdown(source("003"))).blocks if isinstance(block, Definitions)]
    assert [len(block.pairs) for block in terms] == [11]
    rights = [block for block in parse(plain_to_markdown(source("002"))).blocks if isinstance(block, ListBlock)]
    assert [len(block.items) for block in rights] == [5, 5]


def test_parts_stand_below_their_sections() -> None:
    ranks = {
        words(heading.inlines): heading.level for heading in headings(parse(plain_to_markdown(source("001"))).blocks)
    }
    assert ranks["Quelles Données Personnelles Clients pouvons-nous collecter ?"] == 2
    assert ranks["Données de Facturation"] == 3
    assert "Lieu géographique, localisation de l'appareil" not in ranks
