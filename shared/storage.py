"""Named bytes that outlive a process: a folder, or S3 through boto3, behind one small interface."""

import asyncio
import fcntl
import os
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol, TypeVar
from urllib.parse import urlsplit

from shared.errors import Conflict, Unavailable

T = TypeVar("T")
_MARK = ".avow-storage"
_THREADS = 8
_PAGE = 1000


class StorageUnreachable(Unavailable):
    """The storage cannot be read or written just now, which says nothing about what is in it."""


class Overtaken(Conflict):
    """Somebody else wrote the same key since it was read."""


class Nothing(Enum):
    """Why a read brought no bytes."""

    MISSING = "missing"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Stored:
    """Bytes with a tag that changes whenever they are replaced."""

    body: bytes
    tag: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One key of a listing."""

    key: str
    tag: str
    size: int
    modified: datetime


class Storage(Protocol):
    """What the site store, and later attachments, ask of a place that keeps bytes."""

    async def read(self, key: str, *, known: str = "") -> Stored | Nothing:
        """The bytes, or why there are none; `known` is the tag the caller already holds."""

    async def write(self, key: str, body: bytes) -> None:
        """Write or replace in one step: a reader sees the old bytes or the new ones."""

    async def replace(self, key: str, body: bytes, *, known: str) -> None:
        """Write only if the tag is still `known` ("" = there is nothing yet), else Overtaken."""

    async def delete(self, key: str) -> None:
        """Remove; nothing happens where there is nothing."""

    async def look(self, key: str) -> Listed | None:
        """Tag, size and age without the bytes."""

    def walk(self, prefix: str) -> AsyncIterator[Listed]:
        """All keys that begin with the prefix, in no order."""


def open_storage(place: str | Path) -> Storage:
    """A folder's path, or `s3://bucket/prefix` (credentials and endpoint as boto3 finds them)."""
    if isinstance(place, str) and place.startswith("s3://"):
        return Bucket(place)
    return Folder(Path(place))


class _Threads:
    """Blocking calls in a few threads of their own, so that a hanging disk or S3 blocks nothing else."""

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(_THREADS, thread_name_prefix="storage")

    async def _run(self, call: Callable[..., T], *args: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, call, *args)

    async def _flow(self, pages: Iterator[list[Listed]]) -> AsyncIterator[Listed]:
        while (page := await self._run(next, pages, None)) is not None:
            for item in page:
                yield item


class Folder(_Threads):
    """Files below one folder; replaced by renaming, so never half-written."""

    def __init__(self, root: Path) -> None:
        self.root = root
        with _reachable():
            root.mkdir(parents=True, exist_ok=True)
            # Without the mark an unmounted disk would look like an empty storage.
            (root / _MARK).touch()

    async def read(self, key: str, *, known: str = "") -> Stored | Nothing:
        return await self._run(self._read, key, known)

    async def write(self, key: str, body: bytes) -> None:
        await self._run(self._write, key, body)

    async def replace(self, key: str, body: bytes, *, known: str) -> None:
        await self._run(self._replace, key, body, known)

    async def delete(self, key: str) -> None:
        await self._run(self._delete, key)

    async def look(self, key: str) -> Listed | None:
        return await self._run(self._look, key)

    def walk(self, prefix: str) -> AsyncIterator[Listed]:
        return self._flow(self._pages(prefix))

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

    def _pages(self, prefix: str) -> Iterator[list[Listed]]:
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
                        yield page
                        page = []
        if page:
            yield page

    def _path(self, key: str) -> Path:
        if any(part in {"", ".", ".."} or part.startswith(".") for part in key.rstrip("/").split("/")):
            raise ValueError("a key is words between slashes")
        return self.root / key

    def _expect_mark(self) -> None:
        if not (self.root / _MARK).exists():
            raise StorageUnreachable("The storage folder is not there.")


