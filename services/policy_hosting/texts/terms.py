"""Terms and their meaning in Markdown: a line, and below it `: ` with what it means.

After mdit_py_plugins.deflist, which takes every following line for the next term, be it a list or the fence of a code
block. Here each term is read by itself, after the rules for lists and fences; normal.py joins terms in a row.
"""

from markdown_it.rules_block import StateBlock

OPEN, CLOSE = "term_open", "term_close"


def term(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  markdown-it's own way to call
    if state.is_code_block(start):
        return False
    if silent:  # inside a meaning, another `: ` ends a paragraph
        return state.ddIndent >= 0 and _meaning_at(state, start) >= 0
    line = start + 1
    if line < end and state.isEmpty(line):
        line += 1
    if line >= end or state.sCount[line] < state.blkIndent or _meaning_at(state, line) < 0:
        return False
    opening = state.push(OPEN, "", 1)
    opening.map = [start, line]
    said = state.push("inline", "", 0)
    said.map, said.children = [start, start + 1], []
    said.content = state.getLines(start, start + 1, state.blkIndent, False).strip()  # noqa: FBT003  the library's own
    while line < end and state.sCount[line] >= state.blkIndent and (begins := _meaning_at(state, line)) >= 0:
        _read(state, line, end, begins)
        line = state.line
    state.push(CLOSE, "", -1)
    state.line = line
    return True


def _meaning_at(state: StateBlock, line: int) -> int:
    """Where a meaning's words begin on its line; -1 where the line is none."""
    begin, last = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    if begin >= last or state.src[begin] != ":" or state.is_code_block(line):
        return -1
    said = state.skipSpaces(begin + 1)
    return said if begin + 1 < said < last else -1


def _read(state: StateBlock, line: int, end: int, begins: int) -> None:
    """Read the blocks of one meaning: the rest of its line and what is indented by two below."""
    place = state.tShift[line], state.sCount[line]
    margins = state.blkIndent, state.ddIndent
    outer = state.parentType, state.tight
    state.blkIndent = state.ddIndent = state.sCount[line] + 2
    state.sCount[line] += begins - state.bMarks[line] - state.tShift[line]
    state.tShift[line] = begins - state.bMarks[line]
    state.parentType = "deflist"
    state.md.block.tokenize(state, line, end)
    state.tShift[line], state.sCount[line] = place
    state.blkIndent, state.ddIndent = margins
    state.parentType, state.tight = outer
