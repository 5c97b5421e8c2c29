"""What kinds of document, audiences and demonstrations are called in the reader's language."""

from services.policy_hosting.documents.kind import Audience, Kind
from shared.events.tenant_auth import TenantProfile
from shared.i18n import Translator, translator


def kind_name(kind: Kind, locale: str) -> str:
    """In the reader's language: “Privacy notice”."""
    words = translator(locale)
    names = {
        Kind.PRIVACY_NOTICE: words.gettext("Privacy notice"),
        Kind.CUSTOMER_NOTICE: words.gettext("Notice for customers"),
        Kind.CANDIDATE_NOTICE: words.gettext("Notice for candidates"),
        Kind.COOKIE_NOTICE: words.gettext("Cookie notice"),
        Kind.PROCESSING_AGREEMENT: words.gettext("Processing agreement"),
        Kind.SERVICE_LEVELS: words.gettext("Service levels"),
        Kind.TERMS: words.gettext("Terms"),
        Kind.LEGAL_NOTICE: words.gettext("Legal notice"),
        Kind.ACCESSIBILITY_STATEMENT: words.gettext("Accessibility statement"),
        Kind.OTHER: words.gettext("Document"),
    }
    return names[kind]


def audience_name(audience: Audience, locale: str) -> str | None:
    """Whom a document is for; nothing where it is for everyone."""
    return None if audience is Audience.EVERYONE else _audiences(translator(locale))[audience]


def standing(profile: TenantProfile, locale: str) -> str:
    """What every page says first of a center that is a demonstration, or of a company that nobody has confirmed."""
    if profile.demonstration:
        return demonstration(locale)
    return unconfirmed(locale) if profile.state == "unproven" else ""


def unconfirmed(locale: str) -> str:
    """What every page of a company says that has not shown who it is, for its forms without a page."""
    words = translator(locale)
    what = words.gettext("Not yet confirmed.")
    why = words.gettext(
        "Nobody has checked that this company is who it says. Do not send it personal data because of this page."
    )
    return f"{what} {why}"


def demonstration(locale: str) -> str:
    """What every page of a demonstration says, for its forms without a page."""
    words = translator(locale)
    what = words.gettext("Demonstration.")
    why = words.gettext(
        "Not the policy of this company. Written from facts in a public text; details marked ◦ are invented."
    )
    return f"{what} {why}"


def _audiences(words: Translator) -> dict[Audience, str]:
    return {
        Audience.VISITORS: words.gettext("For visitors"),
        Audience.CUSTOMERS: words.gettext("For customers"),
        Audience.PROSPECTS: words.gettext("For prospects"),
        Audience.CANDIDATES: words.gettext("For candidates"),
        Audience.STAFF: words.gettext("For staff"),
        Audience.PARTNERS: words.gettext("For partners"),
    }
