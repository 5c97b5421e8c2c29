"""What is stated and wrong, or stated and at odds with itself: stored all the same, and said to the author."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from services.policy_hosting.facts.activities import Article
from services.policy_hosting.facts.breach import Addressee
from services.policy_hosting.facts.codes import N_
from services.policy_hosting.facts.contacts import Channel, ContactPurpose
from services.policy_hosting.facts.cookies import CookieConsent, CookieKind
from services.policy_hosting.facts.length import Length, Unit
from services.policy_hosting.facts.recipients import RecipientKind, Tool
from services.policy_hosting.facts.record import Facts
from services.policy_hosting.facts.rendering.speaker import Speaker
from services.policy_hosting.facts.retention import Event
from services.policy_hosting.facts.rights import From, Promise, RightName, When
from services.policy_hosting.facts.roles import Role
from services.policy_hosting.facts.said import Said, is_stated, many, value
from services.policy_hosting.facts.territory import Area, Strength
from services.policy_hosting.facts.texts import untranslated

INVALID_TOOLS = {Tool.PRIVACY_SHIELD, Tool.SAFE_HARBOUR}
_OUTSIDE = {Area.OUTSIDE_EEA, Area.OUTSIDE_EU, Area.WORLDWIDE}
_EEA = {
    *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT"),
    *("LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"),
}
_MONTH = 31.0
_BREACH = 72 / 24


class Weight(StrEnum):
    """How much it matters: against the law, at odds with itself, or worth a look."""

    WRONG = "wrong"
    CONFLICT = "conflict"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class Finding:
    """One statement that somebody should look at."""

    field: str
    message: str
    weight: Weight


Found = Iterator[tuple[str, str, Weight]]


def findings(facts: Facts, locale: str = "en") -> list[Finding]:
    """Everything found, in the record's order of subjects, said in the reader's language."""
    s = Speaker(facts, locale)
    return [Finding(field, s.text(message), weight) for rule in RULES for field, message, weight in rule(facts)]


def missing_words(facts: Facts, locales: tuple[str, ...]) -> list[Finding]:
    """Words that have no text in one of the tenant's languages."""
    found: list[Finding] = []
    for locale in locales:
        s = Speaker(facts, locale)
        message = s.text(N_("No text in {language}"), language=s.translator.language_name(locale))
        found += [Finding(path, message, Weight.LOOK) for path in untranslated(facts, locale)]
    return found


def _entities(facts: Facts) -> Found:
    for number, entity in enumerate(many(facts.entities)):
        roles = {held.role for held in many(entity.roles)}
        if not value(entity.name) and not value(entity.described):
            yield f"entities[{number}].name", N_("The company is not named (GDPR Art. 13(1)(a))"), Weight.WRONG
        if roles == {Role.PROCESSOR} and any(
            value(activity.role) in {None, Role.CONTROLLER} and not _customers(activity.bases)
            for activity in many(facts.activities)
        ):
            yield (
                f"entities[{number}].roles",
                N_("It is called a processor, yet the text gives purposes of its own"),
                Weight.CONFLICT,
            )


def _customers(bases: object) -> bool:
    return isinstance(bases, tuple) and any(basis.article is Article.CUSTOMERS for basis in bases)


def _contacts(facts: Facts) -> Found:
    contacts = many(facts.contacts)
    if contacts and all(contact.kind is Channel.USUAL_CONTACT for contact in contacts):
        yield "contacts", N_("No address: a stranger cannot reach the company"), Weight.WRONG
    for number, contact in enumerate(contacts):
        if contact.mail is Said.NOT_STATED:
            yield f"contacts[{number}].mail", N_("A mail address is announced and not given"), Weight.WRONG
    dpo = value(facts.dpo)
    if dpo and dpo.appointed is True:
        reachable = any(ContactPurpose.DPO in many(contact.purposes) for contact in contacts)
        if not reachable:
            yield (
                "dpo",
                N_("The data protection officer is announced, but there is no way to reach them (GDPR Art. 13(1)(b))"),
                Weight.WRONG,
            )


