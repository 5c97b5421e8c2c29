"""What a process has used, as the kernel counts it."""

import json
import os
from contextlib import suppress
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def seconds(*pids: int) -> float:
    """Processor time so far; a process that has ended counts no more."""
    used = 0
    for pid in pids:
        with suppress(FileNotFoundError, ProcessLookupError):
            fields = _stat(pid)
            used += int(fields[11]) + int(fields[12])
    return used / _TICKS


def resident(pid: int) -> float:
    """Megabytes in memory, those shared with others included."""
    return _kilobytes(Path(f"/proc/{pid}/status"), "VmRSS") / 1024


def proportional(pids: list[int]) -> float:
    """Megabytes in memory; what several processes share is divided among them (PSS)."""
    return sum(_kilobytes(Path(f"/proc/{pid}/smaps_rollup"), "Pss") for pid in pids) / 1024


def family(pid: int) -> list[int]:
    """A process and everything below it."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int(_stat(int(folder.name))[1])
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended since the folder was listed
        children.setdefault(parent, []).append(int(folder.name))
    found = [pid]
    for each in found:  # grows while it is walked
        found += children.get(each, ())
    return found


def of_the_house(data: Path) -> dict[str, int]:
    """The processes of a running house, by name."""
    return {file.stem: int(json.loads(file.read_text())["pid"]) for file in (data / "pids").glob("*.json")}


def _stat(pid: int) -> list[str]:
    """The fields after the name, which may hold anything: state, parent and more."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _kilobytes(file: Path, name: str) -> int:
    return next(int(line.split()[1]) for line in file.read_text().splitlines() if line.startswith(f"{name}:"))
