"""Countries and sets of countries in words."""

from services.policy_hosting.facts.codes import N_
from services.policy_hosting.facts.rendering.speaker import Speaker
from services.policy_hosting.facts.territory import Area
from services.policy_hosting.texts.tree import Inlines, text

AREAS = {
    Area.EU: N_("European Union"),
    Area.EEA: N_("European Economic Area"),
    Area.ADEQUATE: N_("countries with an adequate level of protection"),
    Area.EUROPE: N_("Europe"),
    Area.OUTSIDE_EU: N_("outside the European Union"),
    Area.OUTSIDE_EEA: N_("outside the European Economic Area"),
    Area.WORLDWIDE: N_("worldwide"),
}


def places(s: Speaker, countries: tuple[str, ...], areas: tuple[Area, ...]) -> Inlines:
    """“France, European Economic Area and countries with an adequate level of protection”."""
    named = [text(s.translator.country_name(code)) for code in countries]
    return s.listing([*named, *(s.say(AREAS[area]) for area in areas)])
