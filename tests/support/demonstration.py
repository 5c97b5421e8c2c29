"""What the demonstration should show: its companies, languages and documents, as their folders say."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from infra.demo_cli import COMPANIES

# What every page must say, in its reader's language: the one place where the tests repeat the catalogues.
SENTENCE = {
    "en": "Demonstration. Not the policy of this company. Written from facts in a public text; "
    "details marked ◦ are invented.",
    "fr": "Démonstration. Ce n’est pas la politique de cette société. Rédigé d’après les faits d’un texte public ; "
    "les détails marqués ◦ sont inventés.",
    "nl": "Demonstratie. Niet het beleid van dit bedrijf. Geschreven op basis van feiten uit een openbare tekst; "
    "met ◦ gemarkeerde details zijn verzonnen.",
}


@dataclass(frozen=True)
class Text:
    """A document of a company."""

    slug: str
    kind: str
    versions: tuple[dict[str, Any], ...]

    @property
    def announced(self) -> bool:
        return any(version.get("announce") for version in self.versions)

    @property
    def in_force(self) -> int:
        """The number of the version that holds."""
        return sum(1 for version in self.versions if not version.get("announce"))


@dataclass(frozen=True)
class Company:
    """A tenant of the demonstration."""

    slug: str
    name: str
    locales: tuple[str, ...]
    texts: tuple[Text, ...]

    @property
    def longest(self) -> str:
        """The language with the longest words that the company speaks."""
        return next(locale for locale in ("nl", "fr", "en") if locale in self.locales)

    @cached_property
    def notice(self) -> Text:
        """The text people come for."""
        return next(text for text in self.texts if text.kind.endswith("-notice") and text.kind != "cookie-notice")


def companies() -> list[Company]:
    return [_company(folder) for folder in sorted(COMPANIES.iterdir()) if (folder / "documents.yaml").exists()]


def _company(folder: Path) -> Company:
    profile = yaml.safe_load((folder / "tenant.yaml").read_text())
    documents = yaml.safe_load((folder / "documents.yaml").read_text())
    return Company(
        slug=folder.name,
        name=profile["name"],
        locales=tuple(profile["locales"]),
        texts=tuple(Text(each["slug"], each["kind"], tuple(each["versions"])) for each in documents),
    )
