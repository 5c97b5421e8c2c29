"""Plain text as Markdown: what an author typed without marks, with the marks it meant."""

from services.policy_hosting.texts.importing.blocks import blocks
from services.policy_hosting.texts.importing.cleaning import lines
from services.policy_hosting.texts.importing.looks import look
from services.policy_hosting.texts.importing.ranks import headings, is_dense, is_titled
from services.policy_hosting.texts.markdown import to_markdown
from services.policy_hosting.texts.tree import Block, Document, Heading, text


def plain_to_markdown(plain: str) -> str:
    """The text as Markdown; a first short line becomes its title."""
    return to_markdown(plain_document(plain))


def plain_document(plain: str) -> Document:
    """The text as a tree, cut at the lines that look like headings."""
    seen = look(lines(plain))
    ranks, dense = headings(seen), is_dense(seen)
    titled = is_titled(seen)
    made: list[Block] = []
    start = 1 if titled else 0
    for at in [*sorted(ranks), len(seen)]:
        made += blocks(seen[start:at], dense=dense)
        if at in ranks:
            made.append(Heading(ranks[at], text(seen[at].text)))
        start = at + 1
    return Document(tuple(made), seen[0].text if titled else "")
