"""Make `.venv` from the lock file and put the `avow` command into it; needs Python 3.11 with venv."""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LEAST_PYTHON = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")

# a shell line first: the path of the interpreter may be longer than a #! line allows
COMMAND = """#!/bin/sh
'''exec' "{python}" "$0" "$@"
' '''
import sys

from infra.cli import main

sys.exit(main())
"""


def main() -> None:
    """Install what is missing; next to nothing when the lock file is as it was."""
    need_python()
    with alone():
        make_environment()
        install_packages()
        install_project()


def need_python() -> None:
    """Go on under Python 3.11 or newer, or say in plain words that it is missing."""
    if sys.version_info < LEAST_PYTHON:
        for name in NEWER:
            found = shutil.which(name)
            if found:
                os.execv(found, [found, *sys.argv])  # noqa: S606  this script again
        give_up(f"Avow needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            give_up(
                f"This Python has no module {module}, which makes virtual environments.\n"
                "On Debian and Ubuntu it comes with the package python3-venv."
            )


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Let two `make` at once take turns."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def make_environment() -> None:
    """A virtual environment of this place and this Python; one that was moved is made anew."""
    stamp = VENV / "avow-place"
    place = f"{ROOT}\n{sys.version_info[0]}.{sys.version_info[1]}\n"
    moved = stamp.exists() and stamp.read_text() != place
    if moved or not works(PYTHON):
        say("Making the virtual environment .venv")
        run([sys.executable, "-m", "venv", "--clear", str(VENV)], "The virtual environment")
    stamp.write_text(place)


def install_packages() -> None:
    lock = ROOT / "requirements.lock"
    stamp = VENV / "avow-installed"
    if unchanged(stamp, lock):
        return
    say("Installing Python packages (once; a minute or two)")
    if not (site_packages() / "pip").exists():
        run([str(PYTHON), "-m", "ensurepip"], "pip")
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--no-input", "--require-hashes", "--no-deps", "-r", str(lock)]
    run(command, "The Python packages of requirements.lock", hint=NETWORK)
    stamp.write_text(digest(lock))


def install_project() -> None:
    """What an editable install does: the folders importable, the `avow` command in place."""
    write_if_new(site_packages() / "avow.pth", f"{ROOT}\n")
    command = VENV / "bin" / "avow"
    write_if_new(command, COMMAND.format(python=PYTHON))
    command.chmod(0o755)


def site_packages() -> Path:
    return VENV / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"


def write_if_new(file: Path, text: str) -> None:
    if not file.exists() or file.read_text() != text:
        file.write_text(text)


NETWORK = "The package registry must be reachable the first time (pip's own settings hold)."


def run(command: list[str], what: str, *, hint: str = "") -> None:
    """Run a step; when it fails, show its own words and ours, and give up."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print((done.stdout + done.stderr).strip()[-3000:], file=sys.stderr)
        give_up(f"{what} could not be installed. {hint}".strip())


def works(python: Path) -> bool:
    """Whether there is an interpreter there and the Python it was made from is still installed."""
    if not python.exists():
        return False
    return subprocess.run([str(python), "-c", ""], capture_output=True, check=False).returncode == 0


def unchanged(stamp: Path, lock: Path) -> bool:
    return stamp.exists() and stamp.read_text() == digest(lock)


def digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def say(text: str) -> None:
    print(f"{text} …", flush=True)


def give_up(text: str) -> None:
    print(f"\n{text}", file=sys.stderr)
    raise SystemExit(1)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        give_up("Interrupted; the next start goes on where this one ended.")
