"""A console page with a session: what the edge adds to the time of the service that answers it."""

import asyncio
import http.client
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles

from bench.support import databases, processes
from bench.support.edge import edge, wait
from bench.support.verdict import verdict
from frontend.edge.console_sessions import ConsoleSessions
from frontend.edge.cookies import SESSION, digest, new_word
from frontend.edge.said_by_provider import SignedIn
from frontend.edge.tenant_auth_client import Granted
from infra.local.process import free_port
from shared.ids import new_id
from shared.keys import Keys
from shared.settings import ServiceSettings
from shared.tenancy.backend import open_database
from shared.tenancy.placement import Role

TARGET = 3.0  # milliseconds, half of all requests
TIMES, WARM = 3000, 200
PATH, HOST = "/acme/policies/privacy", "console.localhost"


def main() -> None:
    with databases.data_folder() as data, databases.databases(data, ["edge"]) as urls, service() as port:
        word = new_word()
        asyncio.run(begin(data, urls["edge"], word))
        told = {f"AVOW_DATABASE_{role.upper()}": urls["edge"][role] for role in (Role.APP, Role.RELAY)}
        told |= {
            "AVOW_SERVICES": f"policy_hosting=127.0.0.1:{port},tenant_auth=127.0.0.1:1",
            "AVOW_KEYS": str(data / "k"),
        }
        told |= {"AVOW_CONSOLE_SECRET": "bench", "AVOW_EDGE_RATE": "1000000", "AVOW_EDGE_BURST": "1000000"}
        with edge(data, **told) as ours:
            straight = measure(port, {"Authorization": "Bearer x"})
            began = processes.seconds(ours.pid)
            through = measure(ours.port, {"Cookie": f"{SESSION}={word}"})
            spent = (processes.seconds(ours.pid) - began) * 1000 / (WARM + TIMES)
    added = median(through) - median(straight)
    print(f"  straight     p50 {median(straight):.2f} ms, p99 {quantiles(straight, n=100)[-1]:.2f} ms")
    print(f"  through edge p50 {median(through):.2f} ms, p99 {quantiles(through, n=100)[-1]:.2f} ms")
    print(f"  the edge works {spent:.2f} ms for each")
    print(f"  the edge adds {added:.2f} ms (under {TARGET:.0f} ms): {verdict(added < TARGET)}")


async def begin(data: Path, urls: Mapping[Role, str], word: str) -> None:
    """A session as signing in leaves it, with a token for Acme."""
    settings = ServiceSettings(
        edge_secret="", nats_url="", database_app=urls[Role.APP], database_relay=urls[Role.RELAY]
    )
    later = datetime.now(UTC) + timedelta(hours=1)
    granted = Granted(access="x" * 900, expires_at=later, tenant=new_id(), refresh="x" * 40, id_token="x" * 600)
    async with open_database("edge", settings, models=["shared.tenancy.model"]) as database:
        sessions = ConsoleSessions(database, Keys(data / "k"))
        await sessions.begin(digest(word), SignedIn(person=new_id(), sid=new_id(), at=datetime.now(UTC)), granted)
        async with sessions.work():
            session = await sessions.locked(digest(word))
            await sessions.keep(session.id, "acme", granted)


@contextmanager
def service() -> Iterator[int]:
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "bench.support.neighbour", str(port)])
    try:
        wait(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def measure(port: int, headers: Mapping[str, str]) -> list[float]:
    """Milliseconds of each request, one after the other on one connection."""
    connection, took = http.client.HTTPConnection("127.0.0.1", port, timeout=10), []
    for _ in range(WARM + TIMES):
        began = time.perf_counter()
        connection.request("GET", PATH, headers={"Host": HOST, **headers})
        answer = connection.getresponse()
        body = answer.read()
        took.append((time.perf_counter() - began) * 1000)
        if answer.status != http.client.OK or len(body) < 10_000:
            raise SystemExit(f"the answer was {answer.status}: {body[:200]!r}")
    connection.close()
    return took[WARM:]


if __name__ == "__main__":
    main()
