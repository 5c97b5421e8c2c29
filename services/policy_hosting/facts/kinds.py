"""Kinds of single values: lines, addresses of the web and of mail, countries, codes, articles."""

import re
from typing import Annotated, Any, ClassVar

from babel import Locale
from pydantic import AfterValidator, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from services.policy_hosting.facts.words import is_clean, known_language

_COUNTRIES = {code for code in Locale("en").territories if re.fullmatch("[A-Z]{2}", str(code))} - {
    "EU",
    "EZ",
    "UN",
    "ZZ",
    "QO",
    "XA",
    "XB",
}
LONGEST_CODE = 60
_MAIL = re.compile(r"[^@\s\[\]<>\"]+@[^@\s\[\]<>\"]+\.[^@\s\[\]<>\".]{2,}")
_URL = re.compile(r"https?://[^\s<>\"\\^`{|}\[\]]+\.[^\s<>\"\\^`{|}\[\]]+")
_PHONE = re.compile(r"\+?[0-9][0-9 ().-]{3,24}")


class Code(str):
    """A short name made of lower-case letters, digits and hyphens, by which records speak of each other."""

    __slots__ = ()
    kind: ClassVar[str] = "code"

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(cls.read, core_schema.str_schema(strict=True))

    @classmethod
    def read(cls, text: str) -> "Code":
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text) or len(text) > LONGEST_CODE:
            raise PydanticCustomError(
                "code", "must be a code such as call-recordings, not “{text}”", {"text": text[:60]}
            )
        return cls(text)


class CategoryCode(Code):
    kind = "category"


class ActivityCode(Code):
    kind = "activity"


class PeopleCode(Code):
    kind = "group of people"


class RecipientCode(Code):
    kind = "recipient"


class EntityCode(Code):
    kind = "entity"


class RegisterKey(Code):
    """The key of an entry in the subprocessor register: facts point to it and never copy it."""

    kind = "register entry"


def _line(text: str) -> str:
    if not text.strip() or not is_clean(text) or "\n" in text:
        raise PydanticCustomError("line", "must be one line of words")
    return text


def _url(text: str) -> str:
    if not _URL.fullmatch(text):
        raise PydanticCustomError(
            "url", "must be an address that starts with https:// or http://, not “{text}”", {"text": text[:80]}
        )
    return text


def _mail(text: str) -> str:
    if not _MAIL.fullmatch(text):
        raise PydanticCustomError("mail", "is not a mail address: “{text}”", {"text": text[:80]})
    return text


def _phone(text: str) -> str:
    if not _PHONE.fullmatch(text):
        raise PydanticCustomError("phone", "is not a telephone number: “{text}”", {"text": text[:80]})
    return text


def _country(text: str) -> str:
    if text not in _COUNTRIES:
        raise PydanticCustomError(
            "country", "must be a country's two capital letters such as FR, not “{text}”", {"text": text[:40]}
        )
    return text


def _language(text: str) -> str:
    if not known_language(text):
        raise PydanticCustomError("language", "names a language that does not exist: “{text}”", {"text": text[:40]})
    return text


def _dpv(text: str) -> str:
    if not re.fullmatch(r"(dpv|pd|eu-gdpr):[A-Z][A-Za-z0-9-]+", text):
        raise PydanticCustomError(
            "dpv", "must be a term of DPV such as pd:EmailAddress, not “{text}”", {"text": text[:60]}
        )
    return text


Line = Annotated[str, Field(strict=True, max_length=300), AfterValidator(_line)]
Url = Annotated[str, Field(strict=True, max_length=2000), AfterValidator(_url)]
MailAddress = Annotated[str, Field(strict=True, max_length=254), AfterValidator(_mail)]
Phone = Annotated[str, Field(strict=True), AfterValidator(_phone)]
Country = Annotated[str, Field(strict=True), AfterValidator(_country)]
Language = Annotated[str, Field(strict=True), AfterValidator(_language)]
DpvTerm = Annotated[str, Field(strict=True), AfterValidator(_dpv)]
