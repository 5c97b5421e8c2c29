"""`commitments` and `security`: promises of another kind, with their evidence."""

from services.policy_hosting.facts.codes import N_
from services.policy_hosting.facts.commitments import Commitment, CommitmentKind
from services.policy_hosting.facts.rendering.audiences import named
from services.policy_hosting.facts.rendering.entries import bullets, mark, note, sentences
from services.policy_hosting.facts.rendering.recipients import IN_ROLE
from services.policy_hosting.facts.rendering.speaker import Speaker, joined, marked, stopped
from services.policy_hosting.facts.said import Said, many, value
from services.policy_hosting.texts.tree import Block, Inlines, Link, Paragraph

SECURITY = {
    CommitmentKind.SECURITY_MEASURE,
    CommitmentKind.CERTIFICATE,
    CommitmentKind.STAFF_CONFIDENTIALITY,
    CommitmentKind.ACCESS_LIMIT,
    CommitmentKind.ISOLATION,
    CommitmentKind.COMMUNICATIONS_SECRECY,
    CommitmentKind.BREACH_PROCEDURE,
}


def render(s: Speaker, arguments: dict[str, str]) -> list[Block]:
    """A line per commitment; `kind` and `role` choose."""
    if s.facts.commitments is Said.NONE:
        return [Paragraph(s.say(N_("We make no other commitments.")))]
    kinds = set(arguments["kind"].split(",")) if "kind" in arguments else None
    return _listed(s, [one for one in many(s.facts.commitments) if _meant(one, kinds, arguments.get("role"))])


def security(s: Speaker, arguments: dict[str, str]) -> list[Block]:
    """Those about security alone."""
    return _listed(
        s,
        [
            one
            for one in many(s.facts.commitments)
            if _meant(one, {kind.value for kind in SECURITY}, arguments.get("role"))
        ],
    )


def one(s: Speaker, entry: Commitment) -> Inlines:
    limit, role = value(entry.for_), value(entry.role)
    label = (
        s.say(N_("{whom}:"), whom=named(s, limit))
        if limit
        else s.say(N_("{whom}:"), whom=s.say(IN_ROLE[role]))
        if role in IN_ROLE
        else ()
    )
    return joined([label, (*stopped(s.words(entry.text)), *mark(entry)), _evidence(s, entry), note(s, entry)])


def _evidence(s: Speaker, entry: Commitment) -> Inlines:
    proof, url, dated, expires = (
        value(entry.evidence),
        value(entry.evidence_url),
        value(entry.evidence_date),
        value(entry.expires),
    )
    standard, holder = value(entry.standard), value(entry.holder)
    shown: Inlines = s.words(proof) if proof else s.say(N_("evidence"))
    return sentences(
        s.say(N_("Standard: {standard}"), standard=marked(standard)) if standard else (),
        s.say(N_("Certified: {holder}"), holder=marked(holder)) if holder else (),
        s.say(N_("Evidence: {evidence}"), evidence=(Link(url, shown),) if url else shown) if proof or url else (),
        s.say(N_("Checked on {date}"), date=s.translator.date(dated)) if dated else (),
        s.say(N_("Valid until {date}"), date=s.translator.date(expires)) if expires else (),
    )


def _listed(s: Speaker, entries: list[Commitment]) -> list[Block]:
    return [*bullets([one(s, entry) for entry in entries])]


def _meant(entry: Commitment, kinds: set[str] | None, role: str | None) -> bool:
    return (kinds is None or entry.kind.value in kinds) and (role is None or value(entry.role) in {None, role})
