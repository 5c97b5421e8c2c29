"""Token check in a service: a token seen for the first time, whose signature is checked, and one known already."""

import asyncio
import time
from collections.abc import Sequence
from statistics import median, quantiles

from bench.support import bearer
from bench.support.verdict import verdict
from shared.access.tokens import TokenCheck
from shared.ids import new_id
from shared.settings import Installation

TARGET = 0.2  # milliseconds
TIMES, WARM = 2000, 200


def main() -> None:
    settings = Installation(edge_secret="", nats_url="")
    those = [bearer.token(settings, new_id(), "acme", new_id()) for _ in range(WARM + TIMES)]
    cold, warm = asyncio.run(measured(bearer.check(settings), those))
    for name, took in ("seen for the first time", cold), ("known already", warm):
        half, most = median(took), quantiles(took, n=100)[-1]
        print(f"  {name:24} p50 {half:.3f} ms, p99 {most:.3f} ms (under {TARGET} ms): {verdict(half < TARGET)}")


async def measured(check: TokenCheck, those: Sequence[str]) -> tuple[list[float], list[float]]:
    """Milliseconds of each check, first unknown, then known."""
    cold = [await spent(check, each) for each in those]
    warm = [await spent(check, each) for each in those]
    return cold[WARM:], warm[WARM:]


async def spent(check: TokenCheck, word: str) -> float:
    began = time.perf_counter()
    caller = await check.caller(word)
    took = (time.perf_counter() - began) * 1000
    assert caller.permissions
    return took


if __name__ == "__main__":
    main()
