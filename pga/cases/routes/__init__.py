"""Pages of person cases; thin: who, which, what, and where to go next."""

from pga.cases.routes import (
    access,
    drafts,
    flags,
    handover,
    lists,
    people,
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
    "flags",
    "handover",
    "lists",
    "people",
    "referral",
    "search",
    "sheet",
    "triage",
    "working",
]
