"""What tenant_auth refuses to start with outside development."""

import pytest

from services.tenant_auth.settings import Settings
from shared.ids import new_token
from shared.settings import SettingsError, read

TOLD = {
    "AVOW_EDGE_SECRET": "edge-secret",
    "AVOW_NATS_URL": "nats://127.0.0.1:1",
    "AVOW_PUBLIC_URL": "https://{host}",
    "AVOW_CONSOLE_SECRET": new_token(),
}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"AVOW_PUBLIC_URL": "http://{host}:{port}"}, "AVOW_PUBLIC_URL"),
        ({"AVOW_CONSOLE_SECRET": "change-me"}, "AVOW_CONSOLE_SECRET"),
        ({"AVOW_CONSOLE_SECRET": ""}, "AVOW_CONSOLE_SECRET"),
    ],
)
def test_a_house_in_use_is_closed_to_plain_http_and_guessable_secrets(changed: dict[str, str], said: str) -> None:
    assert read(Settings, TOLD).edge_place == ""
    with pytest.raises(SettingsError, match=said):
        read(Settings, {**TOLD, **changed})
    assert read(Settings, {**TOLD, **changed, "AVOW_ENV": "development"}).development


def test_a_second_factor_is_offered_or_needed() -> None:
    assert not read(Settings, TOLD).two_factors
    assert read(Settings, {**TOLD, "AVOW_SECOND_FACTOR": "needed"}).two_factors
    with pytest.raises(SettingsError, match="AVOW_SECOND_FACTOR"):
        read(Settings, {**TOLD, "AVOW_SECOND_FACTOR": "yes", "AVOW_ENV": "development"})


def test_a_list_of_leaked_passwords_that_is_not_there_is_told() -> None:
    with pytest.raises(SettingsError, match="AVOW_LEAKED_PASSWORDS"):
        read(Settings, {**TOLD, "AVOW_LEAKED_PASSWORDS": "/nowhere/leaked.txt"})
