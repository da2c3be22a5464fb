"""The form that ends a case: by what, what becomes of each open action, and who was told."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from pga.cases.labels import END_REASON, FEEDBACK, HEARD, SETTLED
from pga.cases.rules.actions import ActionOutcome
from pga.cases.rules.ending import (
    EndGiven,
    Heard,
    Settled,
    TellingGiven,
    outcome_field,
    result_field,
)
from pga.cases.rules.states import ClosingReason
from pga.cases.rules.triage import FeedbackMeans
from pga.web.forms import CaseForm, Choice, Day, Several, Story, TextLine, member, options

RESULT: int = 300


class EndForm(CaseForm):
    """End a case by an event."""

    reason = Choice(
        "Waardoor eindigt de casus?", options(END_REASON), need="Kies waardoor de casus eindigt."
    )
    happened_on = Day("Op welke dag gebeurde dat?", need="Vul de dag in waarop dit gebeurde.")
    words = Story(
        "Toelichting",
        need="Leg uit wat er is gebeurd.",
        hint="Kort, met bron. De betrokkene kan dit lezen.",
        most=500,
    )
    upheld_on = Day(
        "Het bezwaar is gegrond verklaard op",
        hint="Alleen als de casus daardoor eindigt. Kies dan als reden: geen grond (meer).",
    )
    heard = Several(
        "Wie hoorde dat de casus eindigt?",
        options(HEARD),
        hint="Na een overlijden hoort alleen een ouder of ander contact van de familie het van u.",
    )
    means = Choice(
        "Hoe hoorde de aanmelder het?",
        options(FEEDBACK),
        hint="Alleen dat de casus eindigt. Dit komt in het register van verstrekkingen.",
    )
    heard_on = Day("De aanmelder hoorde het op")
    partners = Several(
        "Welke partners hoorden het al?",
        [],
        hint="Alleen dat de casus eindigt, en vanaf welke dag. Wie u niet kiest, komt bij uw werk.",
    )
    partner_means = Choice("Hoe hoorden de partners het?", options(FEEDBACK))
    partners_on = Day("De partners hoorden het op")

    def offer_partners(self, partners: Iterable[tuple[UUID, str]]) -> None:
        """Set who took part or was asked."""
        self.partners.choices = [(str(one), name) for one, name in partners]

    def offer_reasons(self, reasons: Iterable[ClosingReason]) -> None:
        """Set what can end the case where it stands."""
        self.reason.choices = [(str(one), END_REASON[one]) for one in reasons]

    def given(self, action_ids: Iterable[UUID]) -> EndGiven:
        """Return the end as it is given, with an answer for each of these actions."""
        return EndGiven(
            reason=member(ClosingReason, self.reason.data),
            happened_on=self.happened_on.day,
            words=self.words.data or "",
            actions={
                one: Settled(
                    member(ActionOutcome, self[outcome_field(one)].data),
                    self[result_field(one)].data or "",
                )
                for one in action_ids
            },
            heard=frozenset(Heard(one) for one in self.heard.data or ()),
            means=member(FeedbackMeans, self.means.data),
            heard_on=self.heard_on.data,
            partners=frozenset(UUID(one) for one in self.partners.data or ()),
            partner_means=member(FeedbackMeans, self.partner_means.data),
            partners_on=self.partners_on.data,
        )

    def about(self, action_id: UUID) -> tuple[Any, Any]:
        """Return the two fields about one action."""
        return self[outcome_field(action_id)], self[result_field(action_id)]


class EndToldForm(CaseForm):
    """Who heard afterwards that a case ended, or need not hear it."""

    whom = Several("Wie?", [])
    done = Choice(
        "Wat legt u vast?",
        [("told", "Zij hoorden het"), ("waived", "Zij hoeven het niet te horen")],
        need="Kies wat u vastlegt.",
    )
    means = Choice("Hoe hoorden zij het?", options(FEEDBACK))
    on = Day("Zij hoorden het op")
    why = TextLine("Waarom hoeft dat niet?", most=RESULT)

    def offer(self, waiting: Iterable[tuple[UUID, str]]) -> None:
        """Set who waits to hear it."""
        self.whom.choices = [(str(one), name) for one, name in waiting]

    def given(self) -> TellingGiven:
        """Return what was filled in."""
        return TellingGiven(
            whom=frozenset(UUID(one) for one in self.whom.data or ()),
            waived=self.done.data == "waived",
            means=member(FeedbackMeans, self.means.data),
            on=self.on.data,
            why=self.why.data or "",
        )


def end_form_of(action_ids: Iterable[UUID]) -> type[EndForm]:
    """Return the form for a case with these open actions."""
    fields: dict[str, Any] = {}
    for one in action_ids:
        fields[outcome_field(one)] = Choice("Wat gebeurt er met deze actie?", options(SETTLED))
        fields[result_field(one)] = TextLine("Waarom, of aan wie?", most=RESULT)
    return type(EndForm.__name__, (EndForm,), fields)
