"""`rights` and `objection`: what each right is, its article, caveats and means; the right to object stands apart."""

from services.policy_hosting.facts.activities import Article
from services.policy_hosting.facts.codes import N_
from services.policy_hosting.facts.objection import APART, GROUNDS, grounds, opened
from services.policy_hosting.facts.rendering.audiences import named
from services.policy_hosting.facts.rendering.entries import headed, note, sentences
from services.policy_hosting.facts.rendering.law import article
from services.policy_hosting.facts.rendering.speaker import Speaker, joined
from services.policy_hosting.facts.rights import Means, MeansKind, Right, RightName, Routing
from services.policy_hosting.facts.said import Said, many, value
from services.policy_hosting.texts.tree import Aside, AsideKind, Block, Inlines, Link, ListBlock, Paragraph, Text

NAMES = {
    RightName.ACCESS: N_("Access"),
    RightName.RECTIFICATION: N_("Rectification"),
    RightName.ERASURE: N_("Erasure"),
    RightName.RESTRICTION: N_("Restriction"),
    RightName.PORTABILITY: N_("Portability"),
    RightName.OBJECTION: N_("Objection"),
    RightName.MARKETING_OBJECTION: N_("Objection to marketing"),
    RightName.WITHDRAWAL: N_("Withdrawing consent"),
    RightName.NO_AUTOMATED_DECISION: N_("No purely automated decision"),
    RightName.AFTER_DEATH: N_("Your data after death"),
    RightName.COMPLAINT: N_("Complaint"),
    RightName.ALL: N_("All rights"),
}
WHAT = {
    RightName.ACCESS: N_("You can ask whether we process data about you, and have a copy of it"),
    RightName.RECTIFICATION: N_("You can have wrong data corrected and incomplete data completed"),
    RightName.ERASURE: N_("You can have your data erased in the cases the law names"),
    RightName.RESTRICTION: N_("You can have us set your data aside while a question about it is settled"),
    RightName.PORTABILITY: N_(
        "You can receive the data you gave us in a common format, or have it sent to someone else"
    ),
    RightName.OBJECTION: N_(
        "You can object, on grounds of your particular situation, to processing that rests on a legitimate interest"
    ),
    RightName.MARKETING_OBJECTION: N_("You can object to direct marketing at any time, without giving a reason"),
    RightName.WITHDRAWAL: N_("You can withdraw a consent at any time; what was done before stays lawful"),
    RightName.NO_AUTOMATED_DECISION: N_(
        "You can ask that no decision with serious effects on you is made by a machine alone"
    ),
    RightName.AFTER_DEATH: N_("You can say what is to happen to your data after your death"),
    RightName.COMPLAINT: N_("You can complain to a supervisory authority"),
}
ARTICLES = {
    RightName.ACCESS: "15",
    RightName.RECTIFICATION: "16",
    RightName.ERASURE: "17",
    RightName.RESTRICTION: "18",
    RightName.PORTABILITY: "20",
    RightName.OBJECTION: "21(1)",
    RightName.MARKETING_OBJECTION: "21(2)",
    RightName.WITHDRAWAL: "7(3)",
    RightName.NO_AUTOMATED_DECISION: "22",
    RightName.COMPLAINT: "77",
}
MEANS = {
    MeansKind.FORM: N_("By our form"),
    MeansKind.PAGE_IN_PRODUCT: N_("In the product itself"),
    MeansKind.BROWSER: N_("In your browser's settings"),
    MeansKind.BOX_IN_FORM: N_("By a box in the form"),
    MeansKind.LINK_IN_MAIL: N_("By the link in every message"),
    MeansKind.CONTACT: N_("By contacting us"),
}
ROUTING = {
    Routing.US: N_("Ask us"),
    Routing.CUSTOMER: N_("Ask our customer, for whom we process the data"),
    Routing.BOTH: N_("Ask us or our customer"),
}
_OBJECTION_TO = {
    GROUNDS: N_(
        "You can object, on grounds of your particular situation, to processing that rests on a legitimate interest "
        "or on a task in the public interest"
    ),
    frozenset({Article.PUBLIC_TASK}): N_(
        "You can object, on grounds of your particular situation, to processing for a task in the public interest"
    ),
}


