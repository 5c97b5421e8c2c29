"""What each public page is given to show: frozen records, filled from the database, read by the templates.

Labels of our own are words in the templates; strings here are the tenant's (already in the reader's language, or with
the `lang` they stand in). `Markup` is ready HTML. Addresses are paths on the center's host unless they say `url`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from markupsafe import Markup

from services.policy_hosting.processor import Processor
from services.policy_hosting.publication.retention_range import RetentionRange
from shared.events.tenant_auth import TenantProfile

VersionState = Literal["in-force", "announced", "superseded", "withdrawn"]
"""`withdrawn`: it was announced and called off before it took effect."""


# ── On every page ────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    href: str
    lang: str | None = None  # of the label, where it is not the page's language


@dataclass(frozen=True, slots=True)
class Language:
    """The same page in a language of the tenant."""

    code: str
    href: str
    url: str  # absolute, for hreflang
    current: bool = False


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands round each page; `canonical` is None where a page has no address of its own (404, 503)."""

    profile: TenantProfile
    locale: str
    home: str
    center: str
    feed: str
    documents: tuple[Link, ...]
    languages: tuple[Language, ...]  # in the tenant's order; one entry or none draws no switch
    canonical: str | None
    indexed: bool = True  # False for demonstrations, unproven tenants, errors
    report: str = ""  # where to tell the operator of a page that should not be here


# ── A document and its versions ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document as every page about it names it."""

    kind: str  # privacy-notice, customer-notice, candidate-notice, cookie-notice, processing-agreement, …
    title: str
    href: str  # /<locale>/policies/<slug>: the text in force
    versions: str
    on: str  # where the date field is sent
    audience: str | None = None
    lang: str | None = None  # of the title


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version as a point in time."""

    number: int
    state: VersionState
    href: str
    begins: date | None  # None: not known
    ends: date | None = None  # the last day it is in force
    announced: date | None = None
    called_off: date | None = None
    entered: date | None = None  # entered by the company on this day, not published here at the time
    material: bool = False
    summary: str | None = None
    lang: str | None = None  # of the summary
    ground: Literal["law", "favour"] | None = None  # through the notice lock, in the open
    reason: str | None = None  # of the ground, or why it was called off
    reason_lang: str | None = None
    compare: str | None = None  # with the version before it


@dataclass(frozen=True, slots=True)
class Announced:
    """A change that is coming, for the banner."""

    begins: date
    version: str  # href of the announced text
    compare: str | None
    summary: str | None = None
    lang: str | None = None


# ── The text itself ──────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class GlanceItem:
    """One answer in a few lines, and the section that says it in full."""

    lines: tuple[str | Markup, ...]
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Glance:
    """What people come for, from the facts; what is not stated is None and not shown."""

    responsible: GlanceItem | None = None
    reach: GlanceItem | None = None
    answer: GlanceItem | None = None
    retention: RetentionRange | None = None
    where: GlanceItem | None = None
    changed: GlanceItem | None = None

    def __bool__(self) -> bool:
        return any((self.responsible, self.reach, self.answer, self.retention, self.where, self.changed))


@dataclass(frozen=True, slots=True)
class Concern:
    """What the facts say for one group of people: customers, visitors or others."""

    who: Markup
    used_for: GlanceItem | None
    kept: GlanceItem | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents."""

    title: str
    anchor: str
    under: "tuple[Entry, ...]" = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the first rank and what follows it; `body` is HTML without that heading."""

    anchor: str
    title: Markup
    body: Markup


@dataclass(frozen=True, slots=True)
class Forms:
    """The same text in other forms."""

    markdown: str
    json: str
    pdf: str | None = None


@dataclass(frozen=True, slots=True)
class PolicyView:
    """A text: the one in force (policy.html), or one version at its own address (version.html)."""

    furniture: Furniture
    document: DocumentView
    version: VersionView
    hash: str  # of the content, hexadecimal
    url: str  # absolute address of this version, to cite
    lead: Markup  # what stands before the first heading
    sections: tuple[Section, ...]
    contents: tuple[Entry, ...]
    forms: Forms
    timeline: tuple[VersionView, ...]  # oldest first
    glance: Glance = Glance()
    concerns: tuple[Concern, ...] = ()  # where the notice speaks to more than one group
    objection: Section | None = None  # the right to object, set apart: GDPR Art. 21(4)
    announced: Announced | None = None
    lang: str | None = None  # of the text, where it is not the page's language: not yet translated
    stale: bool = False  # the translation is older than the text it was made from
    prevailing: Link | None = None  # the prevailing language's page; None on that page itself
    current: VersionView | None = None  # version.html: what is in force today, if something is
    same_day: tuple[VersionView, ...] = ()  # version.html: what was in force earlier on its first day


@dataclass(frozen=True, slots=True)
class VersionsView:
    """The list of versions, newest first."""

    furniture: Furniture
    document: DocumentView
    versions: tuple[VersionView, ...]


@dataclass(frozen=True, slots=True)
class ComparedSection:
    """A section of two versions side by side; insertions and deletions are `<ins>` and `<del>` in its HTML."""

    anchor: str
    title: str
    change: Literal["changed", "added", "removed", "unchanged"]
    body: Markup
    moved: bool = False  # it stood elsewhere among the others


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """Two versions of one document: facts first, then words."""

    furniture: Furniture
    document: DocumentView
    old: VersionView
    new: VersionView
    facts: tuple[str, ...]
    sections: tuple[ComparedSection, ...]
    lang: str | None = None  # of the texts


@dataclass(frozen=True, slots=True)
class BeforeView:
    """A day before the first known text."""

    furniture: Furniture
    document: DocumentView
    first: VersionView


# ── Home, this center, errors ────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class HomePolicy:
    """A document on the first page."""

    document: DocumentView
    begins: date | None  # in force since


@dataclass(frozen=True, slots=True)
class HomeChange:
    """A change that is coming, on the first page."""

    document: DocumentView
    change: Announced


@dataclass(frozen=True, slots=True)
class HomeView:
    """The five questions."""

    furniture: Furniture
    policies: tuple[HomePolicy, ...]
    changes: tuple[HomeChange, ...]
    recipients: str | None = None  # where "who else has my data" is answered
    recipients_named: tuple[str, ...] = ()  # a few names, if the facts have any
    answer: str | None = None  # "within 1 month", from the facts in force


@dataclass(frozen=True, slots=True)
class CenterView:
    """What the center says of itself."""

    furniture: Furniture
    operator: str  # who runs the installation
    log_days: int  # how long access records are kept
    backup_days: int
    processors: tuple[Processor, ...] = ()
    checked: date | None = None  # when accessibility was last checked


@dataclass(frozen=True, slots=True)
class ErrorView:
    """404 and 503: the page says what happened, what is safe and what to do."""

    furniture: Furniture
