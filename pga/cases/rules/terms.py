"""What is due when: from a start and the terms in force to a date.

Terms are calendar dates as written; a last day in a weekend is not moved to Monday, so that no
legal maximum (AVG art. 12(3), 14(3)) is ever passed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from pga.core.calendar import add_months, add_working_days
from pga.dossiers.rules.lateness import TermNotSet
from pga.settings.rules.bounds import TERMS

_MONTHS_IN_A_YEAR: Final = 12


def _proposed(name: str) -> int:
    return TERMS[name].proposal


@dataclass(frozen=True, kw_only=True)
class TermRules:
    """The terms in force; the defaults are the proposals of the settings, nearly all [V].

    The retention terms have no default on purpose: somebody must confirm them (decision 23).
    """

    signal_days: int = _proposed("signal_days")
    """A signaal is deleted after so many days (pga.md 2.2 [V]; compare 6 weeks in the Wmo)."""
    concept_unfinished_days: int = _proposed("concept_unfinished_days")
    """A concept-aanmelding that nobody hands in ends after so many days [V]."""
    concept_judge_working_days: int = _proposed("concept_judge_working_days")
    """Team Veiligheid takes a concept-aanmelding, asks back or refuses it within [V]."""
    concept_refused_days: int = _proposed("concept_refused_days")
    """Its maker can read a refused concept-aanmelding for so long (decision 50 [V])."""
    triage_working_days: int = _proposed("triage_working_days")
    """The weging after receipt (pga.md 2.4 [V]; Veilig Thuis triages in 5 working days)."""
    information_round_working_days: int = _proposed("information_round_working_days")
    """Partners answer within (pga.md 2.5 [V])."""
    information_reminder_working_days: int = _proposed("information_reminder_working_days")
    """A partner is reminded after (pga.md 2.5 [V])."""
    inform_person_months: int = _proposed("inform_person_months")
    """The person is told within a calendar month of receipt (AVG art. 14, LAW-10, decision 23)."""
    inform_review_days: int = _proposed("inform_review_days")
    """A postponement of telling is looked at again after (pga.md 6.4 [V])."""
    authority_days: int = _proposed("authority_days")
    """Who has gezag over a child is found out within (second-look 2 [V])."""
    retraction_working_days: int = _proposed("retraction_working_days")
    """Who got something about the wrong person hears that within (AVG art. 19 [V])."""
    frozen_working_days: int = _proposed("frozen_working_days")
    """What the law keeps out of use is judged within (decision 48 [V])."""
    feedback_working_days: int = _proposed("feedback_working_days")
    """The referrer hears the outcome of the weging within (second-look 19 [V])."""
    approval_days: int = _proposed("approval_days")
    """A second person approves within; after that it must be asked again (decision 52 [V])."""
    police_known: int = _proposed("police_known")
    """1: without a decision of the police it is written whether they know somebody [open]."""
    first_meeting_working_days: int = _proposed("first_meeting_working_days")
    """First casusoverleg after admission (pga.md 2.11 [V])."""
    plan_working_days: int = _proposed("plan_working_days")
    """Plan after the first casusoverleg (pga.md 2.11 [V])."""
    meeting_after_plan_weeks: int = _proposed("meeting_after_plan_weeks")
    """First meeting after the plan (pga.md 2.6 [V])."""
    meeting_weeks: int = _proposed("meeting_weeks")
    """Each later meeting (pga.md 2.6 and 2.11 [V])."""
    contact_days: int = _proposed("contact_days")
    """A case without any contact for so long is shown (pga.md 10.4 check 4 [V])."""
    contact_tries: int = _proposed("contact_tries")
    """So often nobody reached in a row, and it is asked whether somebody is out of sight [V]."""
    old_facts_days: int = _proposed("old_facts_days")
    """What a partner told of longer ago is asked anew (as pga.md 3.3 for a meting [V])."""
    score_source_days: int = _proposed("score_source_days")
    """What a score rests on is old after (pga.md 3.3 [V])."""
    measurement_months: int = _proposed("measurement_months")
    """Between two measurements, and the oldest that opschaling takes (pga.md 2.8, 10.2 [V])."""
    evaluation_months: int = _proposed("evaluation_months")
    """Still necessary, proportional, at the right scale? (pga.md 2.8 [V])."""
    proposal_working_days: int = _proposed("proposal_working_days")
    """A proposal is taken or refused within (second-look 12 [V])."""
    zvh_answer_working_days: int = _proposed("zvh_answer_working_days")
    """The ZVH answers within (pga.md 2.11 [V])."""
    hold_months: int = _proposed("hold_months")
    """A case is on hold until a review date at most so far away (pga.md 10.2 [V])."""
    aftercare_months: int = _proposed("aftercare_months")
    """One check of the nazorg after (pga.md 2.10 [V])."""
    letter_working_days: int = _proposed("letter_working_days")
    """An approved letter is sent within [V]."""
    end_told_days: int = _proposed("end_told_days")
    """Who took part hears that a case ended within (second-look 7 [V])."""
    rights_request_months: int = _proposed("rights_request_months")
    """A rights request is answered within (AVG art. 12(3), LAW-25)."""
    rights_extension_months: int = _proposed("rights_extension_months")
    """One extension of a rights request, with a reason (AVG art. 12(3), LAW-25)."""
    retention_closed_years: int | None = None
    """How long a closed case is kept; to be confirmed (pga.md 6.6; proposal 5 [V])."""
    retention_rejected_months: int | None = None
    """How long a case not admitted is kept; to be confirmed (pga.md 6.6; proposal 12 [V])."""
    retention_withdrawn_months: int | None = None
    """How long a withdrawn case is kept; to be confirmed (pga.md 6.6; proposal 12 [V])."""
    retention_wrongly_registered_months: int | None = None
    """How long a case registered by mistake is kept; to be confirmed ([open]; as withdrawn)."""
    retention_deceased_months: int | None = None
    """How long the case of who died is kept; to be confirmed (pga.md 6.6; proposal a year [V])."""
    retention_log_years: int | None = None
    """How long the trail is kept; to be confirmed (pga.md 6.6; proposal 5 [V])."""


DEFAULT_RULES: Final = TermRules()

# The proposals of pga.md 2.11, [V] to be confirmed; production must not use them (decision 23).
DEMO_RULES: Final = TermRules(
    retention_closed_years=_proposed("retention_closed_years"),
    retention_rejected_months=_proposed("retention_rejected_months"),
    retention_withdrawn_months=_proposed("retention_withdrawn_months"),
    retention_wrongly_registered_months=_proposed("retention_wrongly_registered_months"),
    retention_deceased_months=_proposed("retention_deceased_months"),
    retention_log_years=_proposed("retention_log_years"),
)


class TermKind(StrEnum):
    """Each term that runs; the line says what it counts from."""

    SIGNAL_DELETION = "signal_deletion"
    """From the note of a signaal to its deletion."""
    TRIAGE = "triage"
    """From receipt to the outcome of the weging."""
    INFORMATION_ROUND = "information_round"
    """From the question to a partner to the answer."""
    INFORMATION_REMINDER = "information_reminder"
    """From the question to a partner to the reminder."""
    INFORM_PERSON = "inform_person"
    """From receipt to telling the person (AVG art. 14)."""
    INFORM_REVIEW = "inform_review"
    """From the decision to postpone telling to its review."""
    AUTHORITY = "authority"
    """From the day it was not known who has gezag over a child, or not confirmed, to knowing it."""
    RETRACTION = "retraction"
    """From the day somebody was the wrong person to telling one who got something about him."""
    FROZEN = "frozen"
    """From the day the law kept a contribution out of use to the last such decision."""
    FEEDBACK = "feedback"
    """From the outcome of the weging to what the referrer heard of it."""
    FIRST_MEETING = "first_meeting"
    """From admission to the first casusoverleg."""
    PLAN = "plan"
    """From the first casusoverleg to the adopted plan."""
    MEETING_AFTER_PLAN = "meeting_after_plan"
    """From the adopted plan to the next casusoverleg."""
    MEETING = "meeting"
    """From one casusoverleg to the next."""
    PLANNED_MEETING = "planned_meeting"
    """The day of a casusoverleg that stands on the calendar."""
    CONTACT = "contact"
    """From the last contact moment to the next."""
    MEASUREMENT = "measurement"
    """From one measurement to the next."""
    EVALUATION = "evaluation"
    """From the adopted plan or the last evaluation to the next."""
    PROPOSAL = "proposal"
    """From a proposal of nazorg or afsluiten to its answer."""
    SCALE_UP_PROPOSAL = "scale_up_proposal"
    """From a proposal of opschalen to its answer."""
    ZVH_ANSWER = "zvh_answer"
    """From the request to the ZVH to its answer."""
    HOLD_REVIEW = "hold_review"
    """From putting on hold to the last possible review date."""
    AFTERCARE_CHECK = "aftercare_check"
    """From the start of the nazorg to its check."""
    LETTER_SENDING = "letter_sending"
    """From the yes of a second person to a letter until it went."""
    END_TOLD = "end_told"
    """From the end to telling who took part that it ended."""
    RIGHTS_REQUEST = "rights_request"
    """From receipt of a rights request to the answer."""
    RIGHTS_REQUEST_EXTENDED = "rights_request_extended"
    """From receipt of a rights request to the answer, when it was extended."""
    RETENTION_CLOSED = "retention_closed"
    """From closing to destruction."""
    RETENTION_REJECTED = "retention_rejected"
    """From the rejection to destruction."""
    RETENTION_WITHDRAWN = "retention_withdrawn"
    """From the withdrawal to destruction."""
    RETENTION_WRONGLY_REGISTERED = "retention_wrongly_registered"
    """From the end of what was registered by mistake to destruction."""
    RETENTION_DECEASED = "retention_deceased"
    """From the death to destruction."""
    RETENTION_LOG = "retention_log"
    """From a line of the trail to its end."""


KEEPING: Final = (
    TermKind.RETENTION_CLOSED,
    TermKind.RETENTION_REJECTED,
    TermKind.RETENTION_WITHDRAWN,
    TermKind.RETENTION_WRONGLY_REGISTERED,
    TermKind.RETENTION_DECEASED,
)
"""How long an ended case is kept: nobody is late with these, they end."""
_Due = Callable[[date, TermRules], date | None]


def _years(day: date, years: int | None) -> date | None:
    return None if years is None else add_months(day, years * _MONTHS_IN_A_YEAR)


def _months(day: date, months: int | None) -> date | None:
    return None if months is None else add_months(day, months)


_DUE: Final[Mapping[TermKind, _Due]] = {
    TermKind.SIGNAL_DELETION: lambda day, r: day + timedelta(days=r.signal_days),
    TermKind.TRIAGE: lambda day, r: add_working_days(day, r.triage_working_days),
    TermKind.INFORMATION_ROUND: lambda day, r: add_working_days(
        day, r.information_round_working_days
    ),
    TermKind.INFORMATION_REMINDER: lambda day, r: add_working_days(
        day, r.information_reminder_working_days
    ),
    TermKind.INFORM_PERSON: lambda day, r: add_months(day, r.inform_person_months),
    TermKind.INFORM_REVIEW: lambda day, r: day + timedelta(days=r.inform_review_days),
    TermKind.AUTHORITY: lambda day, r: day + timedelta(days=r.authority_days),
    TermKind.RETRACTION: lambda day, r: add_working_days(day, r.retraction_working_days),
    TermKind.FROZEN: lambda day, r: add_working_days(day, r.frozen_working_days),
    TermKind.FEEDBACK: lambda day, r: add_working_days(day, r.feedback_working_days),
    TermKind.FIRST_MEETING: lambda day, r: add_working_days(day, r.first_meeting_working_days),
    TermKind.PLAN: lambda day, r: add_working_days(day, r.plan_working_days),
    TermKind.MEETING_AFTER_PLAN: lambda day, r: day + timedelta(weeks=r.meeting_after_plan_weeks),
    TermKind.MEETING: lambda day, r: day + timedelta(weeks=r.meeting_weeks),
    TermKind.PLANNED_MEETING: lambda day, _: day,
    TermKind.CONTACT: lambda day, r: day + timedelta(days=r.contact_days),
    TermKind.MEASUREMENT: lambda day, r: add_months(day, r.measurement_months),
    TermKind.EVALUATION: lambda day, r: add_months(day, r.evaluation_months),
    TermKind.PROPOSAL: lambda day, r: add_working_days(day, r.proposal_working_days),
    TermKind.SCALE_UP_PROPOSAL: lambda day, r: add_working_days(day, r.proposal_working_days),
    TermKind.ZVH_ANSWER: lambda day, r: add_working_days(day, r.zvh_answer_working_days),
    TermKind.HOLD_REVIEW: lambda day, r: add_months(day, r.hold_months),
    TermKind.AFTERCARE_CHECK: lambda day, r: add_months(day, r.aftercare_months),
    TermKind.LETTER_SENDING: lambda day, r: add_working_days(day, r.letter_working_days),
    TermKind.END_TOLD: lambda day, r: day + timedelta(days=r.end_told_days),
    TermKind.RIGHTS_REQUEST: lambda day, r: add_months(day, r.rights_request_months),
    TermKind.RIGHTS_REQUEST_EXTENDED: lambda day, r: add_months(
        day, r.rights_request_months + r.rights_extension_months
    ),
    TermKind.RETENTION_CLOSED: lambda day, r: _years(day, r.retention_closed_years),
    TermKind.RETENTION_REJECTED: lambda day, r: _months(day, r.retention_rejected_months),
    TermKind.RETENTION_WITHDRAWN: lambda day, r: _months(day, r.retention_withdrawn_months),
    TermKind.RETENTION_WRONGLY_REGISTERED: lambda day, r: _months(
        day, r.retention_wrongly_registered_months
    ),
    TermKind.RETENTION_DECEASED: lambda day, r: _months(day, r.retention_deceased_months),
    TermKind.RETENTION_LOG: lambda day, r: _years(day, r.retention_log_years),
}


def due_date(kind: TermKind, start: date, rules: TermRules) -> date:
    """Return the last day on which this is on time; TermNotSet when nobody set the term."""
    due = _DUE[kind](start, rules)
    if due is None:
        raise TermNotSet(kind)
    return due
