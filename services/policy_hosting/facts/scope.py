"""What the text covers: sites, products, people, what is excluded, and how it stands to other documents."""

from datetime import date
from enum import StrEnum

from services.policy_hosting.facts.entry import Entry, Part
from services.policy_hosting.facts.kinds import Line, PeopleCode, Url
from services.policy_hosting.facts.said import Stated, StatedMany
from services.policy_hosting.facts.words import Words


class Relation(StrEnum):
    """How another document stands to this one."""

    PART_OF = "part-of"
    DEFINES_TERMS = "defines-terms"
    DETAILS = "details"
    INFORMATION = "information"
    LAW = "law"


class Prevails(StrEnum):
    """Which of the two holds where they differ."""

    THIS = "this"
    THAT = "that"


class People(Entry):
    """A group of people the text covers; the label overrides the shipped one and makes the code one's own."""

    code: PeopleCode
    label: Stated[Words] = None


class Exclusion(Entry):
    """What the text does not cover, and who answers for it."""

    what: Words
    controller: Stated[Words] = None


class DocumentLink(Entry):
    """Another document: a contract this one is part of, a cookie notice, guidance of an authority."""

    name: Words
    relation: Stated[Relation] = None
    url: Stated[Url] = None
    part: Stated[Words] = None
    prevails: Stated[Prevails] = None


class Definition(Entry):
    """A term the text uses and what it means there."""

    term: Words
    meaning: Words


class Scope(Part):
    sites: StatedMany[Line] = None
    products: StatedMany[Words] = None
    people: StatedMany[People] = None
    excluded: StatedMany[Exclusion] = None
    links: StatedMany[DocumentLink] = None
    definitions: StatedMany[Definition] = None
    applies_from: Stated[date] = None
    reviewed_on: Stated[date] = None
    note: Stated[Words] = None
