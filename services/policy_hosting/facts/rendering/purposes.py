"""`purposes`: each activity with its data and its legal bases."""

from services.policy_hosting.facts.activities import Activity, Article, Basis, Whose
from services.policy_hosting.facts.codes import N_
from services.policy_hosting.facts.rendering.entries import headed, lines, mark, note
from services.policy_hosting.facts.rendering.law import article
from services.policy_hosting.facts.rendering.recipients import called
from services.policy_hosting.facts.rendering.speaker import Speaker, joined, sentence, stopped
from services.policy_hosting.facts.said import Every, Said, many, value
from services.policy_hosting.texts.tree import Block, Inlines, Paragraph, Table

BASES = {
    Article.CONSENT: N_("Your consent"),
    Article.CONTRACT: N_("Our contract with you"),
    Article.LEGAL_OBLIGATION: N_("A legal obligation"),
    Article.VITAL_INTERESTS: N_("Vital interests"),
    Article.PUBLIC_TASK: N_("A task in the public interest"),
    Article.LEGITIMATE_INTERESTS: N_("A legitimate interest"),
    Article.CUSTOMERS: N_("Our customer's legal basis, on whose behalf we act"),
}
WHOSE = {
    Whose.OURS: N_("ours"),
    Whose.CUSTOMERS: N_("our customer's"),
    Whose.THIRD_PARTY: N_("a third party's"),
}


def render(s: Speaker, arguments: dict[str, str]) -> list[Block]:
    """A table of what is done, with which data, on what basis; `role` and `for` choose rows."""
    if s.facts.activities is Said.NONE:
        return [Paragraph(s.say(N_("We do nothing with personal data.")))]
    chosen = [activity for activity in many(s.facts.activities) if _meant(activity, arguments)]
    if not chosen:
        return []
    columns = [
        (s.say(N_("What for")), [_what(s, activity) for activity in chosen]),
        (s.say(N_("Data")), [data(s, activity) for activity in chosen]),
        (s.say(N_("Legal basis")), [basis(s, activity) for activity in chosen]),
    ]
    shown = [column for column in columns if any(column[1])]
    return [
        Table(
            head=tuple(head for head, _ in shown),
            rows=tuple(zip(*(cells for _, cells in shown), strict=True)),
            label=s.text(N_("What we use data for")),
        )
    ]


def basis(s: Speaker, activity: Activity) -> Inlines:
    """All bases of an activity, under each other; empty where none is stated."""
    if activity.bases is Said.NONE:
        return s.say(N_("None is given."))
    return lines(*(stopped(_basis(s, one)) for one in many(activity.bases)))


def _what(s: Speaker, activity: Activity) -> Inlines:
    return lines(headed(activity, sentence(s.activity(str(activity.code)))), about(s, activity))


def about(s: Speaker, activity: Activity) -> Inlines:
    """All that is said of an activity but its data and its bases."""
    condition, automated = value(activity.condition), value(activity.automated)
    effect = value(automated.effect) if automated else None
    told = [called(s, code) for code in many(activity.recipients)]
    return lines(
        s.say(N_("This may happen; it need not.")) if value(activity.may) else (),
        stopped(s.words(condition)) if condition else (),
        s.say(N_("About: {people}"), people=_people(s, activity)) if _people(s, activity) else (),
        s.say(N_("Received by: {recipients}"), recipients=joined([one for one in told if one], ", "))
        if any(told)
        else (),
        stopped(s.say(N_("A decision is made without a person: {logic}"), logic=s.words(automated.logic)))
        if automated
        else (),
        stopped(s.say(N_("Its effect: {effect}"), effect=s.words(effect))) if effect else (),
        note(s, activity),
    )


def _people(s: Speaker, activity: Activity) -> Inlines:
    if activity.people is Every.ALL:
        return s.say(N_("everyone"))
    return joined([s.people(str(code), inside=True) for code in many(activity.people)], ", ")


def data(s: Speaker, activity: Activity) -> Inlines:
    if activity.categories is Every.ALL:
        return s.say(N_("All data"))
    codes = many(activity.categories)
    return sentence(joined([s.category(str(code), inside=place > 0) for place, code in enumerate(codes)], ", "))


def _basis(s: Speaker, basis: Basis) -> Inlines:
    said = s.say(BASES[basis.article])
    if marks := _marks(s, basis):
        said = s.say(N_("{statement} ({law})"), statement=said, law=joined(marks, ", "))
    if (interest := value(basis.interest)) is not None:
        said = s.say(N_("{basis}: {interest}"), basis=said, interest=s.words(interest))
    if (condition := value(basis.condition)) is not None:
        said = joined([said, s.words(condition)], ", ")
    return joined([(*said, *mark(basis)), *_consent(s, basis), note(s, basis)], ". ")


def _marks(s: Speaker, basis: Basis) -> list[Inlines]:
    """What stands in brackets behind a basis: whose interest, the articles, the law."""
    special, law = value(basis.special), value(basis.law)
    return [
        *([s.listing([s.say(WHOSE[one]) for one in many(basis.whose)])] if many(basis.whose) else []),
        *([] if basis.article is Article.CUSTOMERS else [article(s, basis.article.value)]),
        *([article(s, special)] if special else []),
        *([s.words(law)] if law else []),
    ]


def _consent(s: Speaker, basis: Basis) -> list[Inlines]:
    consent = value(basis.consent)
    if consent is None:
        return []
    given, withdrawn = value(consent.given), value(consent.withdrawn)
    return [
        s.say(N_("Given {how}"), how=s.words(given)) if given else (),
        s.say(N_("You can withdraw it {how}"), how=s.words(withdrawn)) if withdrawn else (),
    ]


def _meant(activity: Activity, arguments: dict[str, str]) -> bool:
    people, role = arguments.get("for"), arguments.get("role")
    return (role is None or value(activity.role) == role) and (
        people is None or activity.people is Every.ALL or people in many(activity.people)
    )
