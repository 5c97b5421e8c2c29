"""Names that could be taken for another company's: one form for all that look alike (Unicode TR 39, confusables)."""

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING
from uuid import UUID

from shared.errors import Conflict, Problem
from shared.phrase import phrase
from shared.reserved import RESERVED
from shared.tenancy.unit_of_work import execute

if TYPE_CHECKING:
    from collections.abc import Mapping

_TWO_AS_ONE = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_LEGAL_FORMS = ("sas", "sarl", "sa", "gmbh", "ag", "bv", "nv", "srl", "ltd", "limited", "inc", "plc", "se", "spa")


class NameTaken(Conflict):
    """A company that showed who it is has this name or slug."""

    code = "name-taken"

    def __init__(self, field: str) -> None:
        reason = phrase("Another company has this name.")
        super().__init__(reason, problems=[Problem(field, reason)])


class NameTooNear(Conflict):
    """A company that is confirmed may not take a name that reads like another's."""

    code = "name-too-near"

    def __init__(self) -> None:
        reason = phrase("This name reads like another company's. Write to the operator, who can allow it.")
        super().__init__(reason, problems=[Problem("name", reason)])


async def check_free(slug: str, name: str, *, own: UUID | None = None) -> None:
    """Refuse a reserved name, and the slug or name of a company that showed who it is; in a unit of work."""
    if _plain(name).replace(" ", "-") in RESERVED:
        raise NameTaken("name")
    rows = await execute(
        "SELECT slug, name FROM tenants WHERE state <> 'unproven' AND id IS DISTINCT FROM $1 AND forms && $2::text[]",
        own,
        forms(slug, name),
    )
    for row in rows:
        if row["slug"] == slug:
            raise NameTaken("slug")
        if _plain(name) in (_plain(row["name"]), _plain(row["slug"])):
            raise NameTaken("name")
        if slug.replace("-", "") == _plain(row["name"]).replace(" ", ""):
            raise NameTaken("slug")


async def resembles(slug: str, name: str, *, own: UUID | None = None) -> bool:
    """Whether slug or name reads like those of a proven company: a person decides then, no domain does."""
    if mixes_scripts(name):
        return True
    rows = await execute(
        "SELECT 1 FROM tenants WHERE state <> 'unproven' AND id IS DISTINCT FROM $1 AND forms && $2::text[] LIMIT 1",
        own,
        forms(slug, name),
    )
    return bool(rows)


def forms(slug: str, name: str) -> Sequence[str]:
    """What slug and name look like; two companies that share one look alike."""
    return sorted({form(slug), form(name), form(_without_legal_form(name))} - {""})


def form(text: str) -> str:
    """One text for all that read like it: letters of any script as the Latin ones they resemble, without case."""
    plain = "".join(_likeness(sign) for sign in unicodedata.normalize("NFKD", text))
    plain = "".join(_likeness(sign) for sign in plain.casefold() if sign.isalnum())
    for two, one in _TWO_AS_ONE:
        plain = plain.replace(two, one)
    return plain


def mixes_scripts(name: str) -> bool:
    """Whether letters of several scripts stand together in one name, which no honest name needs."""
    scripts = {unicodedata.name(sign, "?").split(" ", 1)[0] for sign in name if sign.isalpha()}
    return len(scripts & {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"}) > 1


@cache
def _likeness(sign: str) -> str:
    """The Latin letter a sign is taken for; marks above and below fall away."""
    if unicodedata.combining(sign):
        return ""
    if sign in "1iI|":
        return "l"
    if sign == "0":
        return "o"
    if sign.isascii():
        return sign
    return next((each for each in _homoglyphs().get(sign, ()) if each.isascii() and each.isalpha()), sign)


@cache
def _homoglyphs() -> "Mapping[str, Sequence[str]]":
    # imported here: its tables take a moment and are needed when a company gets a name
    from confusable_homoglyphs.confusables import confusables_data  # type: ignore[import-untyped]  # noqa: PLC0415

    return {sign: [each["c"].strip("\u200e") for each in likes] for sign, likes in confusables_data.items()}


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _without_legal_form(name: str) -> str:
    words = _plain(name).replace(".", "").split()
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words.pop()
    return " ".join(words)
