"""A company that handles data for the centers, as AVOW_PROCESSORS lists it."""

from dataclasses import dataclass

_PARTS = 3


@dataclass(frozen=True, slots=True)
class Processor:
    """Its name, what it does, and the country (two letters) where it does it."""

    name: str
    task: str
    country: str


def processors(text: str) -> tuple[Processor, ...]:
    """`Name|task|FR; Name|task|DE`; ValueError when it is anything else."""
    return tuple(_processor(row) for row in text.split(";") if row.strip())


def _processor(row: str) -> Processor:
    parts = [part.strip() for part in row.split("|")]
    if len(parts) != _PARTS or not all(parts):
        message = f'is not a list like "Name|task|FR; Name|task|DE": {row.strip()!r}'
        raise ValueError(message)
    country = parts[2]
    if not (len(country) == len("FR") and country.isascii() and country.isupper()):
        message = f"names a country by something else than two capital letters: {row.strip()!r}"
        raise ValueError(message)
    return Processor(*parts)
