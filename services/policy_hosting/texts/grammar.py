"""What Avow adds to CommonMark, as rules on the token stream: directives, asides, anchors; and what it counts.

A line `:::retention for=candidates` stands for facts. `:::note` … `:::` holds an aside (but a line `:::objection` that
nothing closes is the directive of that name), `:::text lang=fr` … `:::`
blocks in another language, `:::table label="…"` … `:::` one table with a name. Inside a line, `{answer-time}` stands
for a fact, `[words]{lang=de}` for words in another language, `{break}` for a line break where Markdown has none (a
table's cell), `{#id}` after a heading is its anchor.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit, table
from markdown_it.rules_inline import StateInline

from services.policy_hosting.texts.terms import term
from services.policy_hosting.texts.tree import AsideKind

CONTAINERS = frozenset({*AsideKind, "text", "table"})
BOTH = AsideKind.OBJECTION
"""An aside in the author's own words or, on a line of its own, the directive that prints the right from the facts."""
DEEPEST = 100
"""Where markdown-it stops reading; parse refuses long before, so that nothing is lost in silence."""

_NAME = r"[a-z][a-z0-9-]*"
_ARGUMENT = r'[a-z][a-z0-9_-]*=(?:"(?:\\.|[^"\\])*"|[^\s"{}]+)'
_LINE = re.compile(rf"(:{{3,}})[ \t]*({_NAME})((?:[ \t]+{_ARGUMENT})*)[ \t]*")
_INLINE = re.compile(rf"\{{({_NAME})((?:[ \t]+{_ARGUMENT})*)[ \t]*\}}")
_ALMOST = re.compile(r"\{[a-z][a-z0-9-]*(?:[ \t][^{}\n]*)?\}")
_ANCHOR = re.compile(r"\{#([^\W_](?:[^\W_]|-)*)\}")
_FOREIGN = re.compile(r"\{lang=([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)\}")
_PAIR = re.compile(r'([a-z][a-z0-9_-]*)=(?:"((?:\\.|[^"\\])*)"|([^\s"{}]+))')

Complain = Callable[[int, str], None]
"""Takes a line's number, counted from one, and what is wrong there."""


