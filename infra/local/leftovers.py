"""Pid files: how a new supervisor finds and stops what a killed one left running."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

from infra.local.process import Process


def remember(folder: Path, name: str, process: Process, stop: signal.Signals) -> None:
    """Write down a child; when it started tells it from a later process with the same number."""
    folder.mkdir(parents=True, exist_ok=True)
    note = {"pid": process.pid, "born": born(process.pid), "stop": int(stop)}
    (folder / f"{name}.json").write_text(json.dumps(note))


def forget(folder: Path, name: str) -> None:
    (folder / f"{name}.json").unlink(missing_ok=True)


def stop_all(folder: Path, order: list[str], *, patience: float = 10) -> list[str]:
    """Stop what is written down and still runs, in the given order first; returns the names."""
    found = {file.stem: file for file in folder.glob("*.json")}
    names = [name for name in order if name in found]
    names += sorted(found.keys() - set(names))
    stopped = [name for name in names if _stop(found[name], patience)]
    for file in found.values():
        file.unlink(missing_ok=True)
    return stopped


def _stop(file: Path, patience: float) -> bool:
    note = _read(file)
    pid = int(note.get("pid", 0))
    if not pid or born(pid) != note.get("born"):
        return False
    _send(pid, signal.Signals(int(note["stop"])))
    end = time.monotonic() + patience
    while born(pid) == note["born"]:
        if time.monotonic() > end:
            _send(pid, signal.SIGKILL)
        time.sleep(0.02)
    return True


def _read(file: Path) -> dict[str, int | str]:
    """A half-written note (the machine stopped just then) names nobody."""
    try:
        note: dict[str, int | str] = json.loads(file.read_text())
    except ValueError:
        return {}
    return note


def _send(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def born(pid: int) -> str | None:
    """When a process began, in the system's own words; None when it is gone or a zombie."""
    stat = Path(f"/proc/{pid}/stat")
    if Path("/proc/self/stat").exists():
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            return None
        state, started = fields[0], fields[19]
        return None if state in "ZX" else started
    done = subprocess.run(["/bin/ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return done.stdout.strip() or None
