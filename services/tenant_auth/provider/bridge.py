"""Authlib's server core is written for stores that answer at once; ours is awaited, so it runs in a greenlet."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from greenlet import getcurrent, greenlet

T = TypeVar("T")


class _Side(greenlet):
    """The greenlet in which library code runs; its parent awaits for it."""


async def beside(work: Callable[[], T]) -> T:
    """Run code that calls `waited`; what it waits for is awaited here, in the caller's task and transaction."""
    side = _Side(work)
    side.gr_context = getcurrent().gr_context
    result: Any = side.switch()
    while not side.dead:
        try:
            value = await result
        except BaseException as error:  # noqa: BLE001  it belongs to the code that waits, cancellation too
            result = side.throw(error)
        else:
            result = side.switch(value)
    answer: T = result
    return answer


def waited(wanted: Awaitable[T]) -> T:
    """What the awaitable answers; only for code run by `beside`."""
    here = getcurrent()
    if not isinstance(here, _Side):
        raise RuntimeError("only code run by beside() can wait for the store")  # noqa: TRY004  said of the place
    value: T = here.parent.switch(wanted)
    return value
