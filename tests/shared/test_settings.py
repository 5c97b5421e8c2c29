"""Settings: read once, frozen; a boot that fails names everything that is missing or wrong."""

from dataclasses import FrozenInstanceError
from datetime import date
from pathlib import Path

import pytest

from services.policy_hosting.processor import Processor
from services.policy_hosting.settings import Settings
from shared.settings import Installation, SettingsError, read

ENOUGH = {"AVOW_EDGE_SECRET": "hush", "AVOW_NATS_URL": "nats://127.0.0.1:4222"}


def test_what_is_not_said_has_its_default() -> None:
    found = read(Installation, ENOUGH)
    assert (found.env, found.development, found.port, found.domain) == ("production", False, 8000, "localhost")
    assert found.url("acme.localhost") == "http://acme.localhost:8000"


def test_all_that_is_missing_is_said_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        read(Settings, {"AVOW_PORT": "many", "AVOW_LOG_DAYS": "a fortnight"})
    for name in ("AVOW_EDGE_SECRET is not set", "AVOW_NATS_URL is not set", "AVOW_PORT", "AVOW_LOG_DAYS"):
        assert name in str(caught.value)


@pytest.mark.parametrize(
    ("name", "said", "reason"),
    [
        ("AVOW_PROCESSORS", "Example Hosting|servers", 'is not a list like "Name|task|FR; Name|task|DE"'),
        ("AVOW_PROCESSORS", "Example Hosting|servers|FR; Letters|mail|", "'Letters|mail|'"),
        ("AVOW_PROCESSORS", "Example Hosting|servers|France", "something else than two capital letters"),
        ("AVOW_ACCESSIBILITY_CHECKED", "last week", "is not a day like 2026-11-22: 'last week'"),
    ],
)
def test_what_pages_will_show_is_refused_at_boot_with_all_else(name: str, said: str, reason: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read(Settings, {name: said, "AVOW_PORT": "many"})
    for part in (name, reason, "AVOW_EDGE_SECRET is not set", "AVOW_PORT"):
        assert part in str(caught.value)


def test_what_pages_will_show_is_read_once() -> None:
    given = {"AVOW_PROCESSORS": " Example Hosting | servers|FR;", "AVOW_ACCESSIBILITY_CHECKED": ""}
    found = read(Settings, ENOUGH | given)
    assert found.processors == (Processor("Example Hosting", "servers", "FR"),)
    assert found.accessibility_checked is None
    assert read(Settings, ENOUGH).accessibility_checked == date(2026, 11, 22)


def test_values_are_of_their_kinds() -> None:
    given = {"AVOW_DATA": "/tmp/x", "AVOW_PORT": "9", "AVOW_PUBLIC_URL": "https://{host}"}  # noqa: S108
    found = read(Installation, ENOUGH | given)
    assert (found.data, found.port) == (Path("/tmp/x"), 9)  # noqa: S108
    assert found.url("acme.example") == "https://acme.example"


def test_settings_do_not_change() -> None:
    found = read(Installation, ENOUGH)
    with pytest.raises(FrozenInstanceError):
        found.port = 1  # type: ignore[misc]


@pytest.mark.parametrize("word", ["", "prod", "Development", "dev"])
def test_only_the_very_word_makes_an_installation_one_of_development(word: str) -> None:
    assert not read(Installation, ENOUGH | {"AVOW_ENV": word}).development
