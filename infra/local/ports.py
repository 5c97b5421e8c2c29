"""Choosing again when another program took a port between its choice and its use."""

from collections.abc import Iterable

from infra.local.installation import LAST_PORT, is_free


def choose_again(ports: dict[str, int], names: Iterable[str]) -> list[str]:
    """Give those whose port is taken another one that nobody here has; returns their names."""
    taken = [name for name in names if not is_free(ports[name])]
    for name in taken:
        later = range(max(ports.values()) + 1, LAST_PORT)
        ports[name] = next(number for number in later if is_free(number))
    return taken
