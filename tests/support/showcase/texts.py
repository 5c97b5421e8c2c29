"""The sample texts as the sections a page shows."""

from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from services.policy_hosting.publication.sections import contents
from services.policy_hosting.publication.view import Entry, Section
from services.policy_hosting.texts.anchors import anchored
from services.policy_hosting.texts.html import blocks_html, inlines_html
from services.policy_hosting.texts.parse import parse
from services.policy_hosting.texts.sections import cut

HERE = Path(__file__).parent


@dataclass(frozen=True)
class SampleText:
    lead: Markup
    sections: tuple[Section, ...]
    contents: tuple[Entry, ...]


def sample(name: str) -> SampleText:
    document = anchored(parse((HERE / name).read_text(), directives=None))
    parts = cut(document.blocks)
    return SampleText(
        lead=blocks_html(parts.lead, shift=parts.shift),
        sections=tuple(
            Section(heading.anchor, inlines_html(heading.inlines), blocks_html(body, shift=parts.shift))
            for heading, body in parts.sections
        ),
        contents=contents(document.blocks),
    )
