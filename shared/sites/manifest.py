"""A manifest: everything one service has published for one tenant, by path."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus
from typing import Any

from shared.sites.encodings import Blob
from shared.sites.page import Redirect, Timeline


@dataclass(frozen=True, slots=True)
class Entry:
    """A published page without its bytes: these are blobs, one per encoding."""

    type: str
    blobs: Mapping[str, Blob]
    language: str | None = None
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    source: str = ""  # what it was made from, as its owner marked it


@dataclass(frozen=True)
class Manifest:
    """A revision and its paths; `errors` are pages without an address ("404/fr")."""

    revision: int
    entries: Mapping[str, Entry | Redirect] = field(default_factory=dict)
    timelines: Mapping[str, Timeline] = field(default_factory=dict)
    errors: Mapping[str, Entry] = field(default_factory=dict)

    def blobs(self) -> Iterator[Blob]:
        for entry in (*self.entries.values(), *self.errors.values()):
            if isinstance(entry, Entry):
                yield from entry.blobs.values()

    def to_json(self) -> bytes:
        """Sorted, so that the same publication is the same bytes."""
        said = {
            "revision": self.revision,
            "entries": {path: _said(entry) for path, entry in self.entries.items()},
            "timelines": {
                slug: {
                    "known_from": line.known_from.isoformat(),
                    "versions": [[day.isoformat(), number] for day, number in line.versions],
                }
                for slug, line in self.timelines.items()
            },
            "errors": {name: _said(entry) for name, entry in self.errors.items()},
        }
        return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def manifest_from_json(body: bytes) -> Manifest:
    said = json.loads(body)
    return Manifest(
        revision=said["revision"],
        entries={path: _heard(entry) for path, entry in said["entries"].items()},
        timelines={
            slug: Timeline(
                date.fromisoformat(line["known_from"]),
                tuple((date.fromisoformat(day), number) for day, number in line["versions"]),
            )
            for slug, line in said["timelines"].items()
        },
        errors={name: _entry(entry) for name, entry in said["errors"].items()},
    )


def _said(entry: Entry | Redirect) -> dict[str, Any]:
    if isinstance(entry, Redirect):
        return {"location": entry.location, "status": entry.status}
    said: dict[str, Any] = {
        "type": entry.type,
        "blobs": {encoding: [blob.sha256, blob.size] for encoding, blob in entry.blobs.items()},
    }
    if entry.language:
        said["language"] = entry.language
    if entry.status != HTTPStatus.OK:
        said["status"] = entry.status
    if entry.headers:
        said["headers"] = entry.headers
    if entry.source:
        said["source"] = entry.source
    return said


def _heard(said: dict[str, Any]) -> Entry | Redirect:
    if "location" in said:
        return Redirect(said["location"], said["status"])
    return _entry(said)


def _entry(said: dict[str, Any]) -> Entry:
    return Entry(
        type=said["type"],
        blobs={encoding: Blob(sha256, size) for encoding, (sha256, size) in said["blobs"].items()},
        language=said.get("language"),
        status=said.get("status", 200),
        headers=tuple((name, value) for name, value in said.get("headers", ())),
        source=said.get("source", ""),
    )
