"""What an event is: a frozen class with a name of three words, that travels on a subject of its tenant."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, dataclass_transform
from uuid import UUID

from shared.events.plain import Unreadable, from_plain, to_plain

__all__ = [
    "ANY_SERVICE",
    "Unreadable",
    "event",
    "is_to_itself",
    "name_of",
    "read",
    "registered",
    "service_of",
    "subject_of",
    "write",
]

T = TypeVar("T")
ANY_SERVICE = "*"  # "*.pages.published": an event every service may say; its field `service` names the speaker
_NAME = re.compile(r"(\*|[a-z][a-z_]*)\.[a-z][a-z_]*\.[a-z][a-z_]*")
_by_name: dict[str, type] = {}
_name_by_type: dict[type, str] = {}
_to_itself: set[type] = set()


@dataclass_transform(kw_only_default=True, frozen_default=True)
def event(name: str, *, to_itself: bool = False) -> Callable[[type[T]], type[T]]:
    """Make a class an event, `service.noun.participle`, and enter it in the register.

    `to_itself`: what any service may say, but each to itself alone.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"an event is named service.noun.participle, not {name!r}")

    def enter(cls: type[T]) -> type[T]:
        if name in _by_name:
            raise ValueError(f"two events are named {name!r}")
        made = dataclass(frozen=True, kw_only=True, slots=True)(cls)
        if name.startswith(ANY_SERVICE) and "service" not in made.__dataclass_fields__:  # type: ignore[attr-defined]
            raise ValueError(f"{cls.__name__} is said by any service, so it needs a field 'service'")
        _by_name[name] = made
        _name_by_type[made] = name
        if to_itself:
            _to_itself.add(made)
        return made

    return enter


def registered() -> Mapping[str, type]:
    """All events by the name they were declared with."""
    return dict(_by_name)


def name_of(said: object) -> str:
    """The full name: of an event as said, or of a class (there with "*" where any service may say it)."""
    if isinstance(said, type):
        declared, service = _name_by_type.get(said), ANY_SERVICE
    else:
        declared, service = _name_by_type.get(type(said)), getattr(said, "service", ANY_SERVICE)
    if declared is None:
        raise TypeError(f"{said!r} is not an event")
    return service + declared.removeprefix(ANY_SERVICE) if declared.startswith(ANY_SERVICE) else declared


def service_of(said: object) -> str:
    """The service that says it; "*" for a class that any service may say."""
    return name_of(said).partition(".")[0]


def is_to_itself(cls: type) -> bool:
    """Whether a service hears of this event only what it said itself."""
    return cls in _to_itself


def subject_of(said: object, tenant: UUID | None = None) -> str:
    """The bus subject for one tenant, or for all of them."""
    return f"avow.{tenant or '*'}.{name_of(said)}"


def write(said: object) -> dict[str, Any]:
    """The event's fields as plain JSON values."""
    name_of(said)
    plain = to_plain(said)
    assert isinstance(plain, dict)  # noqa: S101  an event is a dataclass, told the type checker
    return plain


def read(name: str, fields: Mapping[str, Any]) -> Any:
    """The event of that name; unknown fields are ignored, for changes only add; raises Unreadable."""
    service, _, rest = name.partition(".")
    cls = _by_name.get(name) or _by_name.get(f"{ANY_SERVICE}.{rest}")
    if cls is None:
        raise Unreadable(f"no event is named {name!r}")
    said = from_plain(cls, fields)
    if service_of(said) != service:
        raise Unreadable(f"{name!r} speaks for another service")
    return said
