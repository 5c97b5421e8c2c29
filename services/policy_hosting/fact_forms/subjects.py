"""The eighteen subjects of the facts: what each is called and what it is for."""

from dataclasses import dataclass

from shared.phrase import Phrase, phrase


@dataclass(frozen=True)
class Subject:
    """A page of the facts."""

    title: Phrase
    about: Phrase


SUBJECTS: dict[str, Subject] = {
    "scope": Subject(
        phrase("What the text covers"),
        phrase("Sites, products and people it is about, what it leaves out, and other documents beside it."),
    ),
    "entities": Subject(phrase("Who is responsible"), phrase("The company or companies, and the role each has.")),
    "contacts": Subject(phrase("How to reach you"), phrase("Each way, and what it is for.")),
    "dpo": Subject(
        phrase("Data protection officer"), phrase("May be appointed without being named (GDPR Art. 37 to 39).")
    ),
    "authorities": Subject(
        phrase("Supervisory authorities"), phrase("Where people may complain (GDPR Art. 13(2)(d) and 77).")
    ),
    "categories": Subject(phrase("Kinds of data"), phrase("What you hold, and where it comes from.")),
    "activities": Subject(
        phrase("What is done with data"), phrase("Each purpose with its legal bases (GDPR Art. 13(1)(c)).")
    ),
    "retention": Subject(
        phrase("How long it is kept"), phrase("A row for each kind of data or purpose (GDPR Art. 13(2)(a)).")
    ),
    "recipients": Subject(phrase("Who receives data"), phrase("Named, or as a category (GDPR Art. 13(1)(e)).")),
    "transfers": Subject(
        phrase("Transfers outside the EEA"), phrase("To whom, where, and on which safeguard (GDPR Art. 13(1)(f)).")
    ),
    "territory": Subject(phrase("Where data is"), phrase("Countries or areas, of hosting or of all processing.")),
    "rights": Subject(phrase("Rights"), phrase("Each right, how it is used, and whom to ask (GDPR Art. 15 to 22).")),
    "answer": Subject(phrase("How soon you answer"), phrase("One month from receipt is the law (GDPR Art. 12(3)).")),
    "identity": Subject(
        phrase("Proof of identity"), phrase("What you ask to be sure who is asking (GDPR Art. 12(6)).")
    ),
    "notices": Subject(
        phrase("Notice of changes"),
        phrase("What you promise before a change. The next version is bound by what stands here."),
    ),
    "breach": Subject(phrase("Data breaches"), phrase("Who is told, how fast (GDPR Art. 33 and 34).")),
    "cookies": Subject(phrase("Cookies"), phrase("Kinds, purposes, consent and how long they live.")),
    "commitments": Subject(
        phrase("Other promises"),
        phrase("Security measures, certificates, limits on your own access, what you never do."),
    ),
}

SHOWS: dict[str, tuple[str, ...]] = {
    "scope": ("scope", "definitions"),
    "entities": ("controller",),
    "contacts": ("contacts",),
    "dpo": ("dpo",),
    "authorities": ("authority",),
    "categories": ("data",),
    "activities": ("purposes",),
    "retention": ("retention",),
    "recipients": ("recipients",),
    "transfers": ("transfers",),
    "territory": ("territory",),
    "rights": ("rights", "objection"),
    "answer": ("answer-time",),
    "identity": ("identity",),
    "notices": ("notice",),
    "breach": ("breach",),
    "cookies": ("cookies",),
    "commitments": ("commitments", "security"),
}
"""The directives by which a text prints a subject."""

FROM_PROFILE = frozenset({"entities", "contacts", "dpo", "authorities"})
"""A first version's are copied from the tenant's profile."""
