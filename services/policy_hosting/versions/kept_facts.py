"""What an editorial version may not touch: the figures and codes of promises that were stated before."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from services.policy_hosting.facts.entry import Part, walk
from services.policy_hosting.facts.record import Facts
from services.policy_hosting.facts.said import is_stated
from services.policy_hosting.facts.words import Words

# A row may be added to these ("facts come later, one at a time"), none may change or go.
_MAY_GROW = ("activities", "answer", "breach", "categories", "commitments", "cookies", "notices", "retention", "rights")
# These say who else has the data and where: one row more is one promise less.
_EXACT = ("recipients", "territory", "transfers")


def altered(old: Facts | None, new: Facts | None) -> list[str]:
    """The subjects whose stated figures differ; words may be put better or translated."""
    if old is None:
        return []
    found = new or Facts()
    return sorted(
        subject
        for subject in (*_MAY_GROW, *_EXACT)
        if is_stated(getattr(old, subject)) and not _kept(subject, getattr(old, subject), getattr(found, subject))
    )


def _kept(subject: str, old: Any, new: Any) -> bool:
    before, after = _rows(old), _rows(new)
    return before <= after if subject in _MAY_GROW else before == after


def _rows(stated: Any) -> Counter[frozenset[tuple[str, str]]]:
    rows: Sequence[Any] = stated if isinstance(stated, tuple) else (stated,)
    return Counter(_figures(row) for row in rows if row is not None)


def _figures(row: Any) -> frozenset[tuple[str, str]]:
    if not isinstance(row, Part):
        return frozenset({("", str(row))})
    leaves = ((path, leaf) for path, leaf in walk(row) if not isinstance(leaf, (Part, tuple, Words)))
    return frozenset((path, str(leaf)) for path, leaf in leaves if path != "invented")
