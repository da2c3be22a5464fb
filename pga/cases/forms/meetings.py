"""Forms of the casusoverleg: shape only."""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from wtforms import BooleanField, HiddenField

from pga.cases.forms.citing import CitingForm
from pga.cases.labels import SENDING, VIEW_FORM
from pga.cases.rules.meetings import (
    MINUTES,
    DecisionGiven,
    Planned,
    Prepared,
    Ticked,
    ViewForm,
)
from pga.cases.rules.owners import Owner
from pga.privacy.disclosure_codes import Means
from pga.web.forms import (
    BaseForm,
    CaseForm,
    Choice,
    Day,
    Hour,
    Picked,
    Several,
    Story,
    TextLine,
    listed,
    member,
    options,
)

NO_PARTNER: Final = "Het scherm laat dan niet meer zien dan betrokkene mag lezen."
LENGTHS: Final = (10, 15, 20, 30, 45, 60)
"""How many minutes a case can take."""


class WhenForm(CaseForm):
    """When and where a meeting is."""

    on = Day("Dag", need="Kies een dag.")
    begins = Hour("Begint om", on="on", need="Vul een tijd in.", hint="Bijvoorbeeld 14:00.")
    place = TextLine(
        "Waar?",
        need="Vul in waar u samenkomt.",
        hint="Zonder namen. Dit staat niet in het agendabestand.",
    )

    def fill(self, planned: Planned) -> None:
        """Begin with when and where it stands."""
        self.on.process_data(planned.on)
        self.begins.process_data(planned.begins)
        self.place.process_data(planned.place)

    def planned(self) -> Planned:
        """Return when and where, once the form is whole."""
        return Planned(
            on=self.on.day,
            begins=self.begins.hour,
            place=self.place.data or "",
        )


class PlanMeetingForm(WhenForm):
    """Plan a meeting about some cases."""

    cases = Several(
        "Over welke casussen?", (), hint="U ziet de toegelaten casussen waar u aan werkt."
    )

    def offer(self, choices: Iterable[tuple[str, Any]]) -> None:
        """Set which cases can be chosen."""
        self.cases.choices = listed(choices)


class MoveMeetingForm(WhenForm):
    """Give a meeting another day, time or place."""

    reason = TextLine("Waarom verzet u het overleg?", need="Schrijf op waarom.", most=300)


class MeetingReasonForm(CaseForm):
    """Why something is cancelled, taken off or withdrawn."""

    reason = TextLine("Waarom?", need="Schrijf op waarom.", most=300)


class PrepareForm(CaseForm):
    """What one case of a meeting is for, and who is invited."""

    purpose = Story(
        "Waarvoor praten we over deze casus?",
        need="Schrijf op waarvoor u samenkomt.",
        hint="Dit leest u aan het begin voor. Eén zin, zonder namen.",
        most=300,
    )
    question = Story(
        "Wat bereiden de genodigden voor?",
        hint="Dit gaat mee in de uitnodiging. Alleen een vraag: geen namen en geen inhoud.",
        most=300,
    )
    minutes = Picked("Hoe lang?", default=str(MINUTES))
    invited = Several("Wie vraagt u?", ())
    extra_organisation = Picked("Iemand die niet in de lijst staat: van welke organisatie?")
    extra_name = TextLine(
        "Naam en functie van die persoon",
        hint="Komt iemand voor geen enkele partner, zoals een ouder? Laat de organisatie dan "
        f"leeg. {NO_PARTNER}",
    )

    def offer(
        self,
        choices: Iterable[tuple[str, Any]],
        partners: Iterable[tuple[UUID, str]],
        *,
        minutes: int = MINUTES,
    ) -> None:
        """Set who can be invited, and how long it can take; as long as it takes now, always."""
        lengths = sorted({*LENGTHS, minutes})
        self.minutes.choices = listed((str(n), f"{n} minuten") for n in lengths)
        self.invited.choices = listed(choices)
        self.extra_organisation.offer(partners, "Van geen organisatie uit de lijst")

    def fill(self, prepared: Prepared) -> None:
        """Begin with how the case is prepared already."""
        self.purpose.process_data(prepared.purpose)
        self.question.process_data(prepared.question)
        self.minutes.process_data(prepared.minutes)
        self.invited.process_data(prepared.invited)
        self.extra_organisation.process_data(prepared.extra_organisation_id or "")
        self.extra_name.process_data(prepared.extra_name)

    def prepared(self) -> Prepared:
        """Return what was typed."""
        return Prepared(
            purpose=self.purpose.data or "",
            question=self.question.data or "",
            minutes=int(self.minutes.data or MINUTES),
            invited=tuple(self.invited.data or ()),
            extra_organisation_id=_id(self.extra_organisation.data),
            extra_name=self.extra_name.data or "",
        )


