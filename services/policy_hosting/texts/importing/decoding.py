"""A file's bytes as text: UTF-8, UTF-16 or what Windows wrote before."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from shared.errors import Invalid, Problem

_MOSTLY = 0.3
"""A Western text in UTF-16 without its mark has a zero in every second byte; elsewhere there is none."""


def decoded(raw: bytes) -> str:
    """The text; raises errors.Invalid for what is no text at all."""
    if raw.startswith(BOM_UTF8):
        return _strict(raw, "utf-8-sig")
    if raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return _strict(raw, "utf-16")
    if raw[1::2].count(0) > len(raw[1::2]) * _MOSTLY:
        return _strict(raw, "utf-16-le")
    if raw[0::2].count(0) > len(raw[0::2]) * _MOSTLY:
        return _strict(raw, "utf-16-be")
    if b"\0" in raw:
        raise _not_text()
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _strict(raw, "cp1252")


def _strict(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        raise _not_text() from None


def _not_text() -> Invalid:
    return Invalid("The file is no text.", problems=[Problem("file", "is not text in UTF-8, UTF-16 or Windows-1252")])
