"""Setting a text: its head and tree go to Typst as data, never as markup."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from services.policy_hosting.texts.pdf.data import blocks_data
from services.policy_hosting.texts.pdf.head import PdfHead
from services.policy_hosting.texts.sections import cut
from services.policy_hosting.texts.tree import Document

_HERE = Path(__file__).parent
_TEMPLATE = _HERE / "policy.typ"


def to_pdf(document: Document, head: PdfHead) -> bytes:
    """The text as a tagged PDF; the same input gives the same bytes. Holds the processor for 10 to 100 ms."""
    data: dict[str, Any] = {
        **asdict(head),
        "date": [head.date.year, head.date.month, head.date.day],
        "shift": (cut(document.blocks).rank or 1) - 1,
        "blocks": blocks_data(document.blocks),
    }
    made = typst.compile(
        str(_TEMPLATE),
        root=str(_HERE),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"policy": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
    if not isinstance(made, bytes):
        raise TypeError("Typst made no single file")
    return made
