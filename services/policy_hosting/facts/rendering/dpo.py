"""`dpo`: the data protection officer, who may be appointed and not named."""

from services.policy_hosting.facts.codes import N_
from services.policy_hosting.facts.contacts import ContactPurpose
from services.policy_hosting.facts.rendering.contacts import listed
from services.policy_hosting.facts.rendering.entries import sentences
from services.policy_hosting.facts.rendering.speaker import Speaker, marked
from services.policy_hosting.facts.said import Said, many, value
from services.policy_hosting.texts.tree import Block, Inlines, Mark, Paragraph


def render(s: Speaker, arguments: dict[str, str]) -> list[Block]:
    """Whether there is one, who, and how to reach them."""
    del arguments
    if not (said := appointed(s)):
        return []
    channels = [contact for contact in many(s.facts.contacts) if ContactPurpose.DPO in many(contact.purposes)]
    return [Paragraph(said), *listed(s, channels, with_purposes=False)]


def appointed(s: Speaker) -> Inlines:
    """The sentences about the officer; empty where nothing is stated."""
    dpo = value(s.facts.dpo)
    if s.facts.dpo is Said.NONE or (dpo and dpo.appointed in {False, Said.NONE}):
        return s.say(N_("We have not appointed a data protection officer."))
    if dpo is None:
        return ()
    name = value(dpo.name)
    first = (
        s.say(N_("Our data protection officer is {name}."), name=marked(name))
        if name
        else s.say(N_("We have appointed a data protection officer."))
    )
    return (
        *sentences(
            first,
            s.say(N_("The officer is not one of our staff.")) if value(dpo.external) else (),
            s.say(N_("The officer {what}"), what=s.words(tasks)) if (tasks := value(dpo.tasks)) else (),
            s.say(N_("The officer {what}"), what=s.words(means)) if (means := value(dpo.means)) else (),
            s.say(N_("The officer's mailbox is also read by others.")) if value(dpo.shared_channel) else (),
            s.words(note) if (note := value(dpo.note)) else (),
        ),
        *((Mark(),) if dpo.invented else ()),
    )
