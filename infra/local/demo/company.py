"""One company of the demonstration: its tenant, then each document with its versions in their order."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml

from infra.local.demo import owner
from services.policy_hosting.actor import Actor
from services.policy_hosting.documents.document import Document
from services.policy_hosting.documents.kind import Audience, Kind
from services.policy_hosting.tenant_named import tenant_named
from services.policy_hosting.versions.drafting import Given
from services.policy_hosting.versions.history import enter_history
from services.policy_hosting.versions.publishing import Wish, publish
from services.policy_hosting.versions.state import Change
from services.tenant_auth.tenants.tenant import Tenant
from shared.command import perform
from shared.errors import Missing
from shared.settings import ServiceSettings
from shared.tenancy.backend import Database
from shared.tenancy.unit_of_work import unit_of_work

ACTOR = Actor.operator("demonstration")
PATIENCE = 60.0


@dataclass(frozen=True)
class Planned:
    """A version as `documents.yaml` plans it."""

    given: Given
    effective: date | None  # None: the earliest day that the promised notice allows
    change: Change
    announce: bool


def load(folder: Path) -> bool:
    """Make the tenant and publish its documents; what is there already is left alone; False if that is all of it.

    A start that was broken off is so made good by the next one: each document is published whole or not at all.
    """
    profile = _yaml(folder / "tenant.yaml")
    theme = profile.pop("theme", None)

    async def make(_database: Database, settings: ServiceSettings) -> bool:
        made = False
        try:
            tenant = await Tenant.named(folder.name)
        except Missing:
            await Tenant.create_tenant(
                folder.name, profile, theme, domain=settings.domain, operator=settings.operator_slug
            )
            tenant, made = await Tenant.named(folder.name), True
        if settings.development:
            await owner.make(tenant, settings, locale=profile["locales"][0])
        return made

    async def fill(_database: Database, settings: ServiceSettings) -> bool:
        tenant, filled = await _arrived(folder.name, settings), False
        for said in _yaml(folder / "documents.yaml"):
            async with unit_of_work(tenant):
                if not await Document.filter(slug=said["slug"]).exists():
                    await _publish(said, folder / said["slug"])
                    filled = True
        return filled

    made: bool = perform("tenant_auth", make, as_json=False)
    filled: bool = perform("policy_hosting", fill, as_json=False)
    return made or filled


async def _arrived(slug: str, settings: ServiceSettings) -> UUID:
    """The tenant, once its profile came over the bus: on a first start everything else is busy starting too."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return await tenant_named(slug, settings)
        except Missing:
            if time.monotonic() > until:
                raise


async def _publish(said: Mapping[str, Any], folder: Path) -> None:
    """The version in force first, under its own number; then those before it; then the one that is announced."""
    planned = [
        _planned(number, each, folder, said["prevailing"]) for number, each in enumerate(said["versions"], start=1)
    ]
    brought = [each for each in planned if not each.announce]
    wish = Wish(
        effective=brought[-1].effective,
        change=brought[-1].change,
        kind=Kind(said["kind"]),
        audience=Audience(said.get("audience", "everyone")),
    )
    await publish(said["slug"], brought[-1].given, wish, ACTOR)
    document = await Document.named(said["slug"])
    for earlier in brought[:-1]:
        assert earlier.effective is not None  # noqa: S101  history has its date
        await enter_history(document, earlier.given, earlier.effective, ACTOR, change=earlier.change)
    for coming in planned[len(brought) :]:
        wish = Wish(effective=coming.effective, at_earliest=coming.effective is None, change=coming.change)
        await publish(said["slug"], coming.given, wish, ACTOR)


def _planned(number: int, said: Mapping[str, Any], folder: Path, prevailing: str) -> Planned:
    place = folder / str(said["folder"])
    facts = place / "facts.yaml"
    prevailing_first = sorted(place.glob("*.md"), key=lambda file: file.stem != prevailing)
    effective = said["effective"]
    return Planned(
        given=Given(
            texts={file.stem: file.read_text() for file in prevailing_first},
            facts=facts.read_text() if facts.exists() else None,
            summary=said.get("summary", {}),
            number=number,
        ),
        effective=None if effective == "earliest" else effective,
        change=Change(said.get("change", "material")),
        announce=bool(said.get("announce")),
    )


def _yaml(file: Path) -> Any:
    return yaml.safe_load(file.read_text())
