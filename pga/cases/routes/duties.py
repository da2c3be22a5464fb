"""What is due as lines of a list: what it is and whose, and where it is seen to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from flask import url_for

from pga.access.permissions import Permission
from pga.access.policy import Actor, allows
from pga.cases import labels
from pga.cases.reading.duties import Duty
from pga.cases.routes.plan import TABS
from pga.cases.rules.duties import DutyKind
from pga.cases.rules.plan import GoalStatus
from pga.cases.rules.states import State
from pga.cases.rules.terms import TermKind
from pga.web.filters import near_date

TERM_AT: Final = {
    TermKind.INFORMATION_ROUND: "cases.information",
    TermKind.INFORMATION_REMINDER: "cases.information",
    TermKind.INFORM_PERSON: "cases.informing",
    TermKind.INFORM_REVIEW: "cases.informing",
    TermKind.AUTHORITY: "cases.informing",
    TermKind.RETRACTION: "cases.retractions",
    TermKind.FROZEN: "cases.information",
    TermKind.FIRST_MEETING: "cases.meetings_of",
    TermKind.PLAN: "cases.plan",
    TermKind.MEETING_AFTER_PLAN: "cases.meetings_of",
    TermKind.MEETING: "cases.meetings_of",
    TermKind.PLANNED_MEETING: "cases.meetings_of",
    TermKind.CONTACT: "cases.contact_log",
    TermKind.MEASUREMENT: "cases.measurements",
    TermKind.END_TOLD: "cases.end_told",
    TermKind.EVALUATION: "cases.evaluations",
    TermKind.PROPOSAL: "cases.evaluations",
    TermKind.SCALE_UP_PROPOSAL: "cases.evaluations",
}
"""The page on which a term is ended or decided, for who reads the case."""

TERM_WITH: Final = {
    TermKind.HOLD_REVIEW: (Permission.CASE_HOLD, "cases.resume"),
    TermKind.CONTACT: (Permission.CASE_CONTACT, "cases.note_contact"),
    TermKind.EVALUATION: (Permission.CASE_PLAN, "cases.evaluate"),
    TermKind.FEEDBACK: (Permission.CASE_FEEDBACK, "cases.feedback"),
    TermKind.LETTER_SENDING: (Permission.CASE_LETTERS, "cases.letters"),
}
"""The page or form that ends a term, for who may use it."""


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One line of a list of what is due."""

    when: date
    title: str
    url: str
    meta: tuple[str, ...]
    number: str
    name: str
    settles: UUID | None = None
    """The action of which this reader can say in the line what came of it."""

    @property
    def about(self) -> str:
        """Return what tells this line from the others, for who only hears a button."""
        return f"{self.number}, {self.title}"


def duty_line(duty: Duty) -> DutyLine:
    """Return what is due as a line."""
    settles = duty.what is DutyKind.ACTION and Permission.CASE_PLAN in duty.may
    title, meta = _words(duty)
    return DutyLine(
        when=duty.due_on,
        title=title,
        url=_url(duty),
        meta=meta,
        number=duty.number,
        name=duty.name,
        settles=duty.id if settles else None,
    )


def term_url(kind: TermKind, number: str, state: State, may: Collection[Permission]) -> str | None:
    """Return where a term is ended or decided by who may do this; None when only others can."""
    if kind is TermKind.TRIAGE and Permission.CASE_TRIAGE in may:
        begun = state is not State.REFERRED
        return url_for("cases.triage" if begun else "cases.start_triage", number=number)
    permission, page = TERM_WITH.get(kind, (None, ""))
    at = page if permission in may else TERM_AT.get(kind)
    return url_for(at, number=number) if at else None


def plan_url(number: str, action_id: UUID, goal: GoalStatus | None) -> str:
    """Return where an action stands in the plan: on the tab of its goal, at its own line."""
    later = TABS[goal] if goal and goal is not GoalStatus.NOW else None
    return url_for("cases.plan", number=number, doelen=later, _anchor=f"actie-{action_id}")


def work_views(here: str, actor: Actor) -> list[dict[str, Any]]:
    """Return the views of Werk, as pills."""
    mine = allows(actor, Permission.CONCEPT_WRITE)
    views = {
        "work": ("Te doen", url_for("worklist.work")),
        "actions": ("Acties", url_for("cases.actions")),
        "signals": ("Signalen", url_for("signals.index")),
        "concepts": ("Mijn concepten" if mine else "Concepten", url_for("cases.concepts")),
    }
    return [
        {"label": label, "url": url, "current": name == here}
        for name, (label, url) in views.items()
    ]


def _words(duty: Duty) -> tuple[str, tuple[str, ...]]:
    if duty.kind is not None:
        whose = labels.DUTY[DutyKind.TERM].format(who=duty.owner or "nog niemand")
        return labels.TERM[duty.kind], () if duty.by_you else (whose,)
    if duty.action is None:
        who = "u" if duty.by_you else duty.owner or "een collega"
        return labels.DUTY[DutyKind.FLAG].format(who=who), ()
    kind, day = labels.ACTION_KIND[duty.action].lower(), near_date(duty.due_on)
    return labels.DUTY[DutyKind.ACTION].format(who=_doer(duty), kind=kind, day=day), ()


def _doer(duty: Duty) -> str:
    if duty.own is not None:
        return labels.as_own(duty.own, duty.own_number).lower()
    return "u" if duty.by_you else duty.owner or "een collega"


def _url(duty: Duty) -> str:
    number = duty.number
    if duty.what is DutyKind.ACTION:
        return plan_url(number, duty.id, duty.goal)
    if duty.what is DutyKind.FLAG:
        if Permission.CASE_FLAG in duty.may:
            return url_for("cases.close_flag", number=number, flag_id=duty.id, van="werk")
        return url_for("cases.sheet", number=number, _anchor="te-doen")
    at = term_url(duty.kind, number, duty.state, duty.may) if duty.kind else None
    return at or url_for("cases.sheet", number=number, _anchor="te-doen")
