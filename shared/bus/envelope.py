"""The envelope of an event: CloudEvents 1.0, structured JSON, with the tenant as an extension."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from shared import events
from shared.events import Unreadable

CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"
_SUBJECT_WORDS = 5  # avow, tenant, service, noun, participle


class WrongTenant(Exception):  # noqa: N818  said of a message
    """Subject and envelope name different tenants: someone's mistake or malice, never handled."""

    code = "wrong-tenant"


@dataclass(frozen=True)
class Envelope:
    """An event with what the bus needs to know of it."""

    id: UUID
    tenant: UUID
    event: Any
    time: datetime
    aggregate: UUID | None = None

    @property
    def subject(self) -> str:
        return events.subject_of(self.event, self.tenant)

    def written(self) -> str:
        """The JSON text that travels; attribute names are CloudEvents' own (`partitionkey` is its extension)."""
        attributes: dict[str, Any] = {
            "specversion": "1.0",
            "id": str(self.id),
            "source": f"/avow/{events.service_of(self.event)}",
            "type": events.name_of(self.event),
            "time": self.time.isoformat(),
            "datacontenttype": "application/json",
            "tenant": str(self.tenant),
            "data": events.write(self.event),
        }
        if self.aggregate is not None:
            attributes["partitionkey"] = str(self.aggregate)
        return json.dumps(attributes, ensure_ascii=False, separators=(",", ":"))


def open_envelope(subject: str, body: bytes) -> Envelope:
    """Read a message; raises WrongTenant, or Unreadable without repeating any value of it."""
    try:
        attributes = json.loads(body)
        words = subject.split(".")
        identity, tenant = UUID(attributes["id"]), UUID(attributes["tenant"])
        name, time = attributes["type"], datetime.fromisoformat(attributes["time"])
        key, data = attributes.get("partitionkey"), attributes["data"]
        aggregate = UUID(key) if key else None
        version = attributes["specversion"]
    except (ValueError, TypeError, KeyError, AttributeError):
        raise Unreadable("this is no envelope of ours") from None
    if version != "1.0" or len(words) != _SUBJECT_WORDS or ".".join(words[2:]) != name:
        raise Unreadable("subject and envelope name different events")
    if words[1] != str(tenant):
        raise WrongTenant(name)
    return Envelope(id=identity, tenant=tenant, event=events.read(name, data), time=time, aggregate=aggregate)
