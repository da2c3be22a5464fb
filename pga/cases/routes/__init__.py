"""Pages of person cases; thin: who, which, what, and where to go next."""

from pga.cases.routes import (
    access,
    drafts,
    emergency,
    flags,
    handover,
    lists,
    people,
    recusal,
    referral,
    search,
    sheet,
    triage,
    working,
)
from pga.cases.routes.blueprint import bp

__all__ = [
    "access",
    "bp",
    "drafts",
    "emergency",
    "flags",
    "handover",
    "lists",
    "people",
    "recusal",
    "referral",
    "search",
    "sheet",
    "triage",
    "working",
]
