"""Storage in a folder."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from shared.storage.storage import Listed, Nothing, Overtaken, StorageUnreachable, Stored, Threads

_MARK = ".avow-storage"
_PAGE = 1000


class Folder(Threads):
    """Files below one folder; replaced by renaming, so never half-written."""

    def __init__(self, root: Path) -> None:
        self.root = root
        with _reachable():
            root.mkdir(parents=True, exist_ok=True)
            # Without the mark an unmounted disk would look like an empty storage.
            (root / _MARK).touch()

    async def write(self, key: str, body: bytes) -> None:
        await self._run(self._write, key, body)

    async def replace(self, key: str, body: bytes, *, known: str) -> None:
        await self._run(self._replace, key, body, known)

    async def delete(self, key: str) -> None:
        await self._run(self._delete, key)

    async def look(self, key: str) -> Listed | None:
        return await self._run(self._look, key)

    def _read(self, key: str, known: str) -> Stored | Nothing:
        path = self._path(key)
        with _reachable():
            try:
                with path.open("rb") as file:
                    tag = _tag(os.fstat(file.fileno()))
                    return Nothing.UNCHANGED if tag == known else Stored(file.read(), tag)
            except FileNotFoundError:
                self._expect_mark()
                return Nothing.MISSING

    def _write(self, key: str, body: bytes) -> None:
        path = self._path(key)
        with _reachable():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(body)
                    file.flush()
                    os.fsync(file.fileno())
                Path(name).chmod(0o644)
                Path(name).replace(path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise

    def _replace(self, key: str, body: bytes, known: str) -> None:
        parent = self._path(key).parent
        with _reachable():
            parent.mkdir(parents=True, exist_ok=True)
            lock = os.open(parent, os.O_RDONLY)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX)
                present = self._look(key)
                if (present.tag if present else "") != known:
                    raise Overtaken(f"{key} was written by somebody else.")
                self._write(key, body)
            finally:
                os.close(lock)

    def _delete(self, key: str) -> None:
        with _reachable():
            self._path(key).unlink(missing_ok=True)

    def _look(self, key: str) -> Listed | None:
        with _reachable():
            try:
                return _listed(key, self._path(key).stat())
            except FileNotFoundError:
                self._expect_mark()
                return None

    def _pages(self, prefix: str) -> Iterator[tuple[list[Listed], bool]]:
        top = self._path(prefix) if prefix.endswith("/") else self._path(prefix).parent
        page: list[Listed] = []
        with _reachable():
            self._expect_mark()
            for folder, _, names in os.walk(top):
                for name in names:
                    path = Path(folder, name)
                    key = path.relative_to(self.root).as_posix()
                    if name.startswith(".") or not key.startswith(prefix):
                        continue
                    try:
                        page.append(_listed(key, path.stat()))
                    except FileNotFoundError:
                        continue  # removed since the folder was read
                    if len(page) == _PAGE:
                        yield page, False
                        page = []
        yield page, True

    def _path(self, key: str) -> Path:
        if any(part in {"", ".", ".."} or part.startswith(".") for part in key.rstrip("/").split("/")):
            raise ValueError("a key is words between slashes")
        return self.root / key

    def _expect_mark(self) -> None:
        if not (self.root / _MARK).exists():
            raise StorageUnreachable("The storage folder is not there.")


@contextmanager
def _reachable() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageUnreachable("The storage folder cannot be read or written.") from error


def _tag(status: os.stat_result) -> str:
    # Every write makes a new file, so the inode alone changes almost always; time and size do the rest.
    return f"{status.st_ino:x}-{status.st_mtime_ns:x}-{status.st_size:x}"


def _listed(key: str, status: os.stat_result) -> Listed:
    return Listed(key, _tag(status), status.st_size, datetime.fromtimestamp(status.st_mtime, UTC))
