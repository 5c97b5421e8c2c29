"""Reading a whole center as a crawler would: every link on every page, followed once."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from tests.support.system import Answer, System


@dataclass
class Read:
    """One answer, and where it leads."""

    path: str
    answer: Answer

    @property
    def is_page(self) -> bool:
        return self.answer.headers.get("content-type", "").startswith("text/html")

    @cached_property
    def parts(self) -> "Parts":
        parts = Parts()
        parts.feed(self.answer.text)
        return parts

    @cached_property
    def words(self) -> str:
        """What a person reads, on one line."""
        return re.sub(r"\s+", " ", "".join(self.parts.words))


@dataclass
class Parts(HTMLParser):
    """The words, places, links and attributes of a page."""

    words: list[str] = field(default_factory=list)
    places: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    metas: dict[str, str] = field(default_factory=dict)
    lang: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.places |= {said["id"]} if "id" in said else set()
        if tag in {"a", "link"} and "href" in said:
            self.links.append(said["href"])
        if tag == "meta" and "name" in said:
            self.metas[said["name"]] = said.get("content", "")
        if tag == "html":
            self.lang = said.get("lang", "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def walk(system: System, slug: str, *starts: str) -> dict[str, Read]:
    """Everything that can be reached on a center's host from these pages, by path."""
    origin = system.url(slug, "")
    done: dict[str, Read] = {}
    waiting = list(starts)
    while waiting:
        path = waiting.pop()
        if path in done:
            continue
        done[path] = read = Read(path, system.get(slug, path))
        if read.is_page:
            for link in read.parts.links:
                url, _place = urldefrag(urljoin(origin + path, link))
                if url.startswith(f"{origin}/"):
                    parts = urlsplit(url)
                    waiting.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return done
