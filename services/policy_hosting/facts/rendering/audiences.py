"""Whom or what an entry is for, said as a label."""

from collections.abc import Sequence

from services.policy_hosting.facts.audience import Audience
from services.policy_hosting.facts.codes import N_
from services.policy_hosting.facts.rendering.speaker import Speaker, joined, sentence
from services.policy_hosting.facts.roles import Role
from services.policy_hosting.facts.said import Every, many, value
from services.policy_hosting.texts.tree import Inlines, Text

ROLES = {
    Role.CONTROLLER: N_("Controller"),
    Role.JOINT_CONTROLLER: N_("Joint controller"),
    Role.SEPARATE_CONTROLLER: N_("Separate controller"),
    Role.PROCESSOR: N_("Processor"),
    Role.REPRESENTATIVE_EU: N_("Representative in the European Union"),
    Role.REPRESENTATIVE_UK: N_("Representative in the United Kingdom"),
}
_DATA_OF = {
    Role.CONTROLLER: N_("data for which we are controller"),
    Role.JOINT_CONTROLLER: N_("data for which we are joint controller"),
    Role.SEPARATE_CONTROLLER: N_("data for which we are controller"),
    Role.PROCESSOR: N_("data we process on behalf of our customers"),
    Role.REPRESENTATIVE_EU: N_("data for which we are representative"),
    Role.REPRESENTATIVE_UK: N_("data for which we are representative"),
}


def named(s: Speaker, audience: Audience) -> Inlines:
    """“Bank details (customers)”; the first thing it names is the label, the others stand in brackets."""
    return sentence(inside(s, audience))


def inside(s: Speaker, audience: Audience) -> Inlines:
    """The same, to stand inside a sentence."""
    if audience.everything_else:
        return s.say(N_("Everything else"))
    things = _things(s, audience)
    if not things:
        return s.say(N_("All data"))
    label, *limits = things
    return joined([label, (Text("("), *joined(limits, ", "), Text(")"))]) if limits else label


def _things(s: Speaker, audience: Audience) -> list[Inlines]:
    first = True
    said: list[Inlines] = []
    for codes, label in (
        (audience.categories, s.category),
        (audience.activities, s.activity),
        (audience.people, s.people),
    ):
        if codes is Every.ALL:
            said.append(s.say(N_("all of them") if codes is audience.people else N_("all data")))
        elif many(codes):
            names: Sequence[Inlines] = [
                label(str(code), inside=not (first and place == 0)) for place, code in enumerate(many(codes))
            ]
            said.append(s.listing(names))
        first = not said
    if (role := value(audience.role)) is not None:
        said.append(s.say(_DATA_OF[role]))
    if (option := value(audience.option)) is not None:
        said.append(s.say(N_("with the option “{option}”"), option=option_label(s, str(option))))
    if many(audience.countries):
        said.append(s.listing([s.translator.country_name(code) for code in many(audience.countries)]))
    said += [s.words(stated) for field in (audience.part, audience.condition) if (stated := value(field)) is not None]
    return said


def option_label(s: Speaker, code: str) -> Inlines:
    """The label of an option by its code, from the retention row that offers it."""
    options = [option for row in many(s.facts.retention) if (option := value(row.option)) is not None]
    offered = [option for option in options if option.name == code]
    return s.option(code, value(offered[0].label) if offered else None)
