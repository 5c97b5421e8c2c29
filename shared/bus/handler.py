"""Handlers: what a service does when others speak, and the durable consumers they need."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from shared import events
from shared.bus.streams import AGAIN, services, stream_of

Handler = Callable[..., Awaitable[None]]
H = TypeVar("H", bound=Handler)
Hears = Mapping[type, Sequence[Handler]]


class TwoHandlersOfOneName(Exception):  # noqa: N818  said of the map
    """A consumer is named by its handler, so a service's handlers bear different names."""


class Hopeless(Exception):  # noqa: N818  said of the event
    """No later try would do better: the event is parked at once, for a person to look at."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def own_work(handler: H) -> H:
    """Mark a handler that opens its units of work itself; it is given the tenant after the event.

    It is no transaction with an inbox row, so it must know by its own state what it has done already.
    """
    handler.own_work = True  # type: ignore[attr-defined]  # functions take attributes
    return handler


def opens_own_work(handler: Handler) -> bool:
    """Whether it is so marked."""
    return getattr(handler, "own_work", False)


@dataclass(frozen=True)
class Source:
    """A durable consumer: which stream it reads, and the subjects it wants of it."""

    stream: str
    durable: str
    subjects: tuple[str, ...]


def name_of(handler: Handler) -> str:
    """The handler's own name, as in `<service>-<handler>` and in the inbox."""
    name: str = handler.__name__
    return name


def by_name(hears: Hears) -> dict[str, Handler]:
    """The handlers of a map."""
    found: dict[str, Handler] = {}
    for handlers in hears.values():
        for handler in handlers:
            if found.setdefault(name_of(handler), handler) != handler:  # a bound method is made anew each time
                raise TwoHandlersOfOneName(name_of(handler))
    return found


def sources(service: str, hears: Hears) -> list[Source]:
    """One consumer per handler and stream, and one for the dead letters that come back."""
    wanted: dict[tuple[str, str], list[str]] = {}
    for event, handlers in hears.items():
        speaker = events.service_of(event)
        speakers = services() if speaker == events.ANY_SERVICE else [speaker]
        if events.is_to_itself(event):
            speakers = [service]
        for each in speakers:
            subject = f"avow.*.{each}.{events.name_of(event).partition('.')[2]}"
            for handler in handlers:
                wanted.setdefault((stream_of(each), name_of(handler)), []).append(subject)
    found = [Source(stream, f"{service}-{handler}", tuple(subjects)) for (stream, handler), subjects in wanted.items()]
    return [*found, Source(AGAIN, service, (f"avow-again.{service}.>",))] if found else []
