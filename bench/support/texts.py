"""Texts as long as policies are, different for every tenant, cheap to make."""

import random

LOCALES = ("en", "fr", "nl")
_WORDS = ("policy", "data", "keep", "months", "person", "request", "answer", "right", "mail", "contract", "vendor")
_SECTION = 600  # characters


def _paragraph(number: int) -> str:
    chance = random.Random(number)  # noqa: S311  texts, not secrets
    words: list[str] = []
    while sum(map(len, words)) + len(words) < _SECTION:
        words.append(chance.choice(_WORDS))
    return " ".join(words).capitalize() + "."


_PARAGRAPHS = [_paragraph(number) for number in range(97)]


def text(title: str, size: int) -> str:
    """Markdown of about so many characters; the title alone decides what it says."""
    chance = random.Random(title)  # noqa: S311
    chosen = chance.choices(_PARAGRAPHS, k=max(1, size // _SECTION))
    sections = [f"## Section {number}\n\n{words}" for number, words in enumerate(chosen, 1)]
    return "\n\n".join([f"# {title}", *sections]) + "\n"
