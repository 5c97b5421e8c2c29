"""Lengths of time in words: “90 days” by CLDR, working days and what Babel's data lacks from the catalogue."""

from babel.units import format_unit

from services.policy_hosting.facts.length import Length, Unit
from shared.i18n import SHIPPED, Translator


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802  as N_, for a message that depends on a number
    """Mark a message and its plural for the catalogue."""
    return one, many


_COUNTED = {
    Unit.HOUR: NN_("{n} hour", "{n} hours"),
    Unit.DAY: NN_("{n} day", "{n} days"),
    Unit.WEEK: NN_("{n} week", "{n} weeks"),
    Unit.MONTH: NN_("{n} month", "{n} months"),
    Unit.YEAR: NN_("{n} year", "{n} years"),
    Unit.WORKING_DAY: NN_("{n} working day", "{n} working days"),
    Unit.WORKING_DAY_MON_FRI: NN_("{n} working day (Monday to Friday)", "{n} working days (Monday to Friday)"),
    Unit.WORKING_DAY_MON_SAT: NN_("{n} working day (Monday to Saturday)", "{n} working days (Monday to Saturday)"),
}
_OF_CLDR = {Unit.HOUR, Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR}


def figure(length: Length, translator: Translator) -> str:
    """A length in the reader's language; where Babel 2.18 has lost CLDR's long form, ours or the short one."""
    if length.unit in _OF_CLDR:
        ours = translator.cldr.language in SHIPPED
        for form in ("long",) if ours else ("long", "short"):
            said = _by_cldr(length, translator, form)
            if "duration-" not in said:
                return said
    return translator.ngettext(*_COUNTED[length.unit], length.amount)


def _by_cldr(length: Length, translator: Translator, form: str) -> str:
    unit = f"duration-{length.unit.value}"
    return str(format_unit(length.amount, unit, form, locale=translator.cldr))  # type: ignore[arg-type]