def reader(complain: Complain) -> MarkdownIt:
    """A Markdown parser with our rules; `complain` hears of every fault, and reading goes on."""
    md = MarkdownIt("commonmark", {"html": True, "maxNesting": DEEPEST}).enable("table")
    setattr(md, "validateLink", _any_address)  # noqa: B010  the library's own hook, which its types do not show
    md.block.ruler.before(
        "fence", "directive", _directive_rule(complain), {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    md.block.ruler.at("table", _table_rule(complain), {"alt": ["paragraph", "reference"]})
    md.block.ruler.before("lheading", "term", term, {"alt": ["paragraph", "reference", "blockquote"]})
    md.inline.ruler.before("link", "foreign", _foreign_rule)
    md.inline.ruler.before("foreign", "braces", _braces_rule)
    return md


def _any_address(_: str) -> bool:
    """Every address becomes a link; parse then refuses aloud what the library would show as source."""
    return True


def _directive_rule(complain: Complain) -> Callable[[StateBlock, int, int, bool], bool]:
    def directive(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  markdown-it's own way to call a rule
        line = _text_of(state, start)
        if not line.startswith(":::") or state.is_code_block(start):
            return False
        if silent:
            return True
        state.line = start + 1
        found = _LINE.fullmatch(line)
        if found is None:
            complain(start + 1, _unreadable(line))
            return True
        fence, name, tail = found.groups()
        arguments = _arguments(tail)
        if arguments is None:
            complain(start + 1, f"the directive “{name}” is given the same argument twice")
        elif name in CONTAINERS and not (name == BOTH and not arguments and _alone(state, start, end, fence)):
            _container(state, start, end, fence, _Opening(name, arguments), complain)
        else:
            token = state.push("directive", "", 0)
            token.map, token.meta = [start, start + 1], {"name": name, "arguments": arguments}
        return True

    return directive


@dataclass(frozen=True, slots=True)
class _Opening:
    name: str
    arguments: dict[str, str]


def _container(state: StateBlock, start: int, end: int, fence: str, opened: _Opening, complain: Complain) -> None:
    """Read the lines up to the closing fence, which has as many colons as the opening one."""
    last = _end(state, start, end, fence)
    if last is None:
        complain(start + 1, f"“{fence}{opened.name}” is never closed: end it with a line “{fence}”")
        return
    opening = state.push("container_open", "", 1)
    opening.map, opening.meta = [start, last + 1], {"name": opened.name, "arguments": opened.arguments}
    outer, state.parentType = state.parentType, "container"
    limit, state.lineMax = state.lineMax, last
    state.md.block.tokenize(state, start + 1, last)
    state.parentType, state.lineMax = outer, limit
    state.push("container_close", "", -1)
    state.line = last + 1


def _end(state: StateBlock, start: int, end: int, fence: str) -> int | None:
    """The line that closes what opens at `start`; none where the block around ends before.

    What was once not found up to some line is not looked for again: a text of openings would be read by their square.
    """
    unclosed: set[tuple[str, int, int]] = state.env.setdefault("unclosed", set())
    if (fence, state.blkIndent, end) in unclosed:
        return None
    for line in range(start + 1, end):
        said = _text_of(state, line)
        if said == fence and state.sCount[line] >= state.blkIndent:
            return line
        if not state.isEmpty(line) and state.sCount[line] < state.blkIndent:
            return None
    unclosed.add((fence, state.blkIndent, end))
    return None


def _alone(state: StateBlock, start: int, end: int, fence: str) -> bool:
    """Whether nothing closes what opens at `start`: no such line follows, or it closes another that opened later."""
    last = _end(state, start, end, fence)
    later = (_LINE.fullmatch(_text_of(state, line)) for line in range(start + 1, last or start))
    return last is None or any(found and found[1] == fence and found[2] in CONTAINERS for found in later)


def _table_rule(complain: Complain) -> Callable[[StateBlock, int, int, bool], bool]:
    def strict_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  markdown-it's own way to call a rule
        """Markdown drops cells beyond the last column; words of a policy are not dropped."""
        if not table(state, start, end, silent):
            return False
        if not silent:
            columns = _cells(_text_of(state, start))
            for line in range(start + 2, state.line):
                if not state.isEmpty(line) and (cells := _cells(_text_of(state, line))) > columns:
                    complain(line + 1, f"this row has {cells} cells, its table has {columns} columns")
        return True

    return strict_table


def _braces_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  markdown-it's own way to call a rule
    if state.src[state.pos] != "{":
        return False
    if found := _ANCHOR.match(state.src, state.pos):
        kind, meta = "anchor", {"anchor": found[1]}
    elif found := _INLINE.match(state.src, state.pos):
        kind, meta = "directive_inline", {"name": found[1], "arguments": _arguments(found[2])}
    elif found := _ALMOST.match(state.src, state.pos):
        kind, meta = "unreadable", {"text": found[0]}
    else:
        return False
    if not silent:
        state.push(kind, "", 0).meta = meta
    state.pos = found.end()
    return True


def _foreign_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  markdown-it's own way to call a rule
    """`[words]{lang=de}`: words in another language than those around them."""
    start = state.pos
    if state.src[start] != "[":
        return False
    end = state.md.helpers.parseLinkLabel(state, start)
    found = _FOREIGN.match(state.src, end + 1) if end >= 0 else None
    if found is None:
        return False
    if not silent:
        limit, state.pos, state.posMax = state.posMax, start + 1, end
        state.push("foreign_open", "", 1).meta = {"lang": found[1]}
        state.md.inline.tokenize(state)
        state.push("foreign_close", "", -1)
        state.posMax = limit
    state.pos = found.end()
    return True


def _arguments(tail: str) -> dict[str, str] | None:
    pairs = [(key, bare or re.sub(r"\\(.)", r"\1", quoted)) for key, quoted, bare in _PAIR.findall(tail)]
    return dict(pairs) if len(dict(pairs)) == len(pairs) else None


def _text_of(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()


def _cells(line: str) -> int:
    cells = escapedSplit(line)
    return len(cells) - (cells[0].strip() == "") - (len(cells) > 1 and cells[-1].strip() == "")


def _unreadable(line: str) -> str:
    if line.strip(":") == "":
        return f"“{line}” closes nothing"
    return f'the directive “{line[:80]}” cannot be read: write :::name key=value or :::name key="several words"'
