"""Named bytes that outlive a process: a folder, or S3 through boto3, behind one small interface."""

from pathlib import Path

from shared.storage.bucket import Bucket
from shared.storage.folder import Folder
from shared.storage.storage import Listed, Nothing, Overtaken, Storage, StorageUnreachable, Stored

__all__ = [
    "Bucket",
    "Folder",
    "Listed",
    "Nothing",
    "Overtaken",
    "Storage",
    "StorageUnreachable",
    "Stored",
    "open_storage",
]


def open_storage(place: str | Path) -> Storage:
    """A folder's path, or `s3://bucket/prefix` (credentials and endpoint as boto3 finds them)."""
    if isinstance(place, str) and place.startswith("s3://"):
        return Bucket(place)
    return Folder(Path(place))
