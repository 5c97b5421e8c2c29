"""`identity`: what may be asked to be sure who is asking."""

from services.policy_hosting.facts.codes import N_
from services.policy_hosting.facts.rendering.entries import bullets, mark, note, sentences
from services.policy_hosting.facts.rendering.speaker import Speaker, joined
from services.policy_hosting.facts.rights import Identity, When
from services.policy_hosting.facts.said import Said, many, value
from services.policy_hosting.texts.tree import Block, Inlines, Paragraph

PROOFS = {
    "name": N_("your name"),
    "mail-address": N_("your mail address"),
    "identity-document": N_("an official identity document"),
    "proof-of-identity": N_("proof of your identity"),
    "precise-information": N_("details that only you know"),
    "details-of-request": N_("more details about your request"),
}
ASKED = {
    When.NEVER: N_("We never ask for {what}"),
    When.ON_DOUBT: N_("If we have reasonable doubts about who you are, we ask for {what}"),
    When.MAY: N_("We may ask for {what}"),
    When.ALWAYS: N_("We always ask for {what}"),
}


def render(s: Speaker, arguments: dict[str, str]) -> list[Block]:
    """A sentence per kind of proof and moment."""
    del arguments
    if s.facts.identity is Said.NONE:
        return [Paragraph(s.say(N_("We ask for no proof of identity.")))]
    said = [one(s, entry) for entry in many(s.facts.identity)]
    return [Paragraph(said[0])] if len(said) == 1 else [*bullets(said)]


def one(s: Speaker, entry: Identity) -> Inlines:
    asked = s.say(ASKED[entry.when], what=what(s, entry))
    deleted = s.say(N_("We delete it after the check")) if value(entry.deleted_after_check) else ()
    return joined([sentences((*asked, *mark(entry)), deleted), note(s, entry)])


def what(s: Speaker, entry: Identity) -> Inlines:
    return s.words(entry.what.words) if entry.what.words else s.say(PROOFS[str(entry.what.code)])
