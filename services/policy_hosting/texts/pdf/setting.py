"""Setting a text: its head and tree go to Typst as data, never as markup."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from services.policy_hosting.texts.pdf.data import document_data
from services.policy_hosting.texts.pdf.head import PdfHead
from services.policy_hosting.texts.pdf.letters import with_letters
from services.policy_hosting.texts.sections import cut
from services.policy_hosting.texts.tree import Document

_HERE = Path(__file__).parent
_TEMPLATE = _HERE / "policy.typ"


def to_pdf(document: Document, head: PdfHead) -> bytes:
    """The text as a tagged PDF; the same input gives the same bytes. Holds the processor for 10 to 100 ms."""
    rank = cut(document.blocks).rank or 1
    data: dict[str, Any] = {
        **asdict(head),
        "date": [head.date.year, head.date.month, head.date.day],
        "shift": rank - 1,
        "blocks": document_data(document.blocks, rank),
    }
    return with_letters(json.dumps(data, ensure_ascii=False), _set)


def _set(policy: str, *, own_fonts: bool) -> bytes:
    made = typst.compile(
        str(_TEMPLATE),
        root=str(_HERE),
        format="pdf",
        ignore_system_fonts=own_fonts,
        sys_inputs={"policy": policy},
        pdf_standards=["ua-1"],
    )
    if not isinstance(made, bytes):
        raise TypeError("Typst made no single file")
    return made
