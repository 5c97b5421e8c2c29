"""With every engine and service killed, published pages are read as before; what needs a service says so kindly."""

import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.support.system import System, running_system, until

pytestmark = pytest.mark.slow

KILLED = ("postgres", "nats", "policy_hosting", "tenant_auth")
PUBLISHED = (
    "/en/",
    "/fr/",
    "/fr/this-center",
    "/en/policies/privacy",
    "/fr/policies/privacy",
    "/en/policies/privacy.md",
    "/en/policies/privacy.json",
    "/en/policies/privacy.pdf",
    "/en/policies/privacy/versions",
    "/en/policies/privacy/versions/1",
    "/fr/policies/privacy/changes/1...2",
    "/feeds/policies.atom",
    "/theme.css",
)
ON_DEMAND = "/fr/policies/privacy/changes/1...3"
DOWN_FOR = 15.0  # longer than the edge believes what it last read of the site store


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """A center with three versions in two languages."""
    folder = tmp_path_factory.mktemp("texts")
    with running_system(demonstration=False) as running:
        running.avow("tenants", "create", "acme", "--name", "Acme", "--country", "FR", "--locales", "en,fr")
        for number in (1, 2, 3):
            _publish(running, folder, number)
        until(lambda: all(running.get("acme", path).status_code == 200 for path in PUBLISHED))
        yield running


def test_readers_notice_nothing_while_every_engine_and_service_is_dead(system: System, tmp_path: Path) -> None:
    assert system.get("acme", ON_DEMAND).status_code == 200
    with _reading(system) as answers:
        with _everything_dead(system):
            _silence_is_said_kindly(system)
            time.sleep(DOWN_FOR)
            assert {system.get("acme", path).status_code for path in PUBLISHED} == {200}
        until(lambda: system.get("acme", "/healthz").status_code == 200)
        _publish(system, tmp_path, 4)
        until(lambda: "Fourth" in system.get("acme", "/en/policies/privacy").text)
    assert {status for _path, status in answers} == {200}, answers
    assert sum(answers.values()) > 200


def _silence_is_said_kindly(system: System) -> None:
    for locale, words in (("fr", "ne répond pas en ce moment"), ("en", "does not answer at the moment")):
        silent = system.get("acme", ON_DEMAND.replace("/fr/", f"/{locale}/"), **{"accept-language": "nl"})
        assert silent.status_code == 503
        assert silent.headers["content-language"] == locale, "the language of the address, not of the browser"
        assert words in silent.text
        assert 'href="/theme.css"' in silent.text, "in the company's dress"
        assert silent.headers["cache-control"] == "no-store"
    missing = system.get("acme", "/fr/policies/nothing")
    assert (missing.status_code, missing.headers["content-language"]) == (404, "fr")
    assert system.get("acme", "/livez").status_code == 200
    assert system.get("acme", "/healthz").status_code == 503


def test_a_post_to_a_page_that_is_only_read_is_refused_and_changes_nothing(system: System) -> None:
    connection = HTTPConnection("127.0.0.1", system.port, timeout=20)
    connection.request("POST", "/en/policies/privacy", body="a=b", headers={"host": "acme.localhost"})
    answer = connection.getresponse()
    assert answer.status in {404, 405}
    assert answer.getheader("set-cookie") is None
    connection.close()


def _publish(system: System, folder: Path, number: int) -> None:
    word, mot = (
        ("First", "Premier"),
        ("Second", "Deuxième"),
        ("Third", "Troisième"),
        ("Fourth", "Quatrième"),
    )[number - 1]
    english, french = folder / f"{number}.en.md", folder / f"{number}.fr.md"
    english.write_text(f"# Privacy\n\n## What we keep\n\n{word} text.\n")
    french.write_text(f"# Vie privée\n\n## Ce que nous gardons\n\n{mot} texte.\n")
    system.avow(
        *("policies", "publish", "--tenant", "acme", "--slug", "privacy", "--wait"),
        *("--locale", "en", "--translation", f"fr={french}", "--effective", "now", str(english)),
        *(("--change", "editorial") if number > 1 else ()),
    )


@contextmanager
def _reading(system: System) -> Iterator[Counter[tuple[str, int]]]:
    """One reader after the other, without a pause worth mentioning; how often each page gave which status."""
    answers: Counter[tuple[str, int]] = Counter()
    over = threading.Event()

    def read_on() -> None:
        while not over.is_set():
            for path in PUBLISHED:
                answers[path, system.get("acme", path).status_code] += 1
            time.sleep(0.02)

    reader = threading.Thread(target=read_on)
    reader.start()
    try:
        yield answers
    finally:
        over.set()
        reader.join()


@contextmanager
def _everything_dead(system: System) -> Iterator[None]:
    """Kill all but the edge, and hold the supervisor, or it would bring all of it back at once."""
    system.process.send_signal(signal.SIGSTOP)
    try:
        for name in KILLED:
            system.kill(name)
        # killed processes stay in the table until their parent wakes up: dead is what takes no more
        until(lambda: system.get("acme", ON_DEMAND).status_code == 503, seconds=30)
        yield
    finally:
        system.process.send_signal(signal.SIGCONT)
