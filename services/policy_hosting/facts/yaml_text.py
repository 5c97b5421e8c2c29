"""YAML as we read it: plain values only, nothing that can grow, repeat or surprise.

Anchors and aliases (which can grow without end), tags, double keys, deep nesting and huge texts are refused. Only
`true` and `false` are booleans, so that Norway's NO stays a country, and days stay text for the record to read.
"""

import re
from typing import Any

import yaml
from yaml.events import AliasEvent, Event
from yaml.nodes import MappingNode, Node

from shared.errors import Invalid, Problem

LARGEST = 200_000
DEEPEST = 24
MOST_NODES = 10_000


def read(text: str) -> Any:
    """The plain values of one YAML document; raises Invalid with the line."""
    if len(text) > LARGEST:
        raise _refused(None, f"is too large: {len(text)} characters, at most {LARGEST} are read")
    loader = _Loader(text) if _printable(text) else None
    if loader is None:
        raise _refused(None, "holds characters that are not text")
    try:
        return loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _refused(
            mark.line + 1 if mark else None, f"cannot be read as YAML: {error.problem or error.context}"
        ) from None
    except yaml.YAMLError as error:
        raise _refused(None, f"cannot be read as YAML: {error}") from None
    finally:
        loader.dispose()


class _Loader(yaml.SafeLoader):
    yaml_implicit_resolvers: dict[Any, Any] = {}  # noqa: RUF012  PyYAML's own way; filled below

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._depth = 0
        self._nodes = 0

    def compose_node(self, parent: Node | None, index: Any) -> Node | None:
        event: Event = self.peek_event()  # type: ignore[no-untyped-call]
        line = event.start_mark.line + 1 if event.start_mark else None
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            raise _refused(line, "uses an anchor or alias (& or *): write it out")
        if getattr(event, "tag", None):
            raise _refused(line, f"uses a tag ({event.tag}): write plain values")  # type: ignore[attr-defined]
        self._depth, self._nodes = self._depth + 1, self._nodes + 1
        if self._depth > DEEPEST or self._nodes > MOST_NODES:
            raise _refused(line, "is nested too deep" if self._depth > DEEPEST else "has too many values")
        node: Node | None = super().compose_node(parent, index)
        self._depth -= 1
        return node

    def construct_mapping(self, node: MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: ARG002, FBT001, FBT002  PyYAML's own
        seen: set[str] = set()
        for key, _ in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key.value, str):
                raise _refused(line, "has a key that is not a word")
            if key.value in seen:
                raise _refused(line, f"says “{key.value}” twice in the same place")
            seen.add(key.value)
        return {str(key.value): self.construct_object(value, deep=True) for key, value in node.value}

    def construct_yaml_map(self, node: MappingNode) -> Any:
        return self.construct_mapping(node)


for _tag, _pattern, _first in (
    ("bool", r"true|false", "tf"),
    ("int", r"-?(0|[1-9][0-9]*)", "-0123456789"),
    ("float", r"-?[0-9]+\.[0-9]+", "-0123456789"),
    ("null", r"~|null|", ["~", "n", ""]),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list(_first))
_Loader.add_constructor("tag:yaml.org,2002:map", _Loader.construct_yaml_map)


def _printable(text: str) -> bool:
    return not yaml.reader.Reader.NON_PRINTABLE.search(text)


def _refused(line: int | None, reason: str) -> Invalid:
    place = f"line {line}" if line else "the text"
    return Invalid(f"These facts cannot be taken: {place} {reason}.", problems=[Problem(place, reason)])
