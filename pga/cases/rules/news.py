"""What is new to somebody who looked before: where a visit ends, and what a change is called."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

VISIT: Final = timedelta(minutes=30)
"""Who opens the casusblad again within this time is still at the same visit."""


class NewsKind(StrEnum):
    """What can be new on a case."""

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


DIRECTORS: Final = frozenset({"procesregisseur_id", "casusregisseur_id"})
MOVES: Final = "state_change"
_FACTS: Final = frozenset({"person", "guardian", "referral", "information_request"})
_BORN: Final = {
    "case_flag": NewsKind.FLAGGED,
    "case_link": NewsKind.JOINED,
    "case_term": NewsKind.TERM_STARTED,
    **dict.fromkeys(_FACTS, NewsKind.FACTS),
}
_CHANGED: Final = {
    ("case_flag", "closed_on"): NewsKind.UNFLAGGED,
    ("case_link", "until_on"): NewsKind.LEFT,
    ("case_term", "ended_on"): NewsKind.TERM_ENDED,
}


def compares_with(
    sheet_at: datetime | None, compared_at: datetime | None, now: datetime
) -> datetime | None:
    """Return since when things are new at an opening of the casusblad; None at a first visit.

    A visit lasts as long as there are never more than ``VISIT`` minutes between two openings. So a
    reload, or coming back from a form, shows what the first opening showed and what came after;
    the mark moves on only when a new visit begins. It then stands at the last opening of the visit
    before: what happened after somebody's last look was not seen.
    """
    if sheet_at is None or now - sheet_at <= VISIT:
        return compared_at
    return sheet_at


def kinds_of(table: str, fields: Collection[str], *, born: bool) -> frozenset[NewsKind]:
    """Return what a changed or new row means to a reader; nothing when a move tells it already."""
    if born:
        return frozenset({_BORN[table]}) if table in _BORN else frozenset()
    if table == MOVES:
        return frozenset({NewsKind.MOVED})
    if table == "pga_case":
        return _of_the_case(frozenset(fields))
    if table in _FACTS:
        return frozenset({NewsKind.FACTS})
    return frozenset(_CHANGED[table, name] for name in fields if (table, name) in _CHANGED)


def _of_the_case(fields: frozenset[str]) -> frozenset[NewsKind]:
    """With a move come its own dates and codes; another director is news besides."""
    found = {NewsKind.DIRECTED} if fields & DIRECTORS else set()
    if "state" not in fields and fields - DIRECTORS:
        found.add(NewsKind.FACTS)
    return frozenset(found)
