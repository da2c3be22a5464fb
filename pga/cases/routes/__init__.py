"""Pages of person cases; thin: who, which, what, and where to go next."""

from pga.cases.routes import drafts, handover, lists, people, referral, sheet, triage, working
from pga.cases.routes.blueprint import bp

__all__ = ["bp", "drafts", "handover", "lists", "people", "referral", "sheet", "triage", "working"]