def _authorities(facts: Facts) -> Found:
    complains = any(right.right is RightName.COMPLAINT for right in many(facts.rights))
    if is_stated(facts.rights) and not complains and not many(facts.authorities):
        yield "authorities", N_("The right to complain to an authority is not told (GDPR Art. 13(2)(d))"), Weight.WRONG
    for number, authority in enumerate(many(facts.authorities)):
        if not value(authority.name):
            yield f"authorities[{number}].name", N_("The authority is not named"), Weight.LOOK


def _activities(facts: Facts) -> Found:
    for number, activity in enumerate(many(facts.activities)):
        place = f"activities[{number}].bases"
        if not many(activity.bases) and value(activity.role) is not Role.PROCESSOR:
            yield place, N_("No legal basis is given (GDPR Art. 13(1)(c))"), Weight.WRONG
        for index, basis in enumerate(many(activity.bases)):
            consent = value(basis.consent)
            if consent and consent.by_use is True:
                yield (
                    f"{place}[{index}].consent",
                    N_("Using a service is no consent (GDPR Art. 4(11) and 7)"),
                    Weight.WRONG,
                )
            if basis.article is Article.LEGITIMATE_INTERESTS and not value(basis.interest):
                yield (
                    f"{place}[{index}].interest",
                    N_("The legitimate interest is not named (GDPR Art. 13(1)(d))"),
                    Weight.LOOK,
                )


def _retention(facts: Facts) -> Found:
    rows = many(facts.retention)
    for number, row in enumerate(rows):
        if not many(row.stages) and not value(row.criterion):
            yield (
                f"retention[{number}]",
                N_("Neither a period nor a criterion is given (GDPR Art. 13(2)(a))"),
                Weight.WRONG,
            )
        if "accounting-records" in many(row.for_.categories):
            for index, stage in enumerate(many(row.stages)):
                if Event.DOCUMENT_ISSUED in many(stage.from_):
                    yield (
                        f"retention[{number}].stages[{index}].from",
                        N_("Accounting records run from the close of the financial year, not from their issue"),
                        Weight.WRONG,
                    )
    covered = {code for row in rows for code in many(row.for_.categories)}
    whole = any(row.for_.everything_else or not many(row.for_.categories) for row in rows)
    if rows and not whole:
        for number, category in enumerate(many(facts.categories)):
            if category.personal is not False and category.code not in covered:
                yield f"categories[{number}]", N_("How long this data is kept is not said"), Weight.LOOK


def _recipients(facts: Facts) -> Found:
    for number, recipient in enumerate(many(facts.recipients)):
        vendor = recipient.kind in {RecipientKind.PROCESSOR, RecipientKind.SUBPROCESSOR}
        if vendor and not value(recipient.name) and recipient.register_ is None:
            yield f"recipients[{number}]", N_("These vendors are not named and not in the register"), Weight.LOOK
    for number, transfer in enumerate(many(facts.transfers)):
        place = f"transfers[{number}].tools"
        tools = many(transfer.tools)
        if INVALID_TOOLS & {*tools}:
            yield place, N_("A transfer cannot rest on this tool: it is no longer valid"), Weight.WRONG
        if not tools:
            yield place, N_("The safeguard of the transfer is not named (GDPR Art. 13(1)(f))"), Weight.WRONG


def _territory(facts: Facts) -> Found:
    away = any(
        {*many(transfer.countries)} - _EEA or _OUTSIDE & {*many(transfer.areas)} for transfer in many(facts.transfers)
    )
    for number, row in enumerate(many(facts.territory)):
        strict = value(row.strength) is Strength.EXCLUSIVELY and Area.ADEQUATE not in many(row.areas)
        if strict and away and not value(row.system):
            yield (
                f"territory[{number}].strength",
                N_("The text says “only”, yet data is transferred elsewhere"),
                Weight.CONFLICT,
            )
        if Area.EUROPE in many(row.areas):
            yield f"territory[{number}].areas", N_("“Europe” is no country and no area the law knows"), Weight.LOOK


