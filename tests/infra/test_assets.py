"""What browsers load is small, and named by what it holds."""

import hashlib
import json
from pathlib import Path

import pytest

from infra.local.assets import FONTS, build, squeeze
from services.tenant_auth.themes.typefaces import TYPEFACES


@pytest.fixture(scope="module")
def static(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(out=tmp_path_factory.mktemp("static"))


def test_every_file_is_named_by_its_hash(static: Path) -> None:
    manifest = json.loads((static / "manifest.json").read_text())
    for name, built in manifest.items():
        digest = hashlib.sha256((static / built).read_bytes()).hexdigest()
        stem, _, kind = name.rpartition(".")
        assert built == f"{stem}.{digest[:12]}.{kind}"


def test_building_again_changes_nothing(static: Path) -> None:
    before = {file.name: file.read_bytes() for file in static.iterdir()}
    build(out=static)
    assert {file.name: file.read_bytes() for file in static.iterdir()} == before


def test_no_theme_loads_more_than_two_font_files_of_40_kb(static: Path) -> None:
    manifest = json.loads((static / "manifest.json").read_text())
    for face in TYPEFACES.values():
        sizes = [(static / manifest[file.asset]).stat().st_size for file in face.files]
        assert len(sizes) <= 2
        assert sum(sizes) <= 40_000


def test_each_font_brings_its_licence(static: Path) -> None:
    for name in FONTS:
        assert "SIL Open Font License" in (static / f"{name}.LICENSE.txt").read_text()


def test_the_npm_lock_file_names_no_registry() -> None:
    lock = json.loads((Path(__file__).parents[2] / "package-lock.json").read_text())
    assert [name for name, entry in lock["packages"].items() if "resolved" in entry] == []
    assert all("integrity" in entry for name, entry in lock["packages"].items() if name)


@pytest.mark.parametrize(
    ("css", "squeezed"),
    [
        ("a {\n  color: red; /* why */\n  margin: 0 auto;\n}\n", "a{color:red;margin:0 auto}"),
        ('a::after { content: " ; { } :  "; }', 'a::after{content:" ; { } :  "}'),
        ("li > a:hover, .b :focus { top: calc(1px + 2px) }", "li>a:hover,.b :focus{top:calc(1px + 2px)}"),
        ("@media (min-width: 40em) and (x: y) { a { b: c } }", "@media (min-width: 40em) and (x: y){a{b:c}}"),
    ],
)
def test_squeezing_changes_no_meaning(css: str, squeezed: str) -> None:
    assert squeeze(css) == squeezed
