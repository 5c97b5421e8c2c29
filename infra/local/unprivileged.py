"""PostgreSQL refuses to run as root: whom it runs as instead, and where that user can reach."""

import hashlib
import os
import pwd
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from infra.local.process import EngineError, Identity

SHELTERS = Path("/var/tmp")  # noqa: S108  the shelter below it is checked to be root's own


def identity() -> Identity | None:
    """Nobody when we are root (initdb wants a passwd entry, and every system has this one)."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        message = 'PostgreSQL refuses to run as root, and there is no user "nobody" to run it as'
        raise EngineError(message) from None
    return Identity(entry.pw_uid, entry.pw_gid)


def reachable(path: Path) -> bool:
    """Whether every folder above is open to everybody."""
    return all(parent.stat().st_mode & stat.S_IXOTH for parent in path.resolve().parents)


def readable(path: Path) -> bool:
    """Whether everybody can reach the file and read it."""
    return reachable(path) and bool(path.stat().st_mode & stat.S_IROTH)


def shelter(data: Path) -> Path:
    """Where an installation keeps what the unprivileged user must reach."""
    name = hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:16]
    return SHELTERS / f"avow-{name}"


def open_shelter(data: Path) -> Path:
    """The shelter, made when missing; one that somebody else put there is refused."""
    folder = shelter(data)
    folder.mkdir(mode=0o711, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != 0 or found.st_mode & 0o022:
        message = f"{folder} belongs to somebody else; remove it and try again"
        raise EngineError(message)
    folder.chmod(0o711)
    return folder


def copy_for_everybody(source: Path, target: Path) -> None:
    """Copy a folder so that everybody can read it; either whole or not at all."""
    half = target.with_name(target.name + ".part")
    shutil.rmtree(half, ignore_errors=True)
    shutil.copytree(source, half, symlinks=True)
    for path in _with_all_below(half):
        if not path.is_symlink():
            runs = path.is_dir() or bool(path.stat().st_mode & stat.S_IXUSR)
            path.chmod(0o755 if runs else 0o644)
    half.rename(target)


def _with_all_below(folder: Path) -> Iterator[Path]:
    yield folder
    yield from folder.rglob("*")


def forget(data: Path) -> None:
    """Remove the shelter of an installation (`avow dev reset`)."""
    shutil.rmtree(shelter(data), ignore_errors=True)
