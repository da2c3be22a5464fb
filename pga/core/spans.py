"""How far each day of a form may lie from today: a slip in the year is asked about, not believed.

One table for the whole house, printed by ``pga spans``. It stands before the rules: what a law or a
setting says of a day is narrower, and says why.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

YEAR: Final = 366


@dataclass(frozen=True, slots=True)
class Span:
    """How many days back and ahead a day may lie."""

    back: int
    ahead: int

    @property
    def looks_back(self) -> bool:
        """Tell whether such a day mostly lies behind: it decides which ``4 december`` is meant."""
        return self.back > self.ahead

    def first(self, today: date) -> date:
        """Return the first day that may be."""
        return today - timedelta(days=self.back)

    def last(self, today: date) -> date:
        """Return the last day that may be."""
        return today + timedelta(days=self.ahead)

    def holds(self, day: date, today: date) -> bool:
        """Tell whether a day may be."""
        return self.first(today) <= day <= self.last(today)


HAPPENED: Final = Span(2 * YEAR, YEAR)
"""What somebody did or heard; whether it may still have to come is for the rules."""
FACTS: Final = Span(5 * YEAR, YEAR)
"""What a partner tells of, which can be older than the case."""
SIGNED: Final = Span(8 * YEAR, YEAR)
"""A signature that still counts."""
PLANNED: Final = Span(2 * YEAR, 3 * YEAR)
"""What is to be done or looked at again; one that stands may lie in the past."""
LASTING: Final = Span(8 * YEAR, 10 * YEAR)
"""From when or until when something counts that lasts for years."""
LOOKED_BACK: Final = Span(30 * YEAR, YEAR)
"""Where one looks in the trail."""

DOMAINS: Final = "FIN WEO TYD HUI REL GGZ LIG VER ADL NET PAR JUS".split()
"""The leefgebieden of which a meting asks the day of the source."""

SPANS: Final[Mapping[str, Span]] = {
    "ActionForm.due_on": PLANNED,
    "AgreementForm.last_on": LASTING,
    "AgreementForm.signed_on": SIGNED,
    "AnswerForm.last_on": PLANNED,
    "ApproveForm.from_on": PLANNED,
    "AskForm.due_on": PLANNED,
    "ChildForm.sought_by": PLANNED,
    "ClearanceForm.screened_until": LASTING,
    "ClearanceForm.secrecy_on": SIGNED,
    "ClearanceForm.secrecy_until": LASTING,
    "ClearanceForm.trained_until": LASTING,
    "CloseItemForm.next_on": PLANNED,
    "ConsentForm.said_on": HAPPENED,
    "ContactForm.last_on": LASTING,
    "ContactForm.secrecy_on": SIGNED,
    "ContributionForm.facts_on": FACTS,
    "ContributionForm.received_on": HAPPENED,
    "DatedForm.from_on": PLANNED,
    "DecideForm.due_on": PLANNED,
    "CallForm.on": HAPPENED,
    "EndAgreementForm.last_on": LASTING,
    "EndGrantForm.last_on": LASTING,
    "FeedbackForm.on": HAPPENED,
    "FlagForm.due_on": PLANNED,
    "GoalForm.target_on": PLANNED,
    "SendLetterForm.on": HAPPENED,
    "StandInForm.from_on": PLANNED,
    "StandInForm.last_on": PLANNED,
    "GrantForm.from_on": LASTING,
    "GrantForm.last_on": LASTING,
    "EndForm.happened_on": HAPPENED,
    "EndForm.partners_on": HAPPENED,
    "EndToldForm.on": HAPPENED,
    "EndForm.heard_on": HAPPENED,
    "EndForm.upheld_on": HAPPENED,
    "HandedInForm.received_on": HAPPENED,
    "EvaluationForm.held_on": HAPPENED,
    "HoldForm.review_on": PLANNED,
    "LogForm.tot": LOOKED_BACK,
    "LogForm.vanaf": LOOKED_BACK,
    "ResumeForm.rejected_on": HAPPENED,
    "LinkForm.from_on": PLANNED,
    "LinkForm.last_on": LASTING,
    "MomentForm.next_on": PLANNED,
    "MomentForm.on": HAPPENED,
    "NewPartnerForm.from_on": PLANNED,
    "OutcomeForm.done_on": HAPPENED,
    "PartnerForm.last_on": LASTING,
    "PartsForm.day": PLANNED,
    "PartsForm.wrong_day": PLANNED,
    "PostponeForm.decided_on": HAPPENED,
    "PostponeForm.review_on": PLANNED,
    "ReferralForm.authority_by": PLANNED,
    "ReferralForm.informed_on": HAPPENED,
    "ReferralForm.look_again_on": PLANNED,
    "ReplyForm.replied_on": HAPPENED,
    "RequestAnswerForm.answered_on": HAPPENED,
    "RetractForm.on": HAPPENED,
    "SignalForm.received_on": HAPPENED,
    "SupplyForm.on": HAPPENED,
    "SupplyForm.secrecy_on": SIGNED,
    "TalkForm.on": HAPPENED,
    "TellForm.told_on": HAPPENED,
    "ToldGuardianForm.informed_on": HAPPENED,
    "TownForm.covenant_ends_on": LASTING,
    "TownForm.covenant_signed_on": SIGNED,
    "TownForm.dpia_on": SIGNED,
    "TrailForm.tot": LOOKED_BACK,
    "TrailForm.vanaf": LOOKED_BACK,
    "WhenForm.on": PLANNED,
    "_MeasureFields.measured_on": HAPPENED,
    **{f"MeasureForm.source_on-{one}": FACTS for one in DOMAINS},
}
"""Of each day of a form, named by the form that has it."""


def span_of(form: type, name: str) -> Span | None:
    """Return the span of a day of a form, or of the form that it grew from."""
    places = (f"{base.__name__}.{name}" for base in form.__mro__)
    return next((SPANS[place] for place in places if place in SPANS), None)
