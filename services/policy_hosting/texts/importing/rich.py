"""HTML as an author copied it from a page, a word processor or a file, as the tree of a policy's text.

It is cleaned first, so that what is read is what a browser would show, without scripts and what is hidden.
"""

from services.policy_hosting.texts.importing.html_cleaning import cleaned
from services.policy_hosting.texts.importing.html_reading import HtmlReading
from services.policy_hosting.texts.tree import Block, Document, Heading, words
from shared.errors import Invalid, Problem
from shared.phrase import phrase

LONGEST = 4_000_000
"""Word writes twenty characters of its own for each of the author's."""


def html_document(html: str) -> Document:
    """The text as a tree; a heading of rank one that opens it becomes its title."""
    if len(html) > LONGEST:
        reason = phrase("is longer than {most} characters", most=LONGEST)
        raise Invalid(f"text: {reason}", problems=[Problem("text", reason)])
    reading = HtmlReading()
    reading.feed(cleaned(html))
    reading.close()
    return _titled(reading.blocks())


def _titled(blocks: list[Block]) -> Document:
    """A text has one heading of rank one, its title; where there are more, every heading steps down by one."""
    match blocks:
        case [Heading(1, inlines), *rest]:
            title, below = words(inlines), rest
        case _:
            title, below = "", blocks
    down = any(isinstance(block, Heading) and block.level == 1 for block in below)
    return Document(tuple(_lower(block) if down else block for block in below), title)


def _lower(block: Block) -> Block:
    return Heading(min(block.level + 1, 6), block.inlines) if isinstance(block, Heading) else block
