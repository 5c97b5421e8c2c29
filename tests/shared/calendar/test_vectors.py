"""The project's deadline vectors, as far as they are arithmetic of days and months."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from shared.calendar.months import add_months
from shared.calendar.working_days import add_working_days, roll

VECTORS = Path(__file__).parents[4] / "shared" / "vectors" / "deadlines.csv"


def _rows() -> Iterator[dict[str, str]]:
    if VECTORS.exists():
        with VECTORS.open() as handle:
            yield from csv.DictReader(handle)


def _due(row: dict[str, str]) -> tuple[date, date]:
    received, place = date.fromisoformat(row["received_on"]), row["jurisdiction"]
    match row["regime"], row["step"]:
        case "gdpr" | "uk-gdpr", step:
            strict = add_months(received, 1 if step == "answer" else 3)  # never the due date plus two
            return strict, roll(strict, place)
        case "ccpa", "acknowledge":
            due = add_working_days(received, 10, place)
        case "ccpa", "opt-out":
            due = add_working_days(received, 15, place)
        case "ccpa", "answer":
            due = received + timedelta(days=45)
        case "ccpa", "answer-extended":
            due = received + timedelta(days=90)
        case "lgpd", _:
            due = received + timedelta(days=15)
        case "fadp", _:
            due = received + timedelta(days=30)
        case unknown:
            pytest.fail(f"no arithmetic for {unknown}")
    return due, due


@pytest.mark.skipif(not VECTORS.exists(), reason="the vectors lie beside the repository, and are not there")
def test_there_are_vectors() -> None:
    assert len(list(_rows())) >= 66


@pytest.mark.parametrize("row", list(_rows()), ids=lambda row: "-".join(list(row.values())[:4]))
def test_a_deadline_is_the_one_of_the_vectors(row: dict[str, str]) -> None:
    strict, legal = _due(row)
    assert (strict.isoformat(), legal.isoformat()) == (row["due_strict"], row["due_legal"])
