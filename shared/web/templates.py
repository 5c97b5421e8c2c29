"""Jinja templates with the reader's language; nothing is rendered unescaped but marked-up text of our own."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from shared.i18n import Translator, own_name, translator
from shared.phrase import translated

TEMPLATES = Path(__file__).parent.parent.parent / "frontend" / "templates"


class _Shared(BytecodeCache):
    """What a template compiles to is the same in every language, so it is compiled once per process."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


_compiled = _Shared()


@cache
def environment(locale: str, static: Path) -> Environment:
    """The template environment of one language; built once per process and language."""
    words = translator(locale)
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        bytecode_cache=_compiled,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    env.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        words.gettext, words.ngettext, newstyle=False
    )
    env.globals.update(
        t=words,
        _=_gettext(words),
        ngettext=_ngettext(words),
        own_name=own_name,
        said=_said(words),
        asset=assets(static),
    )
    return env


def render(template: str, locale: str, static: Path, **context: Any) -> str:
    """Render one template in one language; a missing value is an error, not a blank."""
    return environment(locale, static).get_template(template).render(**context)


def _gettext(words: Translator) -> Any:
    def translate(message: str, **values: Any) -> Markup:
        escaped = {key: Markup.escape(value) for key, value in values.items()}
        return _ours(words.gettext(message, **escaped))

    return translate


def _ngettext(words: Translator) -> Any:
    def translate(one: str, many: str, n: int, **values: Any) -> Markup:
        escaped = {key: Markup.escape(value) for key, value in values.items()}
        return _ours(words.ngettext(one, many, n, **escaped))

    return translate


def _said(words: Translator) -> Any:
    def said(text: str) -> str:
        """A phrase made elsewhere, in the reader's language; its values are escaped like any text."""
        return translated(text, words)

    return said


def _ours(text: str) -> Markup:
    return Markup(text)  # noqa: S704  catalogue text is ours, and the values in it were escaped


@cache
def assets(static: Path) -> Any:
    file = static / "manifest.json"
    names: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}

    def asset(name: str) -> str:
        """The address of a built file: `/static/<name>.<hash>.<ext>`."""
        return f"/static/{names[name]}"

    return asset
