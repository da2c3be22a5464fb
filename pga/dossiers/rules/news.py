"""What is new to somebody who looked before: where a visit ends, and what a change is called."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

VISIT: Final = timedelta(minutes=30)
"""Who opens the first page again within this time is still at the same visit."""


class NewsKind(StrEnum):
    """What can be new on any dossier."""

    MOVED = "moved"
    """It went to another state."""
    DIRECTED = "directed"
    """It got another procesregisseur or casusregisseur."""
    FACTS = "facts"
    """What stands in the dossier was corrected or added."""
    FLAGGED = "flagged"
    """A flag was put."""
    UNFLAGGED = "unflagged"
    """A flag was closed."""
    JOINED = "joined"
    """A colleague was linked."""
    LEFT = "left"
    """A link got a last day."""
    TERM_STARTED = "term_started"
    """A term began."""
    TERM_ENDED = "term_ended"
    """A term was met or no longer counts."""


def compares_with(
    sheet_at: datetime | None, compared_at: datetime | None, now: datetime
) -> datetime | None:
    """Return since when things are new at an opening of the first page; None at a first visit.

    A visit lasts as long as there are never more than ``VISIT`` minutes between two openings. So a
    reload, or coming back from a form, shows what the first opening showed and what came after;
    the mark moves on only when a new visit begins. It then stands at the last opening of the visit
    before: what happened after somebody's last look was not seen.
    """
    if sheet_at is None or now - sheet_at <= VISIT:
        return compared_at
    return sheet_at
