"""Every setting: what it is, where it comes from, and between what it may be set.

The names of the numbers are the fields of ``TermRules`` in the room of the cases, and a few more; a
test keeps them equal. A term of the AVG may be shorter than the law and never longer.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class Subject(StrEnum):
    """What a setting is about; the order of the page."""

    INTAKE = "intake"
    """From signaal to weging."""
    INFORMING = "informing"
    """Telling the person, and the rights requests."""
    WORK = "work"
    """From admission to nazorg."""
    WATCH = "watch"
    """How soon the FG looks at what was out of the ordinary."""
    RETENTION = "retention"
    """How long what is kept."""
    NUMBERS = "numbers"
    """How many cases, and which numbers show."""


class TermUnit(StrEnum):
    """What a number counts."""

    DAYS = "days"
    """Calendar days."""
    WORKING_DAYS = "working_days"
    """Days without weekends and Dutch holidays."""
    WEEKS = "weeks"
    """Of seven days."""
    MONTHS = "months"
    """Calendar months."""
    YEARS = "years"
    """Calendar years."""
    TIMES = "times"
    """How often something happened."""
    CASES = "cases"
    """Cases, or persons in a number."""
    YES_NO = "yes_no"
    """No number at all: 1 is yes, 0 is no."""


class Basis(StrEnum):
    """How firm a value is."""

    LAW = "law"
    """A law says it; nobody has to confirm it."""
    PROPOSAL = "proposal"
    """Only a proposal ([V] in the domain file): the reglement has to say it."""


class SettingFault(StrEnum):
    """What is wrong with a proposed value."""

    TOO_LOW = "too_low"
    """Below what makes sense."""
    TOO_HIGH = "too_high"
    """Above what makes sense."""
    ABOVE_LAW = "above_law"
    """Longer than the law allows."""
    BELOW_NORM = "below_norm"
    """Shorter than a norm asks."""
    PAST = "past"
    """From a day that has gone by."""
    SAME = "same"
    """The value that holds already."""
    NO_REASON = "no_reason"
    """Nobody said why."""
    TOO_LONG = "too_long"
    """More words than fit."""
    NO_DATE = "no_date"
    """Not a date as day-month-year."""
    NO_MAIL = "no_mail"
    """Not an address of a mailbox."""
    NO_COLOUR = "no_colour"
    """Not a colour as #rrggbb."""
    LOW_CONTRAST = "low_contrast"
    """Colours that cannot be read on each other."""
    ALL_OR_NONE = "all_or_none"
    """A part of what belongs together is empty."""
    NOT_SET = "not_set"
    """There is no value to confirm."""
    NOT_COMING = "not_coming"
    """What is withdrawn is not to come, or not any more."""
    NO_LABEL = "no_label"
    """An entry of a list without a name, that is not switched off."""
    TAKEN = "taken"
    """Another entry of the list is called so."""
    TOO_FEW_LEFT = "too_few_left"
    """Too little of a list would be left to choose from."""


@dataclass(frozen=True, slots=True)
class Term:
    """One number that can be set."""

    name: str
    subject: Subject
    unit: TermUnit
    proposal: int
    """What the documents propose or the law says; in force as long as nobody sets it, if so."""
    least: int
    most: int
    basis: Basis = Basis.PROPOSAL
    legal_most: bool = False
    """Whether ``most`` is a limit of the law."""
    norm_least: bool = False
    """Whether ``least`` is a limit of a norm."""
    without: bool = True
    """Whether the proposal holds while nobody set it; a retention term does not (decision 23)."""

    @property
    def fixed(self) -> bool:
        """Tell whether the law leaves no choice."""
        return self.least == self.most


@dataclass(frozen=True, slots=True)
class Proposed:
    """Another value for a term, as the beheerder proposes it."""

    value: int
    from_on: date
    reason: str
    confirmed: bool = False
    """Whether who may say so (reglement, FG, college) confirmed this value."""


