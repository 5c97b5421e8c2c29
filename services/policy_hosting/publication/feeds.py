"""The Atom feed of versions (RFC 4287): what was announced, called off or took effect, newest first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

_ATOM = "http://www.w3.org/2005/Atom"
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML cannot hold


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One thing that happened to a version; its id never changes."""

    id: str
    title: str
    at: datetime
    url: str
    words: str


def atom(
    tenant: UUID, *, title: str, author: str, locale: str, home: str, own: str, entries: Sequence[FeedEntry]
) -> bytes:
    """The feed as XML; `home` and `own` are absolute URLs."""
    ET.register_namespace("", _ATOM)
    newest = max((entry.at for entry in entries), default=datetime(2000, 1, 1, tzinfo=UTC))
    root = ET.Element(f"{{{_ATOM}}}feed", {"xml:lang": locale})
    _add(root, "id", f"urn:uuid:{uuid5(tenant, locale)}")  # not the address: that moves with the host
    _add(root, "title", title)
    _add(root, "updated", _stamp(newest))
    _link(root, "self", own, "application/atom+xml")
    _link(root, "alternate", home, "text/html")
    _add(_add(root, "author"), "name", author)
    for entry in sorted(entries, key=lambda each: (each.at, each.id), reverse=True):
        node = _add(root, "entry")
        _add(node, "id", entry.id)
        _add(node, "title", entry.title)
        _add(node, "updated", _stamp(entry.at))
        _link(node, "alternate", entry.url, "text/html")
        _add(node, "summary", entry.words)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _add(parent: ET.Element, name: str, text: str = "") -> ET.Element:
    node = ET.SubElement(parent, f"{{{_ATOM}}}{name}")
    node.text = _UNSPEAKABLE.sub("", text) or None
    return node


def _link(parent: ET.Element, rel: str, href: str, kind: str) -> None:
    ET.SubElement(parent, f"{{{_ATOM}}}link", {"rel": rel, "href": href, "type": kind})


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
