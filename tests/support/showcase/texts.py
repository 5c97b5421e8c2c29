"""The sample texts as the sections a page shows."""

import re
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markupsafe import Markup

from services.policy_hosting.publication.view import Entry, Section

HERE = Path(__file__).parent


@dataclass(frozen=True)
class SampleText:
    lead: Markup
    sections: tuple[Section, ...]
    contents: tuple[Entry, ...]


def sample(name: str) -> SampleText:
    source = (HERE / name).read_text()
    lead, *rest = re.split(r"^## ", source, flags=re.M)
    md = MarkdownIt("commonmark").enable("table")
    sections = []
    entries = []
    for number, chunk in enumerate(rest, 1):
        title, _, body = chunk.partition("\n")
        anchor = f"s{number}"
        html = _tables(md.render(body))
        under = []
        for at, heading in enumerate(re.findall(r"<h3>(.*?)</h3>", html), 1):
            html = html.replace(f"<h3>{heading}</h3>", f'<h3 id="{anchor}-{at}">{heading}</h3>', 1)
            under.append(Entry(heading.replace("&#x27;", "'"), f"{anchor}-{at}"))
        sections.append(Section(anchor, Markup(title), Markup(html)))
        entries.append(Entry(title, anchor, tuple(under)))
    return SampleText(Markup(md.render(lead)), tuple(sections), tuple(entries))


def _tables(html: str) -> str:
    def table(match: re.Match[str]) -> str:
        labels = re.findall(r"<th>(.*?)</th>", match[0])
        rows = []
        for row in re.findall(r"<tr>\n(<td>.*?)</tr>", match[0], flags=re.S):
            cells = re.findall(r"<td>(.*?)</td>", row)
            rows.append("<tr role=row>" + "".join(f'<td role="cell" data-label="{label}">{cell}</td>' for label, cell in zip(labels, cells, strict=True)) + "</tr>")
        head = "".join(f'<th role="columnheader" scope="col">{label}</th>' for label in labels)
        return f'<table role="table"><thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{"".join(rows)}</tbody></table>'

    return re.sub(r"<table>.*?</table>", table, html, flags=re.S)