TERMS: Final[Mapping[str, Term]] = {
    term.name: term
    for term in (
        Term("signal_days", Subject.INTAKE, TermUnit.DAYS, 42, 7, 182),
        Term("signal_referral_days", Subject.INTAKE, TermUnit.DAYS, 7, 0, 28),
        Term("concept_unfinished_days", Subject.INTAKE, TermUnit.DAYS, 28, 7, 92),
        Term("concept_judge_working_days", Subject.INTAKE, TermUnit.WORKING_DAYS, 2, 1, 10),
        Term("concept_refused_days", Subject.INTAKE, TermUnit.DAYS, 42, 7, 182),
        Term("triage_working_days", Subject.INTAKE, TermUnit.WORKING_DAYS, 5, 1, 30),
        Term("feedback_working_days", Subject.INTAKE, TermUnit.WORKING_DAYS, 5, 1, 30),
        Term("police_known", Subject.INTAKE, TermUnit.YES_NO, 0, 0, 1),
        Term("frozen_working_days", Subject.INTAKE, TermUnit.WORKING_DAYS, 10, 1, 60),
        Term("information_round_working_days", Subject.INTAKE, TermUnit.WORKING_DAYS, 10, 1, 60),
        Term("information_reminder_working_days", Subject.INTAKE, TermUnit.WORKING_DAYS, 7, 1, 60),
        Term(
            "inform_person_months",
            Subject.INFORMING,
            TermUnit.MONTHS,
            1,
            1,
            1,
            Basis.LAW,
            legal_most=True,
        ),
        Term("inform_review_days", Subject.INFORMING, TermUnit.DAYS, 30, 1, 92),
        Term("authority_days", Subject.INFORMING, TermUnit.DAYS, 14, 1, 92),
        Term("retraction_working_days", Subject.INFORMING, TermUnit.WORKING_DAYS, 5, 1, 20),
        Term(
            "rights_request_months",
            Subject.INFORMING,
            TermUnit.MONTHS,
            1,
            1,
            1,
            Basis.LAW,
            legal_most=True,
        ),
        Term(
            "rights_extension_months",
            Subject.INFORMING,
            TermUnit.MONTHS,
            2,
            0,
            2,
            Basis.LAW,
            legal_most=True,
        ),
        Term("first_meeting_working_days", Subject.WORK, TermUnit.WORKING_DAYS, 15, 1, 60),
        Term("plan_working_days", Subject.WORK, TermUnit.WORKING_DAYS, 10, 1, 60),
        Term("meeting_after_plan_weeks", Subject.WORK, TermUnit.WEEKS, 4, 1, 26),
        Term("meeting_weeks", Subject.WORK, TermUnit.WEEKS, 6, 1, 26),
        Term("contact_days", Subject.WORK, TermUnit.DAYS, 30, 1, 182),
        Term("contact_tries", Subject.WORK, TermUnit.TIMES, 3, 2, 10),
        Term("old_facts_days", Subject.WORK, TermUnit.DAYS, 30, 7, 365),
        Term("score_source_days", Subject.WORK, TermUnit.DAYS, 30, 7, 365),
        Term("measurement_months", Subject.WORK, TermUnit.MONTHS, 3, 1, 12),
        Term("evaluation_months", Subject.WORK, TermUnit.MONTHS, 6, 1, 12),
        Term("approval_days", Subject.WORK, TermUnit.DAYS, 14, 1, 92),
        Term("proposal_working_days", Subject.WORK, TermUnit.WORKING_DAYS, 5, 1, 30),
        Term("zvh_answer_working_days", Subject.WORK, TermUnit.WORKING_DAYS, 5, 1, 60),
        Term("hold_months", Subject.WORK, TermUnit.MONTHS, 6, 1, 12),
        Term("aftercare_months", Subject.WORK, TermUnit.MONTHS, 3, 1, 12),
        Term("letter_working_days", Subject.WORK, TermUnit.WORKING_DAYS, 3, 1, 20),
        Term("end_told_days", Subject.WORK, TermUnit.DAYS, 14, 1, 92),
        Term("emergency_review_working_days", Subject.WATCH, TermUnit.WORKING_DAYS, 5, 1, 20),
        Term("retention_closed_years", Subject.RETENTION, TermUnit.YEARS, 5, 1, 20, without=False),
        Term(
            "retention_rejected_months",
            Subject.RETENTION,
            TermUnit.MONTHS,
            12,
            1,
            60,
            without=False,
        ),
        *(
            Term(name, Subject.RETENTION, TermUnit.MONTHS, 12, 1, 60, without=False)
            for name in (
                "retention_withdrawn_months",
                "retention_wrongly_registered_months",
                "retention_deceased_months",
            )
        ),
        Term(
            "retention_log_years",
            Subject.RETENTION,
            TermUnit.YEARS,
            5,
            3,
            20,
            norm_least=True,
            without=False,
        ),
        Term("backup_days", Subject.RETENTION, TermUnit.DAYS, 90, 1, 366),
        Term("max_active_cases", Subject.NUMBERS, TermUnit.CASES, 15, 1, 500, without=False),
        Term("small_number_threshold", Subject.NUMBERS, TermUnit.CASES, 5, 5, 20, norm_least=True),
    )
}
"""Each number by its name, grouped by subject."""


