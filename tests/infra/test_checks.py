"""The house's own checks say what is wrong and where."""

from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from infra.checks import catalogues, templates
from infra.local import browser
from infra.local.engines import EngineError

pytestmark = pytest.mark.slow


def test_a_template_that_does_not_compile_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "good.html").write_text("{{ _('Hello') }}")
    (tmp_path / "broken.html").write_text("one\n{% if %}\n")
    found = templates.broken(tmp_path)
    assert len(found) == 1
    assert found[0].startswith("broken.html:2:")


def test_templates_and_code_are_searched_for_sentences() -> None:
    collected = catalogues.collected()
    places = {place.split("/")[0] for message in collected for place, _ in message.locations}
    assert "frontend" in places
    assert not [
        message for message in collected for place, _ in message.locations if place.startswith(catalogues.FACTS)
    ]


@pytest.fixture
def wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Catalog:
    """A house that says three sentences, in a folder of its own."""
    catalog = Catalog(project="Avow", fuzzy=False)
    catalog.add("Hello", None)
    catalog.add("From {day}", None)
    catalog.add(("{n} day", "{n} days"), None)
    monkeypatch.setattr(catalogues, "collected", lambda: catalog)
    monkeypatch.setattr(catalogues, "CATALOGUES", tmp_path)
    monkeypatch.setattr(catalogues, "SHIPPED", ("en", "fr"))
    return catalog


def translate(folder: Path, **sentences: str) -> None:
    catalog = Catalog(locale="fr", fuzzy=False)
    catalog.add("Hello", sentences.get("hello", "Bonjour"))
    catalog.add("From {day}", sentences.get("day", "À partir du {day}"))
    catalog.add(("{n} day", "{n} days"), ("{n} jour", "{n} jours"))
    for message in sentences.get("more", "").split():
        catalog.add(message, message)
    file = folder / "fr" / "LC_MESSAGES" / "messages.po"
    file.parent.mkdir(parents=True, exist_ok=True)
    written = BytesIO()
    write_po(written, catalog)
    file.write_bytes(written.getvalue())


@pytest.mark.usefixtures("wanted")
def test_a_whole_catalogue_has_no_problem(tmp_path: Path) -> None:
    translate(tmp_path)
    assert catalogues.problems() == []


@pytest.mark.usefixtures("wanted")
@pytest.mark.parametrize(
    ("sentences", "problem"),
    [
        ({"hello": ""}, "fr: 'Hello' is not translated"),
        ({"day": "À partir du {date}"}, "fr: 'From {day}' is translated with other placeholders"),
        ({"more": "Old"}, "fr: 'Old' is not used any more"),
    ],
)
def test_a_problem_names_language_and_sentence(tmp_path: Path, sentences: dict[str, str], problem: str) -> None:
    translate(tmp_path, **sentences)
    assert catalogues.problems() == [problem]


@pytest.mark.usefixtures("wanted")
def test_updating_keeps_translations_and_writes_the_same_bytes_twice(tmp_path: Path) -> None:
    translate(tmp_path, more="Old")
    catalogues.update()
    file = tmp_path / "fr" / "LC_MESSAGES" / "messages.po"
    first = file.read_bytes()
    assert b"Bonjour" in first
    assert b"Old" not in first
    catalogues.update()
    assert file.read_bytes() == first
    assert catalogues.problems() == []


def test_without_any_browser_it_says_what_was_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "executable", lambda: None)
    monkeypatch.setattr(browser, "_from_debian", lambda: False)
    monkeypatch.setattr(browser, "_from_playwright", lambda: False)
    with pytest.raises(EngineError, match="The tests need a browser and none could be had"):
        browser.need()
