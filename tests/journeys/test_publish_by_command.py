"""An operator publishes texts of her own with one line each, and time passes over them as readers were promised."""

import json
import re
import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from infra.local.trial import AVOW
from tests.support.system import System, running_system, until
from tests.support.walk import Read

# one story, told by one process
pytestmark = pytest.mark.slow

SEEDS = Path(__file__).parents[3] / "shared" / "reference" / "seeds"
REAL = {"000": (8, "en"), "001": (12, "fr"), "002": (7, "fr"), "003": (10, "en"), "004": (9, "nl")}

FACTS = """
entities: [{name: Harbour Lights SAS, roles: [{role: controller}]}]
contacts: [{kind: mail, mail: privacy@harbour.example, purposes: [rights]}]
retention:
  - for: {categories: [call-recordings]}
    stages: [{length: 90 days, from: [recorded]}]
notices: [{about: this-text, change: material, length: 30 days, channels: [this-page]}]
"""
MARKDOWN = """# Privacy at Harbour Lights

We rent out boats.

## Who answers

:::controller

## How long we keep data

:::retention

## When this text changes

:::notice
"""
PLAIN = """PRIVACY POLICY OF THE HARBOUR

Read this before you write to us.

1. WHAT WE KEEP
We keep the following data:
- your name
- your mail address

2. HOW LONG
Until you leave the harbour.

Your rights
You may ask for a copy at any time.
"""


@pytest.fixture(scope="module")
def system() -> Iterator[System]:
    with running_system(demonstration=False) as running:
        yield running


