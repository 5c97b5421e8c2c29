"""Letters that no font at hand can draw: PDF/UA refuses them, and a policy is not refused for a smiling face."""

import re
import unicodedata
from typing import Protocol

import typst

MOST = 60
"""Kinds of letters that are written by their numbers before a text is taken for one in an unknown script."""
LATIN = 0x2FF
"""Up to here Typst's fonts have every letter."""

_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


class Setter(Protocol):
    """Sets a policy given as JSON, with Typst's own fonts alone or with those of the machine too."""

    def __call__(self, policy: str, /, *, own_fonts: bool) -> bytes: ...


def with_letters(policy: str, setter: Setter) -> bytes:
    """The policy set; letters Typst's fonts lack are drawn with the machine's, else written as [U+1F600]."""
    own_fonts = True
    for _ in range(MOST):
        try:
            return setter(policy, own_fonts=own_fonts)
        except typst.TypstError as error:
            missing = _missing(error)
            if not missing:
                raise
            if own_fonts:
                own_fonts = False
            else:
                policy = _spelt(policy, missing)
    return setter(policy, own_fonts=own_fonts)


def _missing(error: typst.TypstError) -> set[str]:
    found = "".join(_MISSING.findall(str(error)))
    return set(_ESCAPED.sub(lambda code: chr(int(code[1], 16)), found))


def _spelt(policy: str, missing: set[str]) -> str:
    """Write out the missing letters and all others of their scripts: one failed setting for each letter is too many."""
    scripts = {_script(letter) for letter in missing}
    alike = {letter for letter in set(policy) if ord(letter) > LATIN and _script(letter) in scripts}
    unknown = missing | alike
    return "".join(f"[U+{ord(letter):04X}]" if letter in unknown else letter for letter in policy)


def _script(letter: str) -> str:
    """“CJK UNIFIED IDEOGRAPH-4E2D” is of the script CJK."""
    return unicodedata.name(letter, f"{ord(letter):X}").split()[0].split("-")[0]
