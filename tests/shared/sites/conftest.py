"""The two kinds of storage, a folder and a bucket on a real S3 server, under the same tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local.engines import SeaweedFS
from shared.ids import new_token
from shared.sites import Sites
from shared.storage import Bucket, Folder, Storage, open_storage
from tests.support.engines import engine_folder

BOTH = ("folder", pytest.param("bucket", marks=pytest.mark.slow))


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """A bucket's name on a running S3 server, to which the environment leads boto3."""
    with engine_folder() as folder, pytest.MonkeyPatch.context() as environment:
        server = SeaweedFS(folder)
        server.start()
        environment.setenv("AWS_ENDPOINT_URL", server.url)
        environment.setenv("AWS_ACCESS_KEY_ID", server.access_key)
        environment.setenv("AWS_SECRET_ACCESS_KEY", server.secret_key)
        environment.setenv("AWS_DEFAULT_REGION", server.region)
        Bucket("s3://avow-tests")._client.create_bucket(Bucket="avow-tests")
        try:
            yield "avow-tests"
        finally:
            server.stop()


@pytest.fixture(params=BOTH)
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    """An empty one."""
    if request.param == "folder":
        return open_storage(tmp_path / "storage")
    return open_storage(f"s3://{request.getfixturevalue('s3')}/{new_token()}/deep")


@pytest.fixture
def sites(storage: Storage) -> Sites:
    return Sites(storage)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "storage")
