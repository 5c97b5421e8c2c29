"""A word from a shipped list, or words of one's own: `reversibility`, or `{en: …, fr: …}`."""

import difflib
from collections.abc import Iterable
from typing import Any

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from services.policy_hosting.facts.entry import PLACELESS, Part
from services.policy_hosting.facts.words import Words


class Term(Part):
    """Either a code of the list the field has, or a text per language."""

    code: str | None = Field(default=None, alias="=code")
    words: Words | None = Field(default=None, alias="=words")

    @model_validator(mode="before")
    @classmethod
    def _read(cls, given: Any) -> Any:
        return {PLACELESS + "code": given} if isinstance(given, str) else {PLACELESS + "words": given}

    def plain(self) -> Any:
        return self.words.plain() if self.words else self.code


def one_of(codes: Iterable[str]) -> AfterValidator:
    """Holds a term's code against a list."""
    known = tuple(codes)

    def check(term: Term) -> Term:
        if term.code is not None and term.code not in known:
            raise unknown(term.code, known)
        return term

    return AfterValidator(check)


def unknown(given: str, known: Iterable[str]) -> PydanticCustomError:
    """The refusal of a code, with the nearest ones or all of them."""
    choices = [str(code) for code in known]
    near = difflib.get_close_matches(given, choices, n=3) or choices
    return PydanticCustomError(
        "unknown", "does not know “{given}”; it knows {known}", {"given": given[:60], "known": ", ".join(near)}
    )
