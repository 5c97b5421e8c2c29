"""The facts as short lines, each about one thing, so that two records can be compared."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from services.policy_hosting.facts.codes import N_
from services.policy_hosting.facts.entry import Part, plain
from services.policy_hosting.facts.rendering import (
    answer,
    audiences,
    authority,
    breach,
    commitments,
    contacts,
    controller,
    cookies,
    data,
    dpo,
    identity,
    notice,
    purposes,
    recipients,
    retention,
    rights,
    scope,
    territory,
    transfers,
)
from services.policy_hosting.facts.rendering.periods import period, spell
from services.policy_hosting.facts.rendering.speaker import Speaker, joined, sentence
from services.policy_hosting.facts.retention import Stage
from services.policy_hosting.facts.said import Said, many, value
from services.policy_hosting.texts.tree import Blocks, Definitions, Inlines, ListBlock, Paragraph, text, words

SUBJECTS = {
    "scope": scope.render,
    "entities": controller.render,
    "contacts": contacts.render,
    "authorities": authority.render,
    "categories": data.render,
    "activities": purposes.render,
    "retention": retention.render,
    "recipients": recipients.render,
    "transfers": transfers.render,
    "territory": territory.render,
    "rights": rights.render,
    "answer": answer.render,
    "identity": identity.render,
    "notices": notice.render,
    "breach": breach.render,
    "cookies": cookies.render,
    "commitments": commitments.render,
}


@dataclass(frozen=True, slots=True)
class Line:
    """What is said (`value`) about something (`label`); `figure` is its length where that is all there is to it."""

    key: str
    label: str
    value: str
    figure: str = ""
    alone: bool = False
    """Whether the value is a sentence that needs no label before it."""

    def whole(self, s: Speaker) -> str:
        """The line as it stands when there is nothing to compare it with."""
        if self.alone or not self.label or self.label == self.value:
            return self.value
        return s.text(N_("{what}: {where}"), what=self.label, where=self.value)


def lines(s: Speaker) -> Iterator[Line]:
    """Every line of a record, in the record's order."""
    for subject in (_none, _who, _reach, _what, _retention, _recipients, _rights, _changes, _rest):
        yield from (replace(line, value=_flat(line.value)) for line in subject(s) if line.value)


def _none(s: Speaker) -> Iterator[Line]:
    """What is stated as none."""
    for name, render in SUBJECTS.items():
        if getattr(s.facts, name) is Said.NONE:
            yield _sentence(f"none:{name}", (), _said(tuple(render(s, {}))))


def _who(s: Speaker) -> Iterator[Line]:
    scoped = scope.render(s, {})
    yield from _defined("scope", [*scoped, *scope.definitions(s, {})])
    yield _sentence("scope:note", (), _said(tuple(block for block in scoped if isinstance(block, Paragraph))))
    for number, entity in enumerate(many(s.facts.entities)):
        yield from _defined(f"entity:{number}:{value(entity.code) or ''}", controller.of(s, entity))


def _reach(s: Speaker) -> Iterator[Line]:
    for contact in many(s.facts.contacts):
        label = contacts.term(s, contact, with_purposes=True)
        yield _line(f"contact:{contact.kind}:{many(contact.purposes)}", label, _address(contacts.whole(s, contact)))
    yield _sentence("dpo", s.say(N_("Data protection officer")), dpo.appointed(s))
    for one in many(s.facts.authorities):
        yield _sentence(f"authority:{_key(one.for_)}", s.say(N_("Supervisory authority")), authority.complaint(s, one))


def _what(s: Speaker) -> Iterator[Line]:
    for category in many(s.facts.categories):
        about, label = data.about(s, category), sentence(s.category(str(category.code)))
        yield _line(f"data:{category.code}", label, _said(tuple(about)) or label)
    for activity in many(s.facts.activities):
        label = sentence(s.activity(str(activity.code)))
        said = _parts([purposes.about(s, activity), purposes.data(s, activity), purposes.basis(s, activity)])
        yield _line(f"activity:{activity.code}:{activity.role}", label, said or label)


def _retention(s: Speaker) -> Iterator[Line]:
    for row in many(s.facts.retention):
        label, key = audiences.named(s, row.for_), f"retention:{_key(row.for_)}"
        yield _figured(s, _line(key, label, period(s, row)), many(row.stages))
        option = value(row.option)
        if option is not None:
            named = s.say(N_("{what} ({limit})"), what=label, limit=s.option(str(option.name), value(option.label)))
            stages = many(option.stages)
            yield _figured(s, _line(f"{key}:{option.name}", named, spell(s, stages)), stages)
        yield _line(f"{key}:besides", label, _parts([retention.besides(s, row)]))


