"""What documents there are, and whom they speak to."""

from enum import StrEnum


class Kind(StrEnum):
    """What a document is for; pages name it in the reader's language."""

    PRIVACY_NOTICE = "privacy-notice"
    CUSTOMER_NOTICE = "customer-notice"
    CANDIDATE_NOTICE = "candidate-notice"
    COOKIE_NOTICE = "cookie-notice"
    PROCESSING_AGREEMENT = "processing-agreement"
    SERVICE_LEVELS = "service-levels"
    TERMS = "terms"
    LEGAL_NOTICE = "legal-notice"
    ACCESSIBILITY_STATEMENT = "accessibility-statement"
    OTHER = "other"


NOTICES = frozenset({Kind.PRIVACY_NOTICE, Kind.CUSTOMER_NOTICE, Kind.CANDIDATE_NOTICE})
"""What tells people about the processing of their data (GDPR Art. 13 and 14)."""


class Audience(StrEnum):
    """Whom a document speaks to."""

    EVERYONE = "everyone"
    VISITORS = "visitors"
    CUSTOMERS = "customers"
    PROSPECTS = "prospects"
    CANDIDATES = "candidates"
    STAFF = "staff"
    PARTNERS = "partners"
