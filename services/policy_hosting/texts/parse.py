"""Reads a policy's Markdown into its tree, or says line by line why it cannot be shown."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from services.policy_hosting.texts import links, normal
from services.policy_hosting.texts.grammar import reader
from services.policy_hosting.texts.tree import (
    Aside,
    AsideKind,
    Block,
    Blocks,
    Break,
    Code,
    CodeBlock,
    Definitions,
    Directives,
    Document,
    Emphasis,
    Foreign,
    Heading,
    Inline,
    Inlines,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Strong,
    Table,
    Text,
)
from shared.errors import Invalid, Problem, Refusal

LONGEST = 400_000
DEEPEST = 12
MOST_BRACKETS = 500
"""Opening brackets in one paragraph: looking for their ends takes time by their square."""
MOST_PROBLEMS = 20

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def parse(markdown: str, *, directives: Directives | None = None) -> Document:
    """Read a text; raises errors.Invalid with one problem for each line that may not stand as it is."""
    if len(markdown) > LONGEST:
        raise Invalid(f"The text is longer than {LONGEST} characters.", problems=[Problem("text", "too long")])
    reading = _Reading(directives)
    document = reading.read(markdown.replace("\r\n", "\n").replace("\r", "\n"))
    if reading.problems:
        raise _invalid(reading.problems)
    return document


def _invalid(problems: Sequence[tuple[int, str]]) -> Invalid:
    first_line, first_reason = min(problems)
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return Invalid(
        f"The text cannot be published as it stands: line {first_line}: {first_reason}{more}",
        problems=[Problem(f"line {line}", reason) for line, reason in sorted(problems)[:MOST_PROBLEMS]],
    )


class _Reading:
    """One pass over one text; keeps where it is and what was wrong."""

    def __init__(self, directives: Directives | None) -> None:
        self.directives = directives
        self.line = 1
        self.problems: list[tuple[int, str]] = []
        self.anchors: set[str] = set()

    def read(self, source: str) -> Document:
        parser = reader(self.complain)
        parser.core.ruler.after("block", "bounds", lambda state: self.bound(state.tokens))
        self.directions(source)
        tokens = parser.parse(normal.readable(source))
        self.bound(tokens)
        if self.problems:
            return Document(())
        blocks = self.blocks(SyntaxTreeNode(tokens))
        return normal.document(Document(tuple(blocks)))

    def complain(self, line: int, reason: str) -> None:
        if (line, reason) not in self.problems[-MOST_PROBLEMS:]:
            self.problems.append((line, reason))

    def directions(self, source: str) -> None:
        """Refuse characters that turn the reading direction: what is read would not be what is written."""
        if found := _TURNING.search(source):
            line = source.count("\n", 0, found.start()) + 1
            self.complain(line, "an invisible character turns the reading direction")

    def bound(self, tokens: list[Token]) -> None:
        """Refuse what would take too long or too deep; what is refused is emptied, so that reading ends soon."""
        line = 1
        for token in tokens:
            line = token.map[0] + 1 if token.map else line
            deepest = max([token.level, *(child.level for child in token.children or ())])
            if deepest > DEEPEST * 2:  # a list counts twice: itself and its item
                self.complain(line, f"lists, quotes and emphasis are nested more than {DEEPEST} deep")
                del tokens[:]
                return
            if token.type == "inline" and token.content.count("[") > MOST_BRACKETS:
                self.complain(line, f"more than {MOST_BRACKETS} opening brackets in one paragraph")
                token.content = ""

    # ── Blocks ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def blocks(self, parent: SyntaxTreeNode) -> list[Block]:
        return [block for node in parent.children for block in self.block(node)]

    def block(self, node: SyntaxTreeNode) -> Sequence[Block]:  # noqa: C901, PLR0911, PLR0912  one case per kind
        self.line = node.map[0] + 1 if node.map else self.line
        match node.type:
            case "paragraph":
                return [Paragraph(self.inside(node))]
            case "heading":
                return [self.heading(node)]
            case "bullet_list":
                return [ListBlock(ordered=False, items=self.items(node))]
            case "ordered_list":
                return [ListBlock(ordered=True, items=self.items(node), start=int(node.attrs.get("start", 1)))]
            case "blockquote":
                return [Quote(tuple(self.blocks(node)))]
            case "fence" | "code_block":
                return [CodeBlock(node.content)]
            case "hr":
                return [Rule()]
            case "table":
                return [self.table(node)]
            case "term":
                return [self.definitions(node)]
            case "directive":
                return self.facts(node.meta["name"], node.meta["arguments"])
            case "container":
                return self.container(node)
            case "html_block":
                self.complain(self.line, "HTML is not shown in a policy: write it in Markdown")
                return []
            case other:
                raise AssertionError(other)

    def heading(self, node: SyntaxTreeNode) -> Heading:
        said = list(self.inside(node, anchor=True))
        last = said[-1] if said else None
        if isinstance(last, _Anchor):
            return Heading(int(node.tag[1]), tuple(said[:-1]), last.name)
        return Heading(int(node.tag[1]), tuple(said))

    def items(self, node: SyntaxTreeNode) -> tuple[Blocks, ...]:
        return tuple(tuple(self.blocks(item)) for item in node.children)

    def table(self, node: SyntaxTreeNode) -> Table:
        rows = [tuple(self.inside(cell) for cell in row.children) for part in node.children for row in part.children]
        return Table(rows[0], tuple(rows[1:]))

    def definitions(self, node: SyntaxTreeNode) -> Definitions:
        said, *meaning = node.children
        return Definitions(((self.said([said]), tuple(block for part in meaning for block in self.block(part))),))

    def container(self, node: SyntaxTreeNode) -> Sequence[Block]:
        opened, name, arguments = self.line, node.meta["name"], dict(node.meta["arguments"])
        inner = self.blocks(node)
        match name:
            case "text":
                lang = arguments.pop("lang", "")
                if not normal.LANGUAGE.fullmatch(lang):
                    self.complain(opened, "“:::text” needs a language, for instance :::text lang=fr")
                blocks: Sequence[Block] = [_in_language(block, lang) for block in inner]
            case "table":
                label = arguments.pop("label", "")
                if not (label and len(inner) == 1 and isinstance(inner[0], Table)):
                    self.complain(opened, "“:::table” needs a label and holds one table")
                    return []
                blocks = [Table(inner[0].head, inner[0].rows, label)]
            case kind:
                blocks = [Aside(AsideKind(kind), tuple(inner))]
        for unknown in arguments:
            self.complain(opened, f"“:::{name}” knows no “{unknown}”")
        return blocks

    def facts(self, name: str, arguments: dict[str, str]) -> Sequence[Block]:
        if self.directives is None:
            self.complain(self.line, f"there is no directive “{name}” here")
            return []
        try:
            return self.directives(name, dict(arguments))
        except Refusal as refusal:
            self.complain(self.line, f"the directive “{name}”: {refusal.message}")
            return []

    # ── Inside a line ────────────────────────────────────────────────────────────────────────────────────────────────

    def inside(self, node: SyntaxTreeNode, *, anchor: bool = False) -> Inlines:
        """The inlines of a block; `anchor` where its last word may be the block's own anchor."""
        return self.said(node.children, anchor=anchor)

    def said(self, nodes: Sequence[SyntaxTreeNode], *, anchor: bool = False) -> Inlines:
        said: list[Inline] = []
        for inline in nodes:
            self.line = inline.map[0] + 1 if inline.map else self.line
            said += self.inlines(inline.children)
        while anchor and said and said[-1] == Text(" "):
            said.pop()
        for found in said if not anchor else said[:-1]:
            if isinstance(found, _Anchor):
                self.complain(self.line, f"the anchor {{#{found.name}}} belongs at the end of a heading")
        return tuple(said)

    def inlines(self, nodes: Sequence[SyntaxTreeNode]) -> list[Inline]:
        return [inline for node in nodes for inline in self.inline(node)]

    def inline(self, node: SyntaxTreeNode) -> Iterator[Inline]:  # noqa: C901, PLR0912  one case per kind
        match node.type:
            case "text":
                yield Text(node.content)
            case "softbreak":
                self.line += 1
                yield Text(" ")
            case "hardbreak":
                self.line += 1
                yield Break()
            case "strong":
                yield Strong(tuple(self.inlines(node.children)))
            case "em":
                yield Emphasis(tuple(self.inlines(node.children)))
            case "code_inline":
                yield Code(node.content)
            case "foreign":
                yield Foreign(tuple(self.inlines(node.children)), node.meta["lang"])
            case "link":
                yield from self.link(node)
            case "directive_inline":
                yield from self.fact(node.meta["name"], node.meta["arguments"])
            case "anchor":
                yield self.anchor(node.meta["anchor"])
            case "unreadable":
                said = node.meta["text"][:80]
                self.complain(self.line, f"“{said}” cannot be read; a brace that is text is written \\{{")
            case "html_inline":
                self.complain(self.line, f"HTML is not shown in a policy: “{node.content[:60]}”")
            case "image":
                self.complain(self.line, "images are not shown in a policy")
            case other:
                raise AssertionError(other)

    def link(self, node: SyntaxTreeNode) -> Iterator[Inline]:
        href = str(node.attrs["href"])
        if reason := links.refusal(href):
            self.complain(self.line, reason)
        yield Link(href, tuple(self.inlines(node.children)))
        if title := node.attrs.get("title"):  # only a mouse would show it, so it is said in the text
            yield Text(f" ({title})")

    def fact(self, name: str, arguments: dict[str, str] | None) -> Inlines:
        if arguments is None:
            self.complain(self.line, f"the directive “{name}” is given the same argument twice")
            return ()
        if name == "break" and not arguments:
            return (Break(),)
        match self.facts(name, arguments):
            case [Paragraph(inlines)]:
                return inlines
            case []:
                return ()
            case _:
                self.complain(self.line, f"the directive “{name}” needs a line of its own: write :::{name}")
                return ()

    def anchor(self, name: str) -> "_Anchor":
        if name in self.anchors:
            self.complain(self.line, f"the anchor {{#{name}}} is used twice")
        self.anchors.add(name)
        return _Anchor(name)


class _Anchor(Text):
    """A heading's own anchor on its way to the heading; never in a finished tree."""

    __slots__ = ()

    @property
    def name(self) -> str:
        return self.text


def _in_language(block: Block, lang: str) -> Block:
    return block if block.lang else replace(block, lang=lang)