def _recipients(s: Speaker) -> Iterator[Line]:
    for one in many(s.facts.recipients):
        key = f"recipient:{value(one.code) or one.kind}:{one.role}:{value(one.name) or _key(one.label)}"
        label = sentence(recipients.label(s, one))
        yield _line(key, label, joined([recipients.condition(s, one), recipients.terms(s, one)], ". ") or label)
    for move in many(s.facts.transfers):
        yield _line(
            f"transfer:{_key(move.label)}:{move.to}:{move.kind}",
            sentence(transfers.to_whom(s, move)),
            transfers.terms(s, move),
        )
    for place in many(s.facts.territory):
        key = f"territory:{place.covers}:{_key(place.system)}:{_key(place.for_)}"
        yield _line(key, territory.label(s, place), territory.where(s, place) or territory.label(s, place))


def _rights(s: Speaker) -> Iterator[Line]:
    for right in many(s.facts.rights):
        yield _sentence(
            f"right:{right.right}:{_key(right.for_)}", s.say(rights.NAMES[right.right]), rights.said(s, right)
        )
    for number, clause in enumerate(many(s.facts.answer)):
        length = value(clause.length)
        line = _sentence(f"answer:{number}", s.say(N_("Time to answer")), answer.one(s, clause))
        yield replace(line, figure=s.length(length)) if length else line
    for proof in many(s.facts.identity):
        yield _sentence(f"identity:{_key(proof.what)}", s.say(N_("Proof of identity")), identity.one(s, proof))


def _changes(s: Speaker) -> Iterator[Line]:
    for promise in many(s.facts.notices):
        length = value(promise.length)
        label = s.say(N_("Notice of {changes}"), changes=notice.subject(s, promise))
        line = _sentence(f"notice:{promise.about}:{_key(promise.for_)}", label, notice.one(s, promise))
        yield replace(line, figure=s.length(length)) if length else line
    for told in many(s.facts.breach):
        within = value(told.within)
        key = f"breach:{told.to}:{_key(told.which)}:{_key(told.for_)}:{_key(told.condition)}"
        line = _sentence(key, s.say(N_("Breach: telling {whom}"), whom=breach.whom(s, told)), breach.one(s, told))
        yield replace(line, figure=s.length(within)) if within else line


def _rest(s: Speaker) -> Iterator[Line]:
    for cookie in many(s.facts.cookies):
        key, label = f"cookie:{cookie.kind}:{cookie.party}:{_key(cookie.label)}", cookies.label(s, cookie)
        longest = value(cookie.longest)
        yield replace(
            _line(key, label, _parts(cookies.cells(s, cookie)) or label),
            figure=s.length(longest) if longest else "",
        )
    for commitment in many(s.facts.commitments):
        said = commitments.one(s, commitment)
        yield _line(f"commitment:{commitment.kind}:{_key(commitment.text)}", (), said)


def _defined(key: str, blocks: object) -> Iterator[Line]:
    """Terms and what they mean, as lines."""
    for block in blocks if isinstance(blocks, (list, tuple)) else []:
        if isinstance(block, Definitions):
            for term, said in block.pairs:
                yield _line(f"{key}:{words(term)}", term, _said(said))


def _said(blocks: Blocks) -> Inlines:
    parts: list[Inlines] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            parts.append(block.inlines)
        elif isinstance(block, ListBlock):
            parts += [_said(item) for item in block.items]
    return _parts(parts)


def _address(said: Inlines) -> Inlines:
    """Its lines in one."""
    return text(words(said).replace("\n", ", "))


def _parts(parts: list[Inlines]) -> Inlines:
    """Several sentences in one line."""
    return text(". ".join(words(part).removesuffix(".").replace(".\n", ". ") for part in parts if part))


def _sentence(key: str, label: Inlines, said: Inlines) -> Line:
    return replace(_line(key, label, said), alone=True)


def _line(key: str, label: Inlines, said: Inlines) -> Line:
    return Line(key, words(label), words(said))


def _flat(text: str) -> str:
    """One line, as a sentence that something else follows."""
    return re.sub(" +", " ", text.replace("\n", ". ")).strip(" ").removesuffix(".")


def _figured(s: Speaker, line: Line, stages: tuple[Stage, ...]) -> Line:
    lengths = [length for stage in stages if (length := value(stage.length)) is not None]
    return replace(line, figure=s.length(lengths[0])) if len(lengths) == 1 else line


def _key(stated: object) -> str:
    return (
        json.dumps(plain(stated), sort_keys=True, ensure_ascii=False, default=str)
        if isinstance(stated, Part) or stated is not None
        else ""
    )