@pytest.fixture(scope="module")
def harbour(system: System, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tenant with a Markdown and a plain text in force, and the folder where its texts lie."""
    system.avow("tenants", "create", "harbour", "--name", "Harbour Lights", "--country", "FR", "--locales", "en,fr")
    _page(system, "/en/")
    folder = tmp_path_factory.mktemp("harbour")
    (folder / "facts.yaml").write_text(FACTS)
    (folder / "privacy.md").write_text(MARKDOWN)
    (folder / "longer.yaml").write_text(FACTS.replace("90 days", "6 months"))
    (folder / "longer.md").write_text(MARKDOWN.replace("boats", "boats and bicycles"))
    (folder / "plain.txt").write_text(PLAIN)
    done = _publish(system, "harbour", "privacy", folder / "privacy.md", "--facts", str(folder / "facts.yaml"))
    assert (done["number"], done["state"]) == (1, "in-force")
    _publish(system, "harbour", "plain", folder / "plain.txt", "--effective", "now")
    return folder


def _publish(
    system: System, tenant: str, slug: str, file: Path, *more: str, locale: str = "en", code: int = 0
) -> dict[str, object]:
    place = ("--tenant", tenant, "--slug", slug, "--locale", locale)
    done: dict[str, object] = system.avow("policies", "publish", *place, "--wait", *more, str(file), exit_code=code)
    return done


def _page(system: System, path: str, tenant: str = "harbour") -> Read:
    until(lambda: system.get(tenant, path).status_code == 200, seconds=30)
    return Read(path, system.get(tenant, path))


def _contents(read: Read) -> list[str]:
    """The headings that the contents list links to."""
    beside = re.search(r'<nav class="contents contents--beside".*?</nav>', read.answer.text, re.DOTALL)
    found = re.findall(r'<a href="#([^"]+)">', beside[0]) if beside else []
    assert set(found) <= read.parts.places
    return found


@pytest.mark.usefixtures("harbour")
def test_a_markdown_text_prints_its_facts(system: System) -> None:
    read = _page(system, "/en/policies/privacy/versions/1")
    assert "90 days" in read.words
    assert len(_contents(read)) == 3
    french = _page(system, "/fr/policies/privacy/versions/1")
    assert "n’existe pas encore en français" in french.words or "pas encore" in french.words
    assert 'lang="en"' in french.answer.text


@pytest.mark.usefixtures("harbour")
def test_a_plain_text_gets_its_headings_and_lists(system: System) -> None:
    read = _page(system, "/en/policies/plain")
    assert len(_contents(read)) == 3
    assert read.answer.text.count("<li>your ") == 2


@pytest.mark.skipif(not SEEDS.exists(), reason="the real texts do not lie beside this checkout")
@pytest.mark.parametrize("number", REAL)
def test_a_real_text_is_put_up_in_one_line_and_has_its_contents_list(system: System, number: str) -> None:
    least, locale = REAL[number]
    tenant = f"real-{number}"
    system.avow("tenants", "create", tenant, "--name", f"Real {number}", "--country", "FR", "--locales", locale)
    _page(system, f"/{locale}/", tenant)
    file = next(SEEDS.glob(f"{number}_*.txt"))
    _publish(system, tenant, "privacy", file, "--effective", "now", locale=locale)
    read = _page(system, f"/{locale}/policies/privacy", tenant)
    assert len(_contents(read)) >= least
    assert read.parts.lang == locale


def test_a_change_waits_for_its_notice_is_called_off_and_another_takes_effect(system: System, harbour: Path) -> None:
    longer = (harbour / "longer.md", "--facts", str(harbour / "longer.yaml"), "--summary", "en=Calls are kept longer.")
    today = datetime.now(ZoneInfo("Europe/Paris")).date()
    earliest = (today + timedelta(days=31)).isoformat()

    refused = _publish(
        system, "harbour", "privacy", *longer, "--effective", (today + timedelta(days=9)).isoformat(), code=1
    )
    assert f"the earliest day is {earliest}" in json.dumps(refused)
    assert {"field": "effective", "reason": f"the earliest day is {earliest}"} in refused["errors"]  # type: ignore[operator]
    assert system.get("harbour", "/en/policies/privacy/versions/2").status_code == 404, "nothing half-written"

    announced = _publish(system, "harbour", "privacy", *longer, "--effective", "earliest")
    assert (announced["number"], announced["state"], announced["effective_on"]) == (2, "scheduled", earliest)
    policy = _page(system, "/en/policies/privacy")
    assert "Calls are kept longer." in policy.words
    assert "90 days" in policy.words
    comparison = _page(system, "/en/policies/privacy/changes/1...2")
    assert "90 days → 6 months" in comparison.words

    place = ("--tenant", "harbour", "--slug", "privacy", "--version", "2")
    system.avow("policies", "call-off", *place, "--reason", "en=We thought again.", "--wait")
    assert "Calls are kept longer." not in _page(system, "/en/policies/privacy").words
    listed = _page(system, "/en/policies/privacy/versions")
    assert "called off" in listed.words
    assert "We thought again." in listed.words

    again = _publish(system, "harbour", "privacy", *longer, "--effective", "earliest")
    assert (again["number"], again["effective_on"]) == (3, earliest)
    _move_clock(system, "+32d")
    until(lambda: "6 months" in system.get("harbour", "/en/policies/privacy").text, seconds=60)
    states = {each["number"]: each["state"] for each in _shown(system)["versions"]}
    assert states == {1: "superseded", 2: "withdrawn", 3: "in-force"}
    on_the_day_before = system.get("harbour", f"/en/policies/privacy/on/{(today + timedelta(days=30)).isoformat()}")
    assert "/versions/1?" in on_the_day_before.headers["location"]


def test_what_cannot_be_published_is_refused_with_the_field_and_the_reason(system: System, harbour: Path) -> None:
    bad = harbour / "bad.md"
    for text, place in (
        ("# A\n\n<script>alert(1)</script>\n", "line 3"),
        ("# A\n\n:::nonsense\n", "nonsense"),
        ("# A\n\n[here](javascript:alert(1))\n", "line 3"),
    ):
        bad.write_text(text)
        assert place in json.dumps(_publish(system, "harbour", "bad", bad, code=1))
    (harbour / "wrong.yaml").write_text("retention: [{for: {categories: [cookies]}, stages: [{length: 3 moons}]}]\n")
    refused = _publish(system, "harbour", "bad", harbour / "privacy.md", "--facts", str(harbour / "wrong.yaml"), code=1)
    assert "retention[0].stages[0].length" in json.dumps(refused)
    assert "nobody" in json.dumps(_publish(system, "nobody", "bad", harbour / "privacy.md", code=1))
    _publish(system, "harbour", "bad", harbour / "privacy.md", "--effective", "tomorrow", code=1)
    assert {each["slug"] for each in system.avow("policies", "list", "--tenant", "harbour")} == {"privacy", "plain"}


def _shown(system: System) -> dict[str, list[dict[str, object]]]:
    shown: dict[str, list[dict[str, object]]] = system.avow(
        "policies", "show", "--tenant", "harbour", "--slug", "privacy"
    )
    return shown


def _move_clock(system: System, by: str) -> None:
    subprocess.run([AVOW, "dev", "clock", by], env=system.environ, check=True, capture_output=True)
