"""Every sentence of the pages stands in every catalogue (`python -m infra.checks.catalogues [--update]`)."""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from shared.i18n import CATALOGUES, SHIPPED

ROOT = Path(__file__).parents[2]
SOURCE = "en"  # the sentences in the code are English: they need no catalogue
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2), "phrase": None, "npgettext": ((1, "c"), 2, 3)}
FACTS = "services/policy_hosting/facts/"  # has a catalogue of its own, kept by hand beside the codes
# else a template with {% do %} is passed over without a word
OPTIONS = {"**": {"extensions": "jinja2.ext.do", "silent": "false"}}
PLACES = {"frontend/templates": "jinja2", "frontend/edge": "python", "services": "python", "shared": "python"}


def collected() -> Catalog:
    """What the templates and the code say in the domain "messages"."""
    catalog = Catalog(project="Avow", fuzzy=False)
    for place, method in PLACES.items():
        found = extract_from_dir(
            ROOT / place, [("**", method)] if method == "jinja2" else [("**.py", method)], OPTIONS, keywords=KEYWORDS
        )
        for file, _, message, comments, context in found:
            where = f"{place}/{file}"
            if not where.startswith(FACTS):
                catalog.add(message, None, [(where, 0)], auto_comments=comments, context=context)
    return catalog


def problems() -> list[str]:
    """A sentence for each entry that is missing, left empty, left over or has other placeholders."""
    wanted = collected()
    return [
        f"{language}: {problem}"
        for language in SHIPPED
        if language != SOURCE
        for problem in _problems(wanted, _read(language))
    ]


def update() -> None:
    """Write the template and carry its sentences into every catalogue; translators do the rest."""
    template = collected()
    _write(CATALOGUES / "messages.pot", template)
    for language in SHIPPED:
        if language != SOURCE:
            catalog = _read(language)
            catalog.update(template, no_fuzzy_matching=True)
            catalog.obsolete.clear()
            _write(_file(language), catalog)


def _problems(wanted: Catalog, catalog: Catalog) -> Iterator[str]:
    for message in _messages(wanted):
        found = catalog.get(message.id, message.context)
        if found is None:
            yield f"{message.id!r} is missing"
        elif found.fuzzy or not all(_forms(found)):
            yield f"{message.id!r} is not translated"
        elif any(_placeholders(form) - _placeholders(*_texts(message.id)) for form in _forms(found)):
            yield f"{message.id!r} is translated with other placeholders"
    for message in _messages(catalog):
        if wanted.get(message.id, message.context) is None:
            yield f"{message.id!r} is not used any more"


def _messages(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def _forms(message: Message) -> list[str]:
    return _texts(message.string)


def _texts(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or [""])


def _placeholders(*texts: str) -> set[str]:
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name is not None}


def _file(language: str) -> Path:
    return CATALOGUES / language / "LC_MESSAGES" / "messages.po"


def _read(language: str) -> Catalog:
    file = _file(language)
    if not file.exists():
        return Catalog(locale=language, project="Avow", fuzzy=False)
    with file.open("rb") as handle:
        return read_po(handle, locale=language)


def _write(file: Path, catalog: Catalog) -> None:
    """Without dates and line numbers: two people's runs give the same bytes."""
    written = BytesIO()
    write_po(written, catalog, width=110, sort_by_file=True, include_lineno=False, omit_header=False)
    text = re.sub(r'^"(POT-Creation|PO-Revision)-Date.*\n', "", written.getvalue().decode(), flags=re.MULTILINE)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def main() -> int:
    """0 when every catalogue is fresh."""
    if "--update" in sys.argv[1:]:
        update()
    found = problems()
    print("\n".join(found[:40]) or "All catalogues are complete.")
    if len(found) > 40:  # noqa: PLR2004
        print(f"… and {len(found) - 40} more")
    return bool(found) and "--update" not in sys.argv[1:]


if __name__ == "__main__":
    sys.exit(main())
