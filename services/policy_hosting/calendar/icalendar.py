"""Coming versions as an iCalendar file (RFC 5545): one whole-day event each."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from services.policy_hosting.calendar.coming import Coming

_LONGEST = 75  # octets of a line (RFC 5545, 3.1)


def icalendar(events: Sequence[Coming], *, now: datetime, url: str) -> bytes:
    """The file; `url` is the console's address of the documents."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Avow//Policies//EN", "CALSCALE:GREGORIAN"]
    for each in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_uid(each.id)}",
            f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{each.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{each.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_text(each.said)}",
            f"URL:{url}/{each.slug}/versions/{each.number}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _uid(version: UUID) -> str:
    return f"{version}@avow"


def _text(said: str) -> str:
    for sign in ("\\", ";", ","):
        said = said.replace(sign, f"\\{sign}")
    return "".join(max(letter, " ") for letter in said)


def _folded(line: str) -> bytes:
    """Long lines go on after a blank, never inside a letter."""
    pieces: list[bytes] = []
    piece = b""
    for letter in line:
        octets = letter.encode()
        if len(piece) + len(octets) > _LONGEST - bool(pieces):
            pieces.append(piece)
            piece = b""
        piece += octets
    return b"\r\n ".join([*pieces, piece]) + b"\r\n"
