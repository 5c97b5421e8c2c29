"""Promises of another kind: security measures, certificates, limits on one's own access, what is never done."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from services.policy_hosting.facts.audience import Audience
from services.policy_hosting.facts.entry import Entry
from services.policy_hosting.facts.kinds import Line, Url
from services.policy_hosting.facts.roles import Role
from services.policy_hosting.facts.said import Stated
from services.policy_hosting.facts.words import Words


class CommitmentKind(StrEnum):
    SECURITY_MEASURE = "security-measure"
    CERTIFICATE = "certificate"
    STAFF_CONFIDENTIALITY = "staff-confidentiality"
    ACCESS_LIMIT = "access-limit"
    NO_SALE = "no-sale"
    NO_REUSE_BY_VENDORS = "no-reuse-by-vendors"
    VENDOR_DUTY = "vendor-duty"
    ISOLATION = "isolation"
    CONSENT_BEFORE_TESTIMONIALS = "consent-before-testimonials"
    COMMUNICATIONS_SECRECY = "communications-secrecy"
    BREACH_PROCEDURE = "breach-procedure"
    CUSTOMER_DUTY = "customer-duty"
    PLAIN_STATEMENT = "plain-statement"


class Commitment(Entry):
    kind: CommitmentKind
    text: Words
    role: Stated[Role] = None
    standard: Stated[Line] = None
    holder: Stated[Line] = None
    evidence: Stated[Words] = None
    evidence_url: Stated[Url] = None
    evidence_date: Stated[date] = None
    expires: Stated[date] = None
    for_: Stated[Audience] = Field(default=None, alias="for")
