"""Pages of person cases; thin: who, which, what, and where to go next."""

from pga.cases.routes import (
    access,
    drafts,
    emergency,
    flags,
    handover,
    information,
    lists,
    people,
    recusal,
    referral,
    search,
    sheet,
    supplies,
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
    "information",
    "lists",
    "people",
    "recusal",
    "referral",
    "search",
    "sheet",
    "supplies",
    "triage",
    "working",
]
