"""Idle: what the house takes of memory and processor while nobody asks anything, and how soon it stands again."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.support.processes import family, of_the_house, proportional, seconds
from bench.support.verdict import verdict
from infra.local.process import free_port
from infra.local.trial import System, open_folder

MEMORY, START, STARTS = 600, 8.0, 3  # megabytes; seconds
ENGINES = ("postgres", "nats")
AT_REST, LONGEST, WATCHED = 0.15, 90.0, 10.0


def main() -> None:
    with open_folder() as folder:
        with house(folder) as first:
            at_rest(first)
            loaded = memory(first, "after the demonstration was loaded")
        starts = [started_again(folder) for _ in range(STARTS - 1)]
        with house(folder) as last:
            starts.append(last.start)
            at_rest(last)
            again = memory(last, "after another start")
            print(f"idle for {WATCHED:.0f} s: {used(last, WATCHED) / WATCHED:.1%} of a processor, engines included")
    most, start = max(loaded, again), median(each.took for each in starts)
    print(f"services and edge {most:.0f} MB (under {MEMORY} MB): {verdict(most < MEMORY)}")
    print(f"{STARTS} starts with data: processor time {median(each.spent for each in starts):.1f} s (median), ", end="")
    print(f"load of the machine {os.getloadavg()[0]:.0f}")
    print(f"  ready after {start:.1f} s (median; under {START:g} s): {verdict(start < START)}")


@dataclass(frozen=True)
class Start:
    """Seconds until it was ready, and the processor time it took."""

    took: float
    spent: float


class House(System):
    """As it is started on one folder more than once."""

    start: Start

    def until_ready(self) -> None:
        began = time.perf_counter()
        super().until_ready()
        self.start = Start(time.perf_counter() - began, seconds(*family(self.process.pid)))


@contextmanager
def house(folder: Path) -> Iterator[House]:
    """From start to stop; what an earlier one said is forgotten."""
    (folder / "terminal").unlink(missing_ok=True)
    system = House(folder, free_port())
    try:
        system.until_ready()
        yield system
    finally:
        system.stop()


def started_again(folder: Path) -> Start:
    with house(folder) as again:
        return again.start


def at_rest(system: System) -> None:
    """Once the last PDF is made: when a few seconds pass in which hardly anything is done."""
    end = time.monotonic() + LONGEST
    while used(system, 3) / 3 > AT_REST and time.monotonic() < end:
        time.sleep(1)


def used(system: System, span: float) -> float:
    """Processor time that the whole house takes within so many seconds."""
    everybody = family(system.process.pid)
    before = seconds(*everybody)
    time.sleep(span)
    return seconds(*everybody) - before


def memory(system: System, when: str) -> float:
    """Prints each part's share; answers that of services and edge together."""
    shares = {name: proportional(family(head)) for name, head in sorted(of_the_house(system.data).items())}
    shares["supervisor"] = proportional([system.process.pid])
    print(f"memory {when} (PSS): " + ", ".join(f"{name} {share:.0f} MB" for name, share in shares.items()))
    return sum(share for name, share in shares.items() if name not in (*ENGINES, "supervisor"))


if __name__ == "__main__":
    main()
