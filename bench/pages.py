"""Published pages: the edge against nginx with the same file, and its memory with ten thousand tenants."""

import asyncio
import http.client
import os
import random
import tempfile
import time
from pathlib import Path
from statistics import median
from uuid import UUID

from bench.support.edge import EdgeProcess, edge
from bench.support.programs import Measured, need, nginx, wrk
from bench.support.verdict import verdict
from shared.ids import new_id
from shared.sites import HostFile, Page, Sites

RATIO, P99, ROOM, SLOWER = 0.35, 10.0, 60, 1.3
LIMIT, TENANTS, READS = 64, 10_000, 25_000
ROUNDS, SECONDS = 5, 4
LOCALES = ("en", "fr", "nl")
HTML = "text/html; charset=utf-8"
WORDS = ("policy", "data", "keep", "months", "person", "request", "answer", "right", "mail", "contract", "vendor")
BROWSER = ("Accept-Encoding: gzip, deflate, br", "Accept: text/html", "Accept-Language: fr,en;q=0.5", "User-Agent: M/5")


def main() -> None:
    need("wrk", "nginx")
    with tempfile.TemporaryDirectory(prefix="avow-bench-") as name:
        folder = Path(name)
        speed(folder)
        memory(folder)


def speed(folder: Path) -> None:
    """The same page of 20 kB from both, in turns, so that a slow moment of the machine hits both."""
    sites = Sites.open(folder / "few" / "sites")
    for number in range(10):
        asyncio.run(publish(sites, number, 20_000))
    body = text(0, "en", 20_000)
    (folder / "page.html").write_bytes(body)
    with edge(folder / "few", AVOW_ENV="production") as ours, nginx(folder) as theirs:
        turns = [
            (
                wrk(f"http://127.0.0.1:{theirs}/page.html", seconds=SECONDS),
                wrk(address(ours, "en"), seconds=SECONDS, host=host(0)),
            )
            for _ in range(ROUNDS)
        ]
        browser = wrk(address(ours, "en"), seconds=SECONDS, host=host(0), headers=BROWSER)
    show(turns, browser, len(body))


def show(turns: list[tuple[Measured, Measured]], browser: Measured, size: int) -> None:
    ratio = median(ours.rate / theirs.rate for theirs, ours in turns)
    p99 = median(ours.p99 for _, ours in turns)
    print(f"page of {size} bytes, 32 connections, one worker each, {ROUNDS} turns of {SECONDS} s (medians)")
    print(
        f"  nginx        {median(t.rate for t, _ in turns):8.0f} a second, p99 {median(t.p99 for t, _ in turns):.1f} ms"
    )
    print(f"  edge         {median(o.rate for _, o in turns):8.0f} a second, p99 {p99:.1f} ms")
    print(f"  as a browser {browser.rate:8.0f} a second, p99 {browser.p99:.1f} ms (brotli)")
    print(f"  ratio edge/nginx {ratio:.2f} (at least {RATIO}): {verdict(ratio >= RATIO)}")
    theirs = median(theirs.p99 for theirs, _ in turns)
    busy = "" if theirs < P99 else f"; nginx itself takes {theirs:.1f} ms, so this machine is busy with something else"
    print(f"  p99 {p99:.1f} ms (under {P99:.0f} ms): {verdict(p99 < P99)}{busy}")


def memory(folder: Path) -> None:
    """Pages of random tenants, in the encodings that browsers, feed readers and scripts take."""
    data, little = folder / "many", folder / "little"
    asyncio.run(publish_all(little, range(10)))
    started = time.perf_counter()
    fill(data)
    print(f"{TENANTS} tenants in {len(LOCALES)} languages published in {time.perf_counter() - started:.0f} s")
    with edge(data, AVOW_ENV="production", AVOW_EDGE_MEMORY=str(LIMIT)) as ours:
        idle = ours.megabytes()
        rate, most = read_at_random(ours)
        with edge(little, AVOW_ENV="production") as with_ten:
            turns = [(again(with_ten), again(ours)) for _ in range(ROUNDS)]
    print(f"  {READS} pages read at random, {rate:.0f} a second on one connection")
    slower = median(ten.rate / many.rate for ten, many in turns)
    print(f"  one of them over and over, {median(many.rate for _, many in turns):.0f} a second, ", end="")
    print(f"time against the same with 10 tenants {slower:.2f} (at most {SLOWER}): {verdict(slower <= SLOWER)}")
    held = verdict(most < LIMIT + ROOM)
    print(f"  resident {idle:.0f} MB idle, at most {most:.0f} MB (limit {LIMIT} + {ROOM} MB): {held}")


def again(ours: EdgeProcess) -> Measured:
    return wrk(address(ours, "en"), seconds=SECONDS // 2, host=host(0))


def fill(data: Path) -> None:
    """One process per processor; without waiting for the disk, since nobody will miss these pages."""
    workers = os.cpu_count() or 1
    children = []
    for worker in range(workers):
        child = os.fork()
        if child == 0:
            os.fsync = lambda _: None  # type: ignore[assignment]
            asyncio.run(publish_all(data, range(worker, TENANTS, workers)))
            os._exit(0)
        children.append(child)
    for child in children:
        _, status = os.waitpid(child, 0)
        assert status == 0


async def publish_all(data: Path, numbers: range) -> None:
    sites = Sites.open(data / "sites")
    for number in numbers:
        await publish(sites, number, 5_000)


async def publish(sites: Sites, number: int, size: int) -> None:
    tenant: UUID = new_id()
    entries = {f"/{locale}/": Page(text(number, locale, size), HTML, locale) for locale in LOCALES}
    await sites.publish(tenant, "policy_hosting", entries, revision=1)
    await sites.write_host(host(number), HostFile(tenant, f"t{number}", "active", host(number), LOCALES, 1))


def text(number: int, locale: str, size: int) -> bytes:
    chance = random.Random(f"{number}{locale}")  # noqa: S311  pages, not secrets
    words = " ".join(chance.choices(WORDS, k=size // 6))
    return f"<!doctype html><html lang={locale}><title>{number}</title><p>{words}".encode().ljust(size)[:size]


def read_at_random(ours: EdgeProcess) -> tuple[float, float]:
    chance = random.Random(1)  # noqa: S311
    connection = http.client.HTTPConnection("127.0.0.1", ours.port)
    started, most = time.perf_counter(), 0.0
    for count in range(READS):
        accept = chance.choices(("br", "gzip", "identity"), (70, 20, 10))[0]
        headers = {"Host": host(chance.randrange(TENANTS)), "Accept-Encoding": accept}
        connection.request("GET", f"/{chance.choice(LOCALES)}/", headers=headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200
        if count % 500 == 0:
            most = max(most, ours.megabytes())
    return READS / (time.perf_counter() - started), max(most, ours.megabytes())


def host(number: int) -> str:
    return f"t{number:05d}.localhost"


def address(ours: EdgeProcess, locale: str) -> str:
    return f"http://127.0.0.1:{ours.port}/{locale}/"


if __name__ == "__main__":
    main()
