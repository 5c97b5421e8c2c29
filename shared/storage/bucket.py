"""Storage in S3, or whatever speaks its language."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from shared.storage.storage import THREADS, Listed, Nothing, Overtaken, StorageUnreachable, Stored, Threads

_ABSENT = {"NoSuchKey", "404", "NotFound"}
_OVERTAKEN = {"PreconditionFailed", "412", "ConditionalRequestConflict"}
_UNCHANGED = {"304", "NotModified"}


class Bucket(Threads):
    """A prefix in an S3 bucket; boto3 (27 MB) is imported at the first call."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.bucket = parts.netloc
        self.prefix = parts.path.strip("/") + "/" if parts.path.strip("/") else ""

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

    def _read(self, key: str, known: str) -> Stored | Nothing:
        condition = {"IfNoneMatch": known} if known else {}
        found = self._call("get_object", {"Key": self.prefix + key, **condition})
        if isinstance(found, str):
            return Nothing.MISSING if found in _ABSENT else Nothing.UNCHANGED
        with self._reachable():
            return Stored(found["Body"].read(), found["ETag"])

    def _pages(self, prefix: str) -> Iterator[tuple[list[Listed], bool]]:
        after: dict[str, str] = {}
        while True:
            found = self._call("list_objects_v2", {"Prefix": self.prefix + prefix, **after})
            if isinstance(found, str):
                raise StorageUnreachable(f"The bucket cannot be listed ({found}).")
            more = bool(found.get("IsTruncated"))
            page = [
                Listed(o["Key"].removeprefix(self.prefix), o["ETag"], o["Size"], o["LastModified"])
                for o in found.get("Contents", [])
            ]
            yield page, not more
            if not more:
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
                max_pool_connections=THREADS,
            ),
        )
