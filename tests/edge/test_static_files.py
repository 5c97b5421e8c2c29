"""Style sheets and fonts: on every host, for ever where the name holds a hash."""

from pathlib import Path

import pytest

from tests.support.edge import Visitor

pytestmark = pytest.mark.slow

NAME = "site.0123456789ab.css"


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "static"
    (folder / "fonts").mkdir(parents=True)
    (folder / NAME).write_text("p { color: #000 }\n" * 50)
    (folder / "fonts" / "inter.abcdef0123456789.woff2").write_bytes(b"font")
    (folder / "plain.css").write_text("p {}")
    (folder / ".secret.css").write_text("hidden")
    (folder / "program.py").write_text("hidden")
    (tmp_path / "outside.css").write_text("hidden")
    return folder


async def test_a_file_with_a_hash_in_its_name_is_kept_for_ever(visitor: Visitor, files: Path) -> None:
    first = await visitor.get(f"/static/{NAME}", accept_encoding="br")
    assert (first.status, first.headers["content-encoding"]) == (200, "br")
    assert first.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert first.headers["content-type"] == "text/css; charset=utf-8"
    (files / NAME).unlink()
    for host in ("acme.localhost", "globex.localhost", "localhost", "unknown.localhost"):
        assert (await visitor.get(f"/static/{NAME}", host)).status == 200
    known = first.headers["etag"]
    assert (await visitor.get(f"/static/{NAME}", accept_encoding="br", if_none_match=known)).status == 304


async def test_a_file_without_a_hash_is_read_each_time(visitor: Visitor, files: Path) -> None:
    await visitor.get("/static/plain.css")
    (files / "plain.css").write_text("b {}")
    response = await visitor.get("/static/plain.css")
    assert response.text == "b {}"
    assert "immutable" not in response.headers["cache-control"]


async def test_a_font_lies_in_a_folder_of_its_own(visitor: Visitor) -> None:
    response = await visitor.get("/static/fonts/inter.abcdef0123456789.woff2", accept_encoding="br")
    assert response.headers["content-type"] == "font/woff2"
    assert "content-encoding" not in response.headers


@pytest.mark.parametrize(
    "name", ["none.css", ".secret.css", "program.py", "../outside.css", "fonts", "fonts/", "fonts/../plain.css", "a b"]
)
async def test_nothing_else_in_or_round_the_folder_is_served(visitor: Visitor, name: str) -> None:
    assert (await visitor.get(f"/static/{name}")).status in {400, 404}


async def test_files_take_nothing_but_reading(visitor: Visitor) -> None:
    assert (await visitor.ask("POST", f"/static/{NAME}", body=b"x")).status == 405


async def test_the_description_of_the_api_has_an_address_that_stays(visitor: Visitor, files: Path) -> None:
    assert (await visitor.get("/v1/openapi.json", "api.localhost")).status == 404
    (files / "openapi.0123456789ab.json").write_text('{"openapi": "3.1.0"}')
    (files / "manifest.json").write_text('{"openapi.json": "openapi.0123456789ab.json"}')
    answered = await visitor.get("/v1/openapi.json", "api.localhost")
    assert (answered.status, answered.text) == (200, '{"openapi": "3.1.0"}')
    assert answered.headers["content-type"] == "application/json"
    assert "immutable" not in answered.headers["cache-control"]
    assert (await visitor.get("/v1/openapi.json", "console.localhost")).status != 200
