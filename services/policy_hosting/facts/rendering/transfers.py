"""`transfers`: what leaves the European Economic Area, and on what footing."""

from services.policy_hosting.facts.codes import N_
from services.policy_hosting.facts.recipients import Tool, Transfer
from services.policy_hosting.facts.rendering.entries import headed, note, sentences
from services.policy_hosting.facts.rendering.places import places
from services.policy_hosting.facts.rendering.recipients import KINDS, called
from services.policy_hosting.facts.rendering.speaker import Speaker, joined, sentence
from services.policy_hosting.facts.said import Said, many, value
from services.policy_hosting.texts.tree import Block, Inlines, ListBlock, Paragraph

TOOLS = {
    Tool.ADEQUACY: N_("an adequacy decision of the European Commission"),
    Tool.SCC: N_("standard contractual clauses of the European Commission"),
    Tool.BCR: N_("binding corporate rules"),
    Tool.DPF: N_("the EU-U.S. Data Privacy Framework"),
    Tool.CODE_OF_CONDUCT: N_("an approved code of conduct"),
    Tool.CERTIFICATION: N_("an approved certification"),
    Tool.UK_IDTA: N_("the UK International Data Transfer Agreement"),
    Tool.DEROGATION: N_("an exception of GDPR Art. 49"),
    Tool.PRIVACY_SHIELD: N_("the EU-U.S. Privacy Shield (no longer valid)"),
    Tool.SAFE_HARBOUR: N_("the Safe Harbour agreement (no longer valid)"),
}


def render(s: Speaker, arguments: dict[str, str]) -> list[Block]:
    """One item per transfer."""
    del arguments
    if s.facts.transfers is Said.NONE:
        return [Paragraph(s.say(N_("No personal data leaves the European Economic Area.")))]
    items = [joined([headed(one, sentence(to_whom(s, one))), terms(s, one)], ". ") for one in many(s.facts.transfers)]
    return [ListBlock(ordered=False, items=tuple((Paragraph(item),) for item in items))] if items else []


def to_whom(s: Speaker, one: Transfer) -> Inlines:
    """Who receives it: words, the recipients by their names, their kind."""
    if (own := value(one.label)) is not None:
        return s.words(own)
    names = [name for code in many(one.to) if (name := called(s, code))]
    if names:
        return s.listing(names)
    kind = value(one.kind)
    return s.say(KINDS[kind]) if kind else s.say(N_("Transfers to other countries"))


def terms(s: Speaker, one: Transfer) -> Inlines:
    """Where to, on which tool, with what told."""
    where, tools = places(s, many(one.countries), many(one.areas)), [s.say(TOOLS[tool]) for tool in many(one.tools)]
    return sentences(
        s.say(N_("Where: {places}"), places=where) if where else (),
        s.say(N_("Each is named in our register of subprocessors")) if one.register_ is not None else (),
        s.say(N_("No safeguard is given")) if one.tools is Said.NONE else (),
        s.say(N_("Safeguard, at least one of: {tools}"), tools=s.listing(tools, "or"))
        if tools and one.at_least_one is True
        else (),
        s.say(N_("Safeguard: {tools}"), tools=s.listing(tools)) if tools and one.at_least_one is not True else (),
        s.words(condition) if (condition := value(one.condition)) else (),
        s.say(N_("How to get a copy: {how}"), how=s.words(copy)) if (copy := value(one.copy_)) else (),
        s.words(told) if (told := value(one.told)) else (),
        s.say(N_("We avoid it {how}"), how=s.words(avoided)) if (avoided := value(one.avoided)) else (),
        note(s, one),
    )
