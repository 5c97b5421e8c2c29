"""What was rendered for a center, as a reader would meet it."""

import re
from dataclasses import dataclass
from datetime import date
from html import unescape

from services.policy_hosting.publication.center import Center
from services.policy_hosting.publication.render import Rendered, render_center
from shared.sites import Page, Redirect

_TAG = re.compile(r"<(?:style|script)\b.*?</(?:style|script)>|<[^>]+>", re.DOTALL)
TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Published:
    """A center's pages by path."""

    rendered: Rendered

    def page(self, path: str) -> Page:
        found = self.rendered.entries[path]
        assert isinstance(found, Page), path
        return found

    def html(self, path: str) -> str:
        return self.page(path).body.decode()

    def words(self, path: str) -> str:
        """The page's words, without marks and with single spaces."""
        return " ".join(unescape(_TAG.sub(" ", self.html(path))).split())

    def of_type(self, kind: str) -> dict[str, Page]:
        found = self.rendered.entries.items()
        return {path: page for path, page in found if isinstance(page, Page) and page.type.startswith(kind)}

    def links(self) -> dict[str, set[str]]:
        """Every page's addresses on its own host, without their fragments and queries."""
        return {
            path: {
                re.split("[#?]", unescape(href))[0]
                for href in re.findall(r'(?:href|action)="(/[^"]*)"', page.body.decode())
            }
            for path, page in self.of_type("text/html").items()
        }

    def redirect(self, path: str) -> Redirect:
        found = self.rendered.entries[path]
        assert isinstance(found, Redirect), path
        return found


def rendered(center: Center, today: date = TODAY) -> Published:
    return Published(render_center(center, today))
