"""`authority`: where to complain."""

from services.policy_hosting.facts.codes import N_
from services.policy_hosting.facts.contacts import Authority, Which
from services.policy_hosting.facts.rendering.audiences import named
from services.policy_hosting.facts.rendering.controller import address
from services.policy_hosting.facts.rendering.entries import mark, note
from services.policy_hosting.facts.rendering.speaker import Speaker, joined, marked
from services.policy_hosting.facts.said import Said, many, value
from services.policy_hosting.texts.tree import Block, Inlines, Link, Paragraph, Text

UNNAMED = {
    Which.COMPETENT: N_("the competent supervisory authority"),
    Which.NATIONAL: N_("the supervisory authority of your country"),
}


def render(s: Speaker, arguments: dict[str, str]) -> list[Block]:
    """A sentence per authority, with its address where it has one."""
    del arguments
    if s.facts.authorities is Said.NONE:
        return [Paragraph(s.say(N_("No supervisory authority is named.")))]
    return [Paragraph(said) for authority in many(s.facts.authorities) if (said := complaint(s, authority))]


def complaint(s: Speaker, authority: Authority) -> Inlines:
    called = name(s, authority)
    if not called:
        return ()
    limit = value(authority.for_)
    place = value(authority.address)
    general = value(authority.which) in UNNAMED or authority.example is True
    shown = (*called, *mark(authority))
    whole = (
        s.say(N_("You can complain to {authority}."), authority=shown)
        if general
        else s.say(N_("You can complain to this supervisory authority: {authority}."), authority=shown)
    )
    return joined(
        [
            s.say(N_("{whom}:"), whom=named(s, limit)) if limit else (),
            whole,
            s.say(N_("Address: {address}."), address=_one_line(address(s, place))) if place else (),
            note(s, authority),
        ]
    )


def name(s: Speaker, authority: Authority) -> Inlines:
    """What the authority is called, linked to its site."""
    which, called = value(authority.which), value(authority.name)
    linked: Inlines = ()
    if called:
        short = value(authority.short)
        shown = marked(f"{called} ({short})" if short else called)
        url = value(authority.url)
        linked = (Link(url, shown),) if url else shown
    if which in UNNAMED:
        general = s.say(UNNAMED[which])
        return s.say(N_("{general}, such as {authority}"), general=general, authority=linked) if linked else general
    if linked and authority.example is True:
        return s.say(N_("a supervisory authority such as {authority}"), authority=linked)
    return linked


def _one_line(inlines: Inlines) -> Inlines:
    return joined([(inline,) for inline in inlines if isinstance(inline, Text)], ", ")
