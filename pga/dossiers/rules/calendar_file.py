"""A calendar file of a meeting (RFC 5545): numbers and times of dossiers, and nothing else.

It ends up in mail boxes and on telephones, so no name, place, question or partner goes in
(pga.md 6.7).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

STAMP: Final = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One dossier in the file."""

    number: str
    begins: datetime
    ends: datetime


def calendar_file(
    meeting_id: UUID,
    edition: int,
    made_at: datetime,
    entries: Iterable[CalendarEntry],
    *,
    what: str,
    cancelled: bool,
) -> str:
    """Return the file; a later ``edition`` of the same meeting replaces or cancels the earlier.

    ``what`` is what the meeting is called, in Dutch and without a name.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//PGA//{what.lower()}//NL",
        f"METHOD:{'CANCEL' if cancelled else 'PUBLISH'}",
    ]
    for entry in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{meeting_id}-{entry.number}",
            f"DTSTAMP:{made_at.astimezone(UTC).strftime(STAMP)}",
            f"SEQUENCE:{edition}",
            f"DTSTART:{entry.begins.astimezone(UTC).strftime(STAMP)}",
            f"DTEND:{entry.ends.astimezone(UTC).strftime(STAMP)}",
            f"SUMMARY:{what} {entry.number}",
            "CLASS:PRIVATE",
            f"STATUS:{'CANCELLED' if cancelled else 'CONFIRMED'}",
            "END:VEVENT",
        ]
    return "".join(f"{line}\r\n" for line in (*lines, "END:VCALENDAR"))
