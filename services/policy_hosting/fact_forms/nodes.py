"""A subject's form, filled: a tree of fields with labels, values and choices, for one template to show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from services.policy_hosting.fact_forms.labels import hint_of, label_of
from services.policy_hosting.fact_forms.reading import EVERYTHING_ELSE
from services.policy_hosting.fact_forms.shape import Shape, fields_of, is_audience
from services.policy_hosting.fact_forms.values import value_label
from services.policy_hosting.facts.codes import ACTIVITIES, CATEGORIES, PEOPLE
from services.policy_hosting.facts.kinds import (
    ActivityCode,
    CategoryCode,
    Code,
    EntityCode,
    PeopleCode,
    RecipientCode,
    RegisterKey,
)
from services.policy_hosting.facts.length import Length, Unit
from services.policy_hosting.facts.rendering.figures import figure
from shared.i18n import Translator, translator
from shared.phrase import translated

_SAYINGS = ("none", "not-stated")
_SHIPPED = {CategoryCode: CATEGORIES, ActivityCode: ACTIVITIES, PeopleCode: PEOPLE}
_WHERE: dict[type[Code], str] = {
    CategoryCode: "categories",
    ActivityCode: "activities",
    RecipientCode: "recipients",
    EntityCode: "entities",
}
_SAID_AS_CHOICE = {"choice", "yes-no"}


@dataclass(kw_only=True)
class Node:
    """A field on the form, or an entry of a list."""

    name: str
    label: str
    hint: str = ""
    kind: str
    value: Any = ""
    said: str = ""
    sayable: bool = False
    required: bool = False
    choices: Sequence[tuple[str, str, bool]] = ()
    units: Sequence[tuple[str, str, bool]] = ()
    children: "Sequence[Node]" = ()
    every: bool = False

    @property
    def filled(self) -> bool:
        """Whether something stands there."""
        return bool(self.value or self.said or self.children) or any(chosen for _, _, chosen in self.choices if _)

    @property
    def id(self) -> str:
        return self.name.replace(".", "-").replace("=", "")


@dataclass
class Filling:
    """What all fields of one form share: the reader's language, and the codes the record knows."""

    locale: str
    facts: Mapping[str, Any]  # the whole record, plain
    translator: Translator = field(init=False)
    labels: Translator = field(init=False)

    def __post_init__(self) -> None:
        self.translator, self.labels = translator(self.locale), translator(self.locale, "facts")

    def node(self, shape: Shape, name: str, value: Any, *, label: str, hint: str = "", required: bool = False) -> Node:
        """One field with what stands in it."""
        sayings = _SAYINGS if shape.stated else ()
        said = value if isinstance(value, str) and value in sayings and shape.kind not in _SAID_AS_CHOICE else ""
        node = Node(
            name=name,
            label=label,
            hint=hint,
            kind="lines" if shape.code is RegisterKey and shape.kind == "codes" else shape.kind,
            said=said,
            sayable=shape.stated and shape.kind not in _SAID_AS_CHOICE,
            required=required,
            every=shape.every,
        )
        self._fill(node, shape, None if said else value)
        return node

    def _fill(self, node: Node, shape: Shape, value: Any) -> None:  # noqa: C901, PLR0912  one case per kind
        match node.kind:
            case "part":
                node.children = self._children(shape, node.name, value) if value is not None or node.required else ()
                node.value = value is not None
                if not node.children:
                    node.children = self._children(shape, node.name, {})
            case "parts":
                node.children = [
                    Node(
                        name=f"{node.name}.{number}",
                        label=self._entry(entry, number),
                        kind="entry",
                        value=True,
                        children=self._children(shape, f"{node.name}.{number}", entry),
                    )
                    for number, entry in enumerate(_listed(value))
                ]
            case "words-list":
                node.children = [
                    Node(name=f"{node.name}.{number}", label=str(number + 1), kind="words", value=_mapping(each))
                    for number, each in enumerate(_listed(value))
                ]
            case "words":
                node.value = _mapping(value)
            case "length":
                amount, _, unit = str(value or "").partition(" ")
                chosen = unit.replace("working-days", "working-day").removesuffix("s") if unit else "month"
                node.value = amount
                node.units = [(each.value, value_label(each.value), each.value == chosen) for each in Unit]
            case "term":
                node.value = _mapping(value)
                node.choices = self._options(shape, value if isinstance(value, str) else "")
            case "choice" | "yes-no":
                node.choices = self._options(shape, value)
            case "choices":
                given = _listed(value)  # first and in their order, which is the author's
                node.choices = [
                    (each, value_label(each), each in given) for each in dict.fromkeys((*given, *shape.choices))
                ]
            case "codes":
                chosen_codes = ["all"] if value == "all" else _listed(value)
                node.choices = self._codes(shape, chosen_codes)
            case "lines":
                node.value = "all" if value == "all" else "\n".join(str(each) for each in _listed(value))
            case _:
                node.value = "" if value is None else str(value)
        if node.kind == "code" and shape.code:
            node.choices = [(code, label, False) for code, label in self._known(shape.code)]

    def _children(self, shape: Shape, name: str, value: Any) -> list[Node]:
        assert shape.part is not None  # noqa: S101  parts have one
        given = _mapping({EVERYTHING_ELSE: True} if value == "everything-else" and is_audience(shape) else value)
        part = shape.part.__name__
        return [
            self.node(
                each.shape,
                f"{name}.{each.name}",
                given.get(each.name),
                label=label_of(part, each.name),
                hint=hint_of(part, each.name),
                required=each.required,
            )
            for each in fields_of(shape.part)
        ]

    def _options(self, shape: Shape, value: Any) -> list[tuple[str, str, bool]]:
        written = {True: "true", False: "false"}.get(value, value) if isinstance(value, bool) else value or ""
        values = ("true", "false") if shape.kind == "yes-no" else shape.choices
        sayings = _SAYINGS if shape.stated and shape.kind in _SAID_AS_CHOICE and shape.kind != "yes-no" else ()
        return [(each, value_label(each), each == written) for each in (*values, *sayings)]

    def _codes(self, shape: Shape, chosen: Sequence[str]) -> list[tuple[str, str, bool]]:
        assert shape.code is not None  # noqa: S101  codes have one
        known = dict(self._known(shape.code))
        known |= {each: each for each in chosen if each not in known and each != "all"}
        every = [("all", value_label("all"), "all" in chosen)] if shape.every else []
        first = [code for code in chosen if code in known]  # in the order the author gave them
        return every + [(code, known[code], code in chosen) for code in dict.fromkeys((*first, *known))]

    def _known(self, kind: type[Code]) -> list[tuple[str, str]]:
        """Shipped codes with their labels, after the record's own."""
        own = _listed(self.facts.get(_WHERE.get(kind, ""), ())) if kind is not PeopleCode else self._people()
        found = {str(each["code"]): self._entry(each, 0) for each in own if isinstance(each, dict) and each.get("code")}
        shipped = {code: self.labels.gettext(each.label) for code, each in _SHIPPED.get(kind, {}).items()}
        return list((found | {code: label for code, label in shipped.items() if code not in found}).items())

    def _people(self) -> list[Any]:
        scope = self.facts.get("scope")
        return _listed(scope.get("people")) if isinstance(scope, dict) else []

    def _entry(self, entry: Any, number: int) -> str:
        """What an entry is called: by its own words, by whom it is for, or by its code, and its figure."""
        given = _mapping(entry)
        name = self._own_words(given) or self._for_whom(given.get("for")) or self._code_of(given) or str(number + 1)
        stages = _listed(given.get("stages"))
        lengths = [str(each["length"]) for each in (given, *stages) if isinstance(each, dict) and each.get("length")]
        figures = [self._figure(each) for each in lengths if each not in _SAYINGS]
        return f"{name} · {', '.join(figures)}" if figures else name

    def _figure(self, written: str) -> str:
        """`3 years` in the reader's language; what is no length yet as it was typed."""
        try:
            return figure(Length.model_validate(written), self.labels)
        except ValidationError:
            return written

    def _own_words(self, given: Mapping[str, Any]) -> str:
        for name in ("label", "text", "name", "what", "term"):
            words = given.get(name)
            if isinstance(words, dict) and words:
                return str(words.get(self.locale) or next(iter(words.values())))
            if isinstance(words, str) and words and words not in _SAYINGS:
                return self._label(words) if name == "what" else words
        return ""

    def _for_whom(self, audience: Any) -> str:
        if audience == "everything-else":
            return self.translator.gettext(label_of("Audience", EVERYTHING_ELSE))
        given = _mapping(audience)
        codes = [code for name in ("categories", "activities", "people") for code in _listed(given.get(name))]
        return self.translator.listing([self._label(str(code)) for code in codes[:4]])

    def _code_of(self, given: Mapping[str, Any]) -> str:
        names = (
            "code",
            "kind",
            "right",
            "about",
            "origin",
            "article",
            "when",
            "until",
            "role",
            "which",
            "by",
            "covers",
        )
        code = next((given[name] for name in names if isinstance(given.get(name), str)), "")
        return self._label(code) if code else ""

    def _label(self, code: str) -> str:
        shipped = {**CATEGORIES, **ACTIVITIES, **PEOPLE}.get(code)
        return self.labels.gettext(shipped.label) if shipped else translated(value_label(code), self.translator)


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else []


def _mapping(value: Any) -> dict[str, Any]:
    return dict(value) if isinstance(value, dict) else {}
