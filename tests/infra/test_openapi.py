"""The API's document is what the routes say, and the check notices when it is not."""

from pathlib import Path

import pytest

from infra import openapi


def test_every_operation_has_its_own_name_and_a_permission_as_scope() -> None:
    found = openapi.document()
    operations = [operation for each in found["paths"].values() for operation in each.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names))
    scopes = found["components"]["securitySchemes"]["client"]["flows"]["clientCredentials"]["scopes"]
    assert scopes["tenant_auth:audit:read"] == "See who did what and when, and verify the chain."
    asked = {scope for operation in operations for each in operation["security"] for scope in each["client"]}
    assert asked == set(scopes)


def test_every_reference_leads_somewhere() -> None:
    found = openapi.document()
    for part in openapi.text().split('"$ref": "#/')[1:]:
        place = found
        for word in part.partition('"')[0].split("/"):
            place = place[word]


def test_a_stale_document_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(openapi, "FILE", tmp_path / "openapi.json")
    monkeypatch.setattr("sys.argv", ["openapi"])
    assert openapi.main() == 0
    monkeypatch.setattr("sys.argv", ["openapi", "--check"])
    assert openapi.main() == 0
    openapi.FILE.write_text(openapi.text().replace("List the members", "List members"))
    assert openapi.main() == 1
    assert "make openapi" in capsys.readouterr().err
