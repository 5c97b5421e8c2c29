"""A tenant's public profile as it is given: checked field by field, then said as the shared `TenantProfile`."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale
from babel.core import UnknownLocaleError
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from services.tenant_auth.tenants.zones import zone_of
from shared.errors import Invalid, Problem
from shared.events.tenant_auth import (
    Address,
    Authority,
    Contact,
    Officer,
    Registration,
    State,
    TenantProfile,
)
from shared.phrase import phrase

_ENGLISH = Locale("en")
# Codes that CLDR names beside the countries: unions, reserved and invented ones.
_NO_COUNTRIES = frozenset(("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"))
_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
_EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")
_PHONE = re.compile(r"\+?[0-9][0-9 ().-]{3,30}")
_INVENTED = " ◦"  # marks an invented detail of a demonstration


def is_country(code: str) -> bool:
    """Whether this is a country as ISO 3166-1 writes them."""
    return len(code) == 2 and code in _ENGLISH.territories and code not in _NO_COUNTRIES  # noqa: PLR2004


def _country(code: str) -> str:
    if not is_country(code):
        raise ValueError(phrase("is not an ISO 3166-1 alpha-2 code, such as FR"))
    return code


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(phrase("is not an IANA time zone, such as Europe/Paris")) from None
    return name


def _locale(code: str) -> str:
    """It becomes a word of every address, so nothing but a plain tag will do (CLDR's own reading is laxer)."""
    if _TAG.fullmatch(code.lower()) and code != code.lower():
        raise ValueError(phrase("is written in lower case"))
    try:
        Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        known = False
    else:
        known = bool(_TAG.fullmatch(code)) and code != "und"
    if not known:
        raise ValueError(phrase("“{code}” is not a language tag, such as fr", code=code))
    return code


def _one_line(text: str) -> str:
    if any(unicodedata.category(sign) in ("Cc", "Zl", "Zp") or sign in _TURNING for sign in text):
        raise ValueError(phrase("holds a control character"))
    return text


def _no_address(name: str) -> str:
    """It stands in letters to strangers, which must lead nowhere but to us."""
    if "://" in name:
        raise ValueError(phrase("Write it in one line, with letters alone."))
    return name


_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # they make a name read as another


Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300), AfterValidator(_one_line)]
Country = Annotated[str, AfterValidator(_country)]
Zone = Annotated[str, AfterValidator(_zone)]
LocaleCode = Annotated[str, AfterValidator(_locale)]
Email = Annotated[Line, StringConstraints(pattern=r"^[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+$")]
Address_ = Annotated[Line, StringConstraints(pattern=r"^(https://|mailto:|tel:)[!-~]+$")]


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GivenRegistration(_Given):
    number: Line
    register_name: Line = Field("", alias="register")
    place: Line = ""

    def public(self) -> Registration:
        return Registration(number=self.number, register=self.register_name, place=self.place)


class GivenAddress(_Given):
    street: Line = ""
    postcode: Line = ""
    city: Line = ""
    country: Country

    def public(self) -> Address:
        return Address(**self.model_dump())


class GivenContact(_Given):
    kind: Annotated[str, StringConstraints(pattern=r"^(email|phone|post|form)$")]
    value: Line
    purpose: Line = "privacy"
    label: Line = ""

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        """Pages make links of these."""
        bare = self.value.removesuffix(_INVENTED)
        if self.kind == "email" and not _EMAIL.fullmatch(bare):
            raise ValueError(phrase("“{value}” is not an e-mail address", value=self.value))
        if self.kind == "phone" and not _PHONE.fullmatch(bare):
            raise ValueError(phrase("“{value}” is not a telephone number", value=self.value))
        return self

    def public(self) -> Contact:
        return Contact(**self.model_dump())


class GivenOfficer(_Given):
    name: Line | None = None
    email: Email | None = None
    phone: Line = ""
    address: Line = ""

    def public(self) -> Officer:
        return Officer(**{**self.model_dump(), "email": self.email or ""})


class GivenAuthority(_Given):
    name: Line
    url: Annotated[Line, StringConstraints(pattern=r"^https://")] | None = None
    address: Line = ""
    phone: Line = ""
    country: Country

    def public(self) -> Authority:
        return Authority(**{**self.model_dump(), "url": self.url or ""})


class GivenProfile(_Given):
    """What the operator or the tenant's staff gives; everything but name, country and languages may be absent."""

    name: Annotated[Line, StringConstraints(min_length=1), AfterValidator(_no_address)]
    legal_entity: Line = ""
    legal_form: Line = ""
    registration: GivenRegistration | None = None
    address: GivenAddress | None = None
    country: Country
    zone: Zone | None = None
    locales: Annotated[tuple[LocaleCode, ...], Field(min_length=1, max_length=40)]
    contacts: tuple[GivenContact, ...] = ()
    security_contact: Address_ | None = None
    dpo: GivenOfficer | None = None
    authority: GivenAuthority | None = None
    demonstration: bool = False


def given(data: Mapping[str, Any]) -> GivenProfile:
    """Check a profile; raises Invalid naming each wrong field and why."""
    try:
        profile = GivenProfile.model_validate(data)
    except ValidationError as error:
        problems = [
            Problem(".".join(str(part) for part in each["loc"]) or "profile", _reason(each)) for each in error.errors()
        ]
        first = problems[0]
        raise Invalid(f"{first.field}: {first.reason}", problems=problems) from None
    if len(set(profile.locales)) != len(profile.locales):
        raise Invalid(
            "locales: a language is named twice",
            problems=[Problem("locales", phrase("a language is named twice"))],
        )
    return profile


def public(
    profile: GivenProfile, *, slug: str, state: State, hosts: tuple[str, ...], theme_revision: int
) -> TenantProfile:
    """The profile as every other service may know it."""
    return TenantProfile(
        slug=slug,
        state=state,
        name=profile.name,
        legal_entity=profile.legal_entity or profile.name,
        legal_form=profile.legal_form,
        registration=profile.registration.public() if profile.registration else None,
        address=profile.address.public() if profile.address else None,
        country=profile.country,
        zone=profile.zone or zone_of(profile.country),
        locales=profile.locales,
        contacts=tuple(each.public() for each in profile.contacts),
        security_contact=profile.security_contact,
        dpo=profile.dpo.public() if profile.dpo else None,
        authority=profile.authority.public() if profile.authority else None,
        demonstration=profile.demonstration,
        hosts=hosts,
        theme_revision=theme_revision,
    )


def _reason(error: Mapping[str, Any]) -> str:
    reasons = {
        "missing": phrase("is required"),
        "extra_forbidden": phrase("is not a field of a profile"),
        "string_pattern_mismatch": phrase("is not written as it should be"),
        "string_too_long": phrase("is longer than 300 characters"),
        "string_too_short": phrase("is empty"),
        "too_short": phrase("is empty"),
    }
    if error["type"] == "value_error":
        said: str = error["ctx"]["error"].args[0]
        return said
    return reasons.get(str(error["type"]), str(error["msg"]))
