"""Articles of the GDPR as each language names them."""

import re

from services.policy_hosting.facts.codes import N_
from services.policy_hosting.facts.rendering.speaker import Speaker
from services.policy_hosting.texts.tree import Inlines


def article(s: Speaker, reference: str) -> Inlines:
    """“6(1)(f)” as “GDPR Art. 6(1)(f)”, or “Art. 6 Abs. 1 lit. f DSGVO”."""
    found = re.fullmatch(r"(\d+)(?:\((\d)\))?(?:\(([a-z])\))?", reference)
    number, paragraph, letter = found.groups() if found else (reference, None, None)
    if paragraph and letter:
        return s.say(
            N_("GDPR Art. {article}({paragraph})({letter})"), article=number, paragraph=paragraph, letter=letter
        )
    if paragraph:
        return s.say(N_("GDPR Art. {article}({paragraph})"), article=number, paragraph=paragraph)
    return s.say(N_("GDPR Art. {article}"), article=number)
