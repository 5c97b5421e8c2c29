"""What a browser would send of a page's form if its person pressed a button at once."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Typed(HTMLParser):
    """The successful controls of the form with this class: pairs of a name and a value, in order."""

    form: str
    pairs: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.inside = False
        self.select: str | None = None
        self.first: str | None = None
        self.chosen: str | None = None
        self.area: str | None = None
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = self.form in said.get("class", "").split()
        if not self.inside:
            return
        match tag:
            case "input" if said.get("type", "text") in ("checkbox", "radio"):
                if "checked" in said:
                    self.pairs.append((said["name"], said.get("value", "on")))
            case "input" if "name" in said:
                self.pairs.append((said["name"], said.get("value", "")))
            case "select":
                self.select, self.first, self.chosen = said["name"], None, None
            case "option" if self.select is not None:
                self.first = said["value"] if self.first is None else self.first
                if "selected" in said:
                    self.chosen = said["value"]
            case "textarea":
                self.area, self.words = said["name"], ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        if tag == "select" and self.select is not None:
            self.pairs.append((self.select, self.chosen if self.chosen is not None else self.first or ""))
            self.select = None
        if tag == "textarea" and self.area is not None:
            self.pairs.append((self.area, self.words.removeprefix("\n")))
            self.area = None

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.words += data


def typed(html: str, form: str = "form") -> list[tuple[str, str]]:
    """The form as it stands on the page."""
    page = Typed(form)
    page.feed(html)
    return page.pairs
