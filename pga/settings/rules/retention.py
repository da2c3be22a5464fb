"""Under which heads of the selectielijst this house keeps something, and what is said of each.

Second-look 8. The figures are open: the selectielijst and the FG say them, and nothing is invented.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from pga.settings.rules.bounds import Shape


class KeptKind(StrEnum):
    """What is kept for a while."""

    ADMITTED = "admitted"
    """A case that was admitted and closed."""
    NOT_ADMITTED = "not_admitted"
    """A case that was not admitted."""
    WITHDRAWN = "withdrawn"
    """A case that its referrer withdrew."""
    WRONGLY_REGISTERED = "wrongly_registered"
    """The case of somebody who was registered by mistake."""
    DECEASED = "deceased"
    """The case of somebody who died."""
    TOP_X = "top_x"
    """What the ZVH processes under the WGS."""
    SIGNAL = "signal"
    """A signaal of a person."""
    CONCEPT = "concept"
    """A concept-aanmelding that became no aanmelding."""
    REPORT = "report"
    """A melding."""
    LIST_NAME = "list_name"
    """A name on the list of names of a youth group."""
    ACCOUNT = "account"
    """An account of a colleague."""
    TRAIL = "trail"
    """The lines of the trail."""


class KeptPart(StrEnum):
    """What the selectielijst says of a head."""

    RESULT = "result"
    """The number of the result."""
    TERM = "term"
    """How long, in its words (procestermijn)."""
    START = "start"
    """From what it counts, in its words."""
    ARTICLE = "article"
    """The article on which that rests."""


COUNTED: Final[Mapping[KeptKind, str]] = {
    KeptKind.ADMITTED: "retention_closed_years",
    KeptKind.NOT_ADMITTED: "retention_rejected_months",
    KeptKind.WITHDRAWN: "retention_withdrawn_months",
    KeptKind.WRONGLY_REGISTERED: "retention_wrongly_registered_months",
    KeptKind.DECEASED: "retention_deceased_months",
    KeptKind.SIGNAL: "signal_days",
    KeptKind.CONCEPT: "concept_refused_days",
    KeptKind.TRAIL: "retention_log_years",
}
"""With which number this house counts; what has none is not built yet, or has no figure."""


def part_of(kept: KeptKind, part: KeptPart) -> str:
    """Return the name of the setting that holds what the selectielijst says of a head."""
    return f"kept.{kept}.{part}"


SELECTION: Final[Mapping[str, Shape]] = {
    part_of(kept, part): Shape.LINE for kept in KeptKind for part in KeptPart
}
"""Each of those settings: words on one line."""
