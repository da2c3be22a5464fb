"""A calendar file of a meeting (RFC 5545): numbers and times of cases, and nothing else.

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
class CalendarCase:
    """One case in the file."""

    number: str
    begins: datetime
    ends: datetime


def calendar_file(
    meeting_id: UUID,
    edition: int,
    made_at: datetime,
    cases: Iterable[CalendarCase],
    *,
    cancelled: bool,
) -> str:
    """Return the file; a later ``edition`` of the same meeting replaces or cancels the earlier."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//PGA//casusoverleg//NL",
        f"METHOD:{'CANCEL' if cancelled else 'PUBLISH'}",
    ]
    for case in cases:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{meeting_id}-{case.number}",
            f"DTSTAMP:{made_at.astimezone(UTC).strftime(STAMP)}",
            f"SEQUENCE:{edition}",
            f"DTSTART:{case.begins.astimezone(UTC).strftime(STAMP)}",
            f"DTEND:{case.ends.astimezone(UTC).strftime(STAMP)}",
            f"SUMMARY:Casusoverleg {case.number}",
            "CLASS:PRIVATE",
            f"STATUS:{'CANCELLED' if cancelled else 'CONFIRMED'}",
            "END:VEVENT",
        ]
    return "".join(f"{line}\r\n" for line in (*lines, "END:VCALENDAR"))