class AddCaseForm(BaseForm):
    """Put one more case on the agenda."""

    number = Picked("Nog een casus", need="Kies een casus.")


class SentForm(BaseForm):
    """How an invitation or an actielijst went out."""

    guest = HiddenField()
    means = Choice("Hoe?", options(SENDING), need="Kies hoe.")

    @property
    def chosen(self) -> Means:
        """Return how it went."""
        return Means(str(self.means.data))


class PresenceForm(CaseForm):
    """Who sits at this case, and how the zienswijze comes to the table."""

    present = Several("Wie zit er bij deze casus?", ())
    excused = Several("Wie heeft zich afgemeld?", ())
    promised = Several("Wie belooft geheimhouding?", ())
    view = Choice("Hoe komt de zienswijze van betrokkene op tafel?", options(VIEW_FORM))
    late_name = TextLine("Komt er nog iemand bij? Naam en functie")
    late_organisation = Picked(
        "Van welke organisatie?", hint=f"Geen, zoals een ouder? {NO_PARTNER}"
    )
    late_promises = BooleanField("Belooft geheimhouding")

    def offer(
        self,
        seats: Iterable[tuple[UUID, Any]],
        strangers: Iterable[tuple[UUID, str]],
        partners: Iterable[tuple[UUID, str]],
    ) -> None:
        """Set who was invited, who of them did not sign, and for whom somebody can come."""
        choices = [(str(one), said) for one, said in seats]
        self.present.choices = listed(choices)
        self.excused.choices = listed(choices)
        self.promised.choices = listed([(str(one), said) for one, said in strangers])
        self.late_organisation.offer(partners, "Van geen organisatie uit de lijst")

    def ticked(self) -> Ticked:
        """Return who was ticked."""
        return Ticked(
            present=_ids(self.present.data),
            excused=_ids(self.excused.data),
            promised=_ids(self.promised.data),
            view=member(ViewForm, self.view.data),
            late_name=self.late_name.data or "",
            late_organisation_id=_id(self.late_organisation.data),
            late_promises=bool(self.late_promises.data),
        )


class DecideForm(BaseForm):
    """``besluit → wie → wanneer``, in one line."""

    text = Story("Besluit", most=500)
    owner = Picked("Wie")
    due_on = Day("Wanneer")
    goal = Picked("Bij welk doel?")

    def offer(self, owners: Iterable[tuple[Owner, str]], goals: Iterable[tuple[UUID, str]]) -> None:
        """Set who can do it, and below which goal it can stand."""
        self.owner.offer(owners, "Niemand: alleen een besluit")
        self.goal.offer(goals, "Nog bij geen doel")

    def decided(self) -> DecisionGiven:
        """Return the decision as it was typed."""
        return DecisionGiven(
            text=self.text.data or "",
            owner=Owner.parse(self.owner.data) if self.owner.data else None,
            due_on=self.due_on.data,
            goal_id=_id(self.goal.data),
        )


class TableOutcomeForm(BaseForm):
    """What came of an action, said at the table in one line; the button says which outcome."""

    result = TextLine("Wat gebeurde er?", most=300)


class CloseItemForm(CaseForm):
    """Take the case off the screen."""

    next_on = Day(
        "Volgend overleg", hint="Mag leeg. U krijgt dan een melding dat er geen datum is."
    )


class DecisionForm(CitingForm):
    """Other words for a decision, and on what it rests."""

    text = Story("Besluit", need="Schrijf het besluit op.", most=500)
    reason = TextLine("Waarom verandert dit?", need="Schrijf op waarom.", most=300)

    def fill(self, text: str, cited: Iterable[UUID]) -> None:
        """Begin with a decision as it stands."""
        self.text.process_data(text)
        self.fill_cited(cited)


def _id(value: Any) -> UUID | None:
    try:
        return UUID(str(value)) if value else None
    except ValueError:
        return None


def _ids(values: Any) -> frozenset[UUID]:
    return frozenset(UUID(one) for one in values or ())
