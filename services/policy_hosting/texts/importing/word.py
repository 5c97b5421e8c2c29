"""A Word file (.docx) as HTML, to go through the same converter as what is copied from Word."""

import io
import re
import zipfile
from html import escape
from xml.etree import ElementTree as ET

from shared.errors import Invalid, Problem
from shared.phrase import phrase

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TEXT, _LINKS, _STYLES = "word/document.xml", "word/_rels/document.xml.rels", "word/styles.xml"
_LARGEST = 30_000_000
"""Octets of one part when unpacked; a policy has some hundred thousand."""
_HEADING = re.compile(r"heading (\d)|title", re.IGNORECASE)


def docx_to_html(raw: bytes) -> str:
    """The file's text with its headings, lists, tables, links and strong words; raises Invalid for what is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            body = _part(packed, _TEXT).find(f"{_W}body")
            reading = _Word(_links(packed), _styles(packed))
    except (zipfile.BadZipFile, KeyError, ET.ParseError, NotImplementedError, RuntimeError, OSError):
        raise _unreadable() from None
    return reading.blocks(body) if body is not None else ""


class _Word:
    def __init__(self, links: dict[str, str], styles: dict[str, str]) -> None:
        self.links = links
        self.styles = styles

    def blocks(self, parent: ET.Element) -> str:
        return "".join(self._block(each) for each in parent)

    def _block(self, node: ET.Element) -> str:
        match node.tag.removeprefix(_W):
            case "p":
                return self._paragraph(node)
            case "tbl":
                rows = (self._row(row) for row in node.iter(f"{_W}tr"))
                return f"<table>{''.join(rows)}</table>"
            case "sdt":
                return "".join(self.blocks(each) for each in node.findall(f"{_W}sdtContent"))
            case _:
                return ""

    def _row(self, row: ET.Element) -> str:
        cells = (f"<td>{self.blocks(cell)}</td>" for cell in row.findall(f"{_W}tc"))
        return f"<tr>{''.join(cells)}</tr>"

    def _paragraph(self, node: ET.Element) -> str:
        said = self._inlines(node)
        style = node.find(f"{_W}pPr/{_W}pStyle")
        name = self.styles.get(style.get(f"{_W}val", ""), "") if style is not None else ""
        if heading := _HEADING.fullmatch(name):
            rank = int(heading[1] or 1)
            return f"<h{min(rank, 6)}>{said}</h{min(rank, 6)}>"
        level = node.find(f"{_W}pPr/{_W}numPr/{_W}ilvl")
        if node.find(f"{_W}pPr/{_W}numPr") is not None or name.lower().startswith("list "):
            depth = int(level.get(f"{_W}val", "0")) + 1 if level is not None else 1
            return f'<p style="mso-list:l0 level{depth} lfo1">{said}</p>'
        return f"<p>{said}</p>"

    def _inlines(self, node: ET.Element) -> str:
        made = []
        for each in node:
            match each.tag.removeprefix(_W):
                case "r":
                    made.append(_run(each))
                case "hyperlink":
                    href = self.links.get(each.get(f"{_R}id", ""), "")
                    inner = self._inlines(each)
                    made.append(f'<a href="{escape(href)}">{inner}</a>' if href else inner)
                case "ins" | "smartTag" | "sdt" | "sdtContent" | "fldSimple":
                    made.append(self._inlines(each))
        return "".join(made)


def _run(run: ET.Element) -> str:
    said = ""
    for each in run:
        match each.tag.removeprefix(_W):
            case "t":
                said += escape(each.text or "")
            case "tab":
                said += " "
            case "br" | "cr":
                said += "<br>"
            case "noBreakHyphen":
                said += "-"
    for mark, tag in (("i", "em"), ("b", "strong")):
        found = run.find(f"{_W}rPr/{_W}{mark}")
        if found is not None and found.get(f"{_W}val", "true") not in ("false", "0", "off") and said.strip():
            said = f"<{tag}>{said}</{tag}>"
    hidden = run.find(f"{_W}rPr/{_W}vanish") is not None
    return "" if hidden else said


def _links(packed: zipfile.ZipFile) -> dict[str, str]:
    if _LINKS not in packed.namelist():
        return {}
    return {each.get("Id", ""): each.get("Target", "") for each in _part(packed, _LINKS)}


def _styles(packed: zipfile.ZipFile) -> dict[str, str]:
    """Names of styles by their ids, which are in the language of whoever's Word it was."""
    if _STYLES not in packed.namelist():
        return {}
    found: dict[str, str] = {}
    for style in _part(packed, _STYLES).iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        found[style.get(f"{_W}styleId", "")] = name.get(f"{_W}val", "") if name is not None else ""
    return found


def _part(packed: zipfile.ZipFile, name: str) -> ET.Element:
    """A part as XML; what would grow when it is unpacked or read is refused."""
    with packed.open(name) as part:
        raw = part.read(_LARGEST + 1)
    if len(raw) > _LARGEST or any(sign in raw for sign in (b"<!DOCTYPE", b"<!ENTITY", b"\0")):
        raise _unreadable()
    return ET.fromstring(raw)  # noqa: S314  without a document type there are no entities


def _unreadable() -> Invalid:
    reason = phrase("is no Word file that can be read: open it, copy all of it and paste it here")
    return Invalid(f"file: {reason}", problems=[Problem("file", reason)])