class Bucket(_Threads):
    """A prefix in an S3 bucket; boto3 (27 MB) is imported at the first call."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.bucket = parts.netloc
        self.prefix = parts.path.strip("/") + "/" if parts.path.strip("/") else ""

    async def read(self, key: str, *, known: str = "") -> Stored | Nothing:
        return await self._run(self._read, key, known)

    async def write(self, key: str, body: bytes) -> None:
        await self._run(self._call, "put_object", {"Key": self.prefix + key, "Body": body})

    async def replace(self, key: str, body: bytes, *, known: str) -> None:
        condition = {"IfMatch": known} if known else {"IfNoneMatch": "*"}
        said = await self._run(self._call, "put_object", {"Key": self.prefix + key, "Body": body, **condition})
        if isinstance(said, str):
            raise Overtaken(f"{key} was written by somebody else.")

    async def delete(self, key: str) -> None:
        await self._run(self._call, "delete_object", {"Key": self.prefix + key})

    async def look(self, key: str) -> Listed | None:
        found = await self._run(self._call, "head_object", {"Key": self.prefix + key})
        if isinstance(found, str):
            return None
        return Listed(key, found["ETag"], found["ContentLength"], found["LastModified"])

    def walk(self, prefix: str) -> AsyncIterator[Listed]:
        return self._flow(self._pages(prefix))

    def _read(self, key: str, known: str) -> Stored | Nothing:
        condition = {"IfNoneMatch": known} if known else {}
        found = self._call("get_object", {"Key": self.prefix + key, **condition})
        if isinstance(found, str):
            return Nothing.MISSING if found in _ABSENT else Nothing.UNCHANGED
        with self._reachable():
            return Stored(found["Body"].read(), found["ETag"])

    def _pages(self, prefix: str) -> Iterator[list[Listed]]:
        after: dict[str, str] = {}
        while True:
            found = self._call("list_objects_v2", {"Prefix": self.prefix + prefix, **after})
            if isinstance(found, str):
                raise StorageUnreachable(f"The bucket cannot be listed ({found}).")
            yield [
                Listed(o["Key"].removeprefix(self.prefix), o["ETag"], o["Size"], o["LastModified"])
                for o in found.get("Contents", [])
            ]
            if not found.get("IsTruncated"):
                return
            after = {"ContinuationToken": found["NextContinuationToken"]}

    def _call(self, name: str, arguments: dict[str, Any]) -> Any:
        """S3's answer, or its error code where that is an answer too; anything else is unreachable."""
        from botocore.exceptions import ClientError  # noqa: PLC0415

        with self._reachable():
            try:
                return getattr(self._client, name)(Bucket=self.bucket, **arguments)
            except ClientError as error:
                code = str(error.response.get("Error", {}).get("Code", ""))
                if code in _ABSENT | _OVERTAKEN | _UNCHANGED:
                    return code
                raise StorageUnreachable(f"The bucket does not answer ({code}).") from error

    @contextmanager
    def _reachable(self) -> Iterator[None]:
        from botocore.exceptions import BotoCoreError  # noqa: PLC0415

        try:
            yield
        except BotoCoreError as error:
            raise StorageUnreachable("The bucket does not answer.") from error

    @cached_property
    def _client(self) -> Any:
        from boto3.session import Session  # noqa: PLC0415
        from botocore.config import Config  # noqa: PLC0415

        own_server = "AWS_ENDPOINT_URL" in os.environ or "AWS_ENDPOINT_URL_S3" in os.environ
        return Session().client(
            "s3",
            config=Config(
                signature_version="s3v4",
                s3={"addressing_style": "path" if own_server else "auto"},
                connect_timeout=2,
                read_timeout=5,
                retries={"mode": "standard", "total_max_attempts": 3},
                max_pool_connections=_THREADS,
            ),
        )


_ABSENT = {"NoSuchKey", "404", "NotFound"}
_OVERTAKEN = {"PreconditionFailed", "412", "ConditionalRequestConflict"}
_UNCHANGED = {"304", "NotModified"}


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
