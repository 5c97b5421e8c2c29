"""The same promises from a folder and from S3."""

import asyncio
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from shared.storage import Bucket, Folder, Nothing, Overtaken, Storage, StorageUnreachable, Stored

pytestmark = pytest.mark.slow


async def stored(storage: Storage, key: str) -> Stored:
    found = await storage.read(key)
    assert isinstance(found, Stored)
    return found


async def test_what_was_written_is_read(storage: Storage) -> None:
    assert await storage.read("a/b") is Nothing.MISSING
    await storage.write("a/b", b"one")
    assert (await stored(storage, "a/b")).body == b"one"
    await storage.write("a/b", b"two")
    assert (await stored(storage, "a/b")).body == b"two"
    await storage.write("a/empty", b"")
    assert (await stored(storage, "a/empty")).body == b""


async def test_who_knows_the_tag_reads_nothing_until_it_changes(storage: Storage) -> None:
    await storage.write("a", b"one")
    tag = (await stored(storage, "a")).tag
    assert await storage.read("a", known=tag) is Nothing.UNCHANGED
    await storage.write("a", b"two")
    fresh = await storage.read("a", known=tag)
    assert isinstance(fresh, Stored)
    assert (fresh.body, fresh.tag != tag) == (b"two", True)
    await storage.delete("a")
    assert await storage.read("a", known=tag) is Nothing.MISSING


async def test_replacing_needs_the_tag_of_what_stands(storage: Storage) -> None:
    await storage.replace("m", b"one", known="")
    with pytest.raises(Overtaken):
        await storage.replace("m", b"two", known="")
    tag = (await stored(storage, "m")).tag
    await storage.replace("m", b"two", known=tag)
    with pytest.raises(Overtaken):
        await storage.replace("m", b"three", known=tag)
    with pytest.raises(Overtaken):
        await storage.replace("nothing", b"x", known=tag)
    assert (await stored(storage, "m")).body == b"two"


async def test_of_many_who_replace_at_once_one_wins(storage: Storage) -> None:
    await storage.write("m", b"start")
    tag = (await stored(storage, "m")).tag
    tries = [storage.replace("m", f"{n}".encode(), known=tag) for n in range(8)]
    results = await asyncio.gather(*tries, return_exceptions=True)
    winners = [n for n, result in enumerate(results) if result is None]
    assert len(winners) == 1
    assert all(isinstance(result, Overtaken) for n, result in enumerate(results) if n not in winners)
    assert (await stored(storage, "m")).body == f"{winners[0]}".encode()


async def test_deleting_nothing_is_no_fault(storage: Storage) -> None:
    await storage.delete("none")
    await storage.write("a", b"x")
    await storage.delete("a")
    assert await storage.look("a") is None


async def test_a_look_tells_size_and_age(storage: Storage) -> None:
    await storage.write("a", b"12345")
    found = await storage.look("a")
    assert found is not None
    assert (found.key, found.size, found.tag) == ("a", 5, (await stored(storage, "a")).tag)
    assert abs(datetime.now(UTC) - found.modified) < timedelta(minutes=1)


async def test_a_walk_finds_all_below_a_prefix_and_nothing_else(storage: Storage) -> None:
    keys = {f"sites/{n}/{service}.json" for n in range(5) for service in ("a", "b")} | {"sitesnot/x", "blobs/y"}
    for key in keys:
        await storage.write(key, key.encode())
    found = {item.key: item async for item in storage.walk("sites/")}
    assert set(found) == {key for key in keys if key.startswith("sites/")}
    assert found["sites/1/a.json"].tag == (await stored(storage, "sites/1/a.json")).tag
    assert {item.key async for item in storage.walk("sites/3/")} == {"sites/3/a.json", "sites/3/b.json"}
    assert [item async for item in storage.walk("none/")] == []


async def test_a_long_walk_comes_in_pages(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.storage.folder._PAGE", 3)
    for n in range(8):
        await folder.write(f"blobs/{n}", b"x")
    assert len([item async for item in folder.walk("blobs/")]) == 8


@pytest.mark.parametrize("key", ["../x", "/x", "a/../b", "a//b", ".hidden", "a/.hidden", "", "."])
async def test_a_key_cannot_leave_the_folder(folder: Folder, key: str) -> None:
    with pytest.raises(ValueError, match="words between slashes"):
        await folder.write(key, b"x")
    with pytest.raises(ValueError, match="words between slashes"):
        await folder.read(key)


async def test_a_folder_that_vanished_is_unreachable_not_empty(folder: Folder) -> None:
    await folder.write("a", b"x")
    folder.root.rename(folder.root.with_name("away"))
    for action in (folder.read("a"), folder.read("b"), folder.look("a")):
        with pytest.raises(StorageUnreachable):
            await action
    with pytest.raises(StorageUnreachable):
        assert [item async for item in folder.walk("a/")]
    folder.root.mkdir()
    with pytest.raises(StorageUnreachable):
        await folder.read("a")


async def test_a_write_that_fails_leaves_what_stood(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    await folder.write("a", b"old")

    def full(_: int) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StorageUnreachable):
        await folder.write("a", b"new")
    assert (await stored(folder, "a")).body == b"old"
    assert [path.name for path in folder.root.iterdir() if path.name.startswith(".new")] == []


async def test_a_writer_killed_in_the_middle_leaves_no_half_file(folder: Folder) -> None:
    program = """
import asyncio, sys
from pathlib import Path
from shared.storage import Folder
async def main():
    folder = Folder(Path(sys.argv[1]))
    print("ready", flush=True)
    for n in range(10**6):
        await folder.write("m", (b"%d" % (n % 10)) * 300_000)
asyncio.run(main())
"""
    await folder.write("m", b"0" * 300_000)
    for _ in range(3):
        writer = await asyncio.create_subprocess_exec(
            sys.executable, "-c", program, str(folder.root), stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        await writer.stdout.readline()
        for _ in range(50):
            body = (await stored(folder, "m")).body
            assert (len(body), len(set(body))) == (300_000, 1)
        writer.kill()
        await writer.wait()
        body = (await stored(folder, "m")).body
        assert (len(body), len(set(body))) == (300_000, 1)


async def test_a_server_that_is_down_is_unreachable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    bucket = Bucket("s3://avow-tests/x")
    with pytest.raises(StorageUnreachable):
        await bucket.read("a")
    with pytest.raises(StorageUnreachable):
        await bucket.write("a", b"")


@pytest.mark.slow
async def test_a_bucket_without_rights_is_unreachable(s3: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    with pytest.raises(StorageUnreachable):
        await Bucket(f"s3://{s3}/x").read("a")


def test_boto3_is_not_imported_for_a_folder() -> None:
    program = "import sys, shared.sites, shared.storage; print('boto3' in sys.modules or 'botocore' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