class Shape(StrEnum):
    """What a text must look like."""

    LINE = "line"
    """Any words on one line."""
    DAY = "day"
    """A date, kept as year-month-day."""
    MAIL = "mail"
    """An address of a mailbox."""
    COLOUR = "colour"
    """A colour as #rrggbb."""


TEXTS: Final[Mapping[str, Shape]] = {
    "display_name": Shape.LINE,
    "dpo_name": Shape.LINE,
    "dpo_mail": Shape.MAIL,
    "dpo_phone": Shape.LINE,
    "return_address": Shape.LINE,
    "covenant_signed_on": Shape.DAY,
    "covenant_ends_on": Shape.DAY,
    "dpia_on": Shape.DAY,
    "dpia_version": Shape.LINE,
    "processing_register_number": Shape.LINE,
    "reglement_version": Shape.LINE,
}
"""What a municipality tells of itself."""

COLOURS: Final = ("brand", "brand_ink", "accent")
"""The colours of a municipality."""
LOGO: Final = "logo"
"""The setting that holds the digest of the logo; empty for none."""

LONGEST: Final = 120
"""A text on one line, in characters."""
_MAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_COLOUR: Final = re.compile(r"#[0-9a-f]{6}")


def fault_of_number(term: Term, value: int) -> SettingFault | None:
    """Return what is wrong with a number for this term, or nothing."""
    if value > term.most:
        return SettingFault.ABOVE_LAW if term.legal_most else SettingFault.TOO_HIGH
    if value < term.least:
        return SettingFault.BELOW_NORM if term.norm_least else SettingFault.TOO_LOW
    return None


def faults_of_change(
    term: Term, proposed: Proposed, *, holds: int | None, today: date
) -> dict[str, SettingFault]:
    """Return what is wrong with a proposed change, by field; ``holds`` is the value before it."""
    same = proposed.value == holds and not proposed.confirmed
    number = SettingFault.SAME if same else fault_of_number(term, proposed.value)
    found = {} if number is None else {"value": number}
    return found | faults_of_line(from_on=proposed.from_on, today=today, reason=proposed.reason)


def faults_of_line(*, from_on: date, today: date, reason: str) -> dict[str, SettingFault]:
    """Return what is wrong with the day and the reason of any new value."""
    found: dict[str, SettingFault] = {}
    if from_on < today:
        found["from_on"] = SettingFault.PAST
    if not reason.strip():
        found["reason"] = SettingFault.NO_REASON
    return found


def fault_of_text(shape: Shape, value: str) -> SettingFault | None:
    """Return what is wrong with a text; an empty one is not known, which may be."""
    if not value:
        return None
    if len(value) > LONGEST:
        return SettingFault.TOO_LONG
    if shape is Shape.DAY and not _is_day(value):
        return SettingFault.NO_DATE
    if shape is Shape.MAIL and not _MAIL.fullmatch(value):
        return SettingFault.NO_MAIL
    if shape is Shape.COLOUR and not _COLOUR.fullmatch(value):
        return SettingFault.NO_COLOUR
    return None


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
