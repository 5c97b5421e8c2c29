"""Texts, facts and reasons as an operator gives them on the command line: files, and `locale=value` pairs."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from services.policy_hosting.texts.form import as_markdown, file_as_markdown, form_of
from services.policy_hosting.texts.importing.decoding import decoded
from services.policy_hosting.versions.drafting import Given
from shared.errors import Invalid, Problem

NOW, EARLIEST = "now", "earliest"


def given(
    file: Path | None,
    locale: str | None,
    *,
    translations: Sequence[str] = (),
    facts: Path | None = None,
    title: str | None = None,
    summary: Sequence[str] = (),
) -> Given:
    """What an author gives, read from files."""
    texts: dict[str, str] = {}
    if file is not None:
        if not locale:
            raise _invalid("locale", "name the language of the file")
        texts[locale] = text_of(file, "file")
    for code, path in pairs(translations, "translation").items():
        if code in texts:
            raise _invalid(f"translation.{code}", "this language is given twice")
        texts[code] = text_of(Path(path), f"translation.{code}")
    return Given(
        texts=texts,
        titles={locale: title} if locale and title else {},
        facts=read(facts, "facts") if facts else None,
        summary=pairs(summary, "summary"),
    )


def text_of(file: Path, field: str) -> str:
    """A text as Markdown; what is called neither Markdown, HTML nor Word is plain, and its headings are found."""
    if file.suffix.lower() == ".docx":
        return _word(file, field)
    return as_markdown(read(file, field), form_of(file.name))


def _word(file: Path, field: str) -> str:
    try:
        return file_as_markdown(file.name, file.read_bytes())
    except OSError:
        raise _invalid(field, f"{file} cannot be read") from None


def read(file: Path, field: str) -> str:
    """A file's words, in whichever encoding people still have."""
    try:
        return decoded(file.read_bytes())
    except OSError:
        raise _invalid(field, f"{file} cannot be read") from None
    except Invalid:
        raise _invalid(field, f"{file} is not text in UTF-8, UTF-16 or Windows-1252") from None


def pairs(given: Sequence[str], field: str) -> dict[str, str]:
    """`fr=…` as language and value."""
    found: dict[str, str] = {}
    for pair in given:
        locale, equals, value = pair.partition("=")
        if not equals or not locale.strip() or not value.strip():
            raise _invalid(field, f"{pair!r} is not written as LOCALE=VALUE, such as fr=…")
        if locale.strip() in found:
            raise _invalid(f"{field}.{locale.strip()}", "this language is given twice")
        found[locale.strip()] = value.strip()
    return found


def day(text: str, field: str = "effective") -> date | None:
    """A day as YYYY-MM-DD; None for `now` and `earliest`."""
    if text in (NOW, EARLIEST):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _invalid(field, f"{text!r} is not a day written as YYYY-MM-DD, nor `now` or `earliest`") from None


def past_day(text: str) -> date:
    """A day that must be one."""
    found = day(text)
    if found is None:
        raise _invalid("effective", "history needs the day on which it took effect, as YYYY-MM-DD")
    return found


def write_out(document: dict[str, Any], folder: Path) -> list[Path]:
    """A document as files: `document.json`, and per version `<locale>.md` and `facts.yaml`."""
    written = {folder / "document.json": json.dumps(_without_texts(document), ensure_ascii=False, indent=2) + "\n"}
    for version in document["versions"]:
        place = folder / f"version-{version['number']}"
        written |= {place / f"{locale}.md": text for locale, text in version["texts"].items()}
        if version["facts"]:
            written[place / "facts.yaml"] = version["facts"]
    try:
        for file, text in written.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    except OSError:
        raise _invalid("to", f"{folder} cannot be written") from None
    return list(written)


def _without_texts(document: dict[str, Any]) -> dict[str, Any]:
    kept = [{k: v for k, v in version.items() if k not in ("texts", "facts")} for version in document["versions"]]
    return {**document, "versions": kept}


def _invalid(field: str, reason: str) -> Invalid:
    return Invalid(f"{field}: {reason}", problems=[Problem(field, reason)])