def _answer(facts: Facts) -> Found:
    clauses = many(facts.answer)
    for number, clause in enumerate(clauses):
        if value(clause.from_) not in {None, From.RECEIPT}:
            yield f"answer[{number}].from", N_("The time to answer starts with receipt (GDPR Art. 12(3))"), Weight.WRONG
        if (length := value(clause.length)) and length.days > _MONTH:
            yield f"answer[{number}].length", N_("The law gives one month to answer (GDPR Art. 12(3))"), Weight.WRONG
        extension = value(clause.extension)
        notice = value(extension.notice) if extension else None
        if notice and value(notice.from_) not in {None, From.RECEIPT}:
            yield (
                f"answer[{number}].extension.notice.from",
                N_("The time to tell of an extension starts with receipt (GDPR Art. 12(3))"),
                Weight.WRONG,
            )
        if value(clause.strength) is Promise.TRIES:
            yield (
                f"answer[{number}].strength",
                N_("To try is not enough: the law sets a limit (GDPR Art. 12(3))"),
                Weight.LOOK,
            )
    if len({(str(clause.length), clause.from_, clause.strength) for clause in clauses}) > 1:
        yield "answer", N_("The text answers twice, and not the same"), Weight.CONFLICT


def _identity(facts: Facts) -> Found:
    for number, entry in enumerate(many(facts.identity)):
        if entry.what.code == "identity-document" and entry.when in {When.ALWAYS, When.MAY}:
            yield (
                f"identity[{number}].when",
                N_("An identity document may be asked for on reasonable doubt only (GDPR Art. 12(6))"),
                Weight.WRONG,
            )


def _notices(facts: Facts) -> Found:
    for number, notice in enumerate(many(facts.notices)):
        if notice.length is Said.NONE:
            yield f"notices[{number}].length", N_("Changes come without notice"), Weight.LOOK
        if (length := value(notice.length)) and length.unit is Unit.WORKING_DAY:
            yield (
                f"notices[{number}].length",
                N_("It is not said which days are working days: Monday to Friday is taken"),
                Weight.LOOK,
            )


def _breach(facts: Facts) -> Found:
    for number, entry in enumerate(many(facts.breach)):
        within: Length | None = value(entry.within)
        if within and Addressee.AUTHORITY in many(entry.to) and within.days > _BREACH:
            yield (
                f"breach[{number}].within",
                N_("The authority must be told within 72 hours (GDPR Art. 33(1))"),
                Weight.WRONG,
            )


def _cookies(facts: Facts) -> Found:
    needless = {CookieKind.NECESSARY, CookieKind.SECURITY, CookieKind.SESSION}
    for number, cookie in enumerate(many(facts.cookies)):
        consent = value(cookie.consent)
        if consent is CookieConsent.BROWSER_SETTINGS and cookie.kind not in needless:
            yield f"cookies[{number}].consent", N_("Browser settings are no consent to cookies"), Weight.WRONG
        if consent is None and cookie.kind in {CookieKind.ADVERTISING, CookieKind.ANALYTICS}:
            yield f"cookies[{number}].consent", N_("Whether consent is asked first is not said"), Weight.LOOK


def _commitments(facts: Facts) -> Found:
    for number, commitment in enumerate(many(facts.commitments)):
        standard = (value(commitment.standard) or "").replace(" ", "").replace("/IEC", "").upper()
        if standard.startswith("ISO27000"):
            yield (
                f"commitments[{number}].standard",
                N_("ISO 27000 is a vocabulary; certificates are for ISO/IEC 27001"),
                Weight.WRONG,
            )


RULES: tuple[Callable[[Facts], Found], ...] = (
    _entities,
    _contacts,
    _authorities,
    _activities,
    _retention,
    _recipients,
    _territory,
    _answer,
    _identity,
    _notices,
    _breach,
    _cookies,
    _commitments,
)