def render(s: Speaker, arguments: dict[str, str]) -> list[Block]:
    """The rights as a list, then objection apart (`without=objection` leaves it to its own directive)."""
    if s.facts.rights is Said.NONE:
        return [Paragraph(s.say(N_("No rights are named; the law gives them to you all the same.")))]
    entries = many(s.facts.rights)
    listed = [right for right in entries if right.right not in APART and right.right is not RightName.ALL]
    general = [right for right in entries if right.right is RightName.ALL]
    items = tuple((Paragraph(one(s, right)),) for right in listed)
    blocks: list[Block] = [ListBlock(ordered=False, items=items)] if items else []
    blocks += [Aside(AsideKind.NOTE, (Paragraph(said),)) for right in general if (said := _general(s, right))]
    return blocks if arguments.get("without") == "objection" else [*blocks, *objection(s, {})]


def objection(s: Speaker, arguments: dict[str, str]) -> list[Block]:
    """The right to object, clearly and apart from all else: GDPR Art. 21(4)."""
    del arguments
    said = tuple(Paragraph(one(s, right)) for right in many(s.facts.rights) if right.right in APART)
    return [Aside(AsideKind.OBJECTION, said)] if said else []


def right_to_object(s: Speaker) -> list[Block]:
    """The same for a page that must show it: as stated, and as the law gives it where nothing is stated."""
    stated = [right for right in many(s.facts.rights) if right.right in APART]
    given = [Right(right=name) for name in opened(s.facts) if name not in {right.right for right in stated}]
    return [Paragraph(one(s, right)) for right in (*stated, *given)]


def one(s: Speaker, right: Right) -> Inlines:
    """A right: its name, what it is, its article, and what limits it."""
    limit = value(right.for_)
    name = (
        s.say(N_("{right} ({whom})"), right=s.say(NAMES[right.right]), whom=named(s, limit))
        if limit
        else s.say(NAMES[right.right])
    )
    return joined([headed(right, name), said(s, right)], ". ")


def said(s: Speaker, right: Right) -> Inlines:
    """What the right is, its article, its caveats and means."""
    what = s.say(_what(s, right.right)) if right.right in WHAT else ()
    if what and (reference := ARTICLES.get(right.right)):
        what = s.say(N_("{statement} ({law})"), statement=what, law=article(s, reference))
    return sentences(what, *_terms(s, right))


def _what(s: Speaker, right: RightName) -> str:
    return _OBJECTION_TO.get(grounds(s.facts), WHAT[right]) if right is RightName.OBJECTION else WHAT[right]


def _general(s: Speaker, right: Right) -> Inlines:
    limit = value(right.for_)
    label = named(s, limit) if limit else s.say(NAMES[RightName.ALL])
    said = sentences(*_terms(s, right))
    return joined([headed(right, label), said], ". ") if said else ()


def _terms(s: Speaker, right: Right) -> list[Inlines]:
    routing, route, unknown = value(right.routing), value(right.route), value(right.not_identifiable)
    return [
        *(s.words(caveat) for caveat in many(right.caveats)),
        *(_means(s, means) for means in many(right.means)),
        s.words(route) if route else s.say(ROUTING[routing]) if routing else (),
        s.say(N_("{statement} ({law})"), statement=_unstopped(s.words(unknown)), law=article(s, "11"))
        if unknown
        else (),
        note(s, right),
    ]


def _means(s: Speaker, means: Means) -> Inlines:
    how, url = value(means.how), value(means.url)
    said = s.say(MEANS[means.kind])
    if how:
        said = s.say(N_("{means}: {how}"), means=said, how=s.words(how))
    return (Link(url, said),) if url else said


def _unstopped(inlines: Inlines) -> Inlines:
    last = inlines[-1]
    return (*inlines[:-1], Text(last.text.rstrip("."))) if isinstance(last, Text) else inlines
