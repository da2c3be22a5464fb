"""Forms for contact moments, for who goes there, and for who is out of sight: shape only."""

from collections.abc import Iterable
from typing import Any, ClassVar, Final
from uuid import UUID

from flask_wtf import FlaskForm
from wtforms import BooleanField

from pga.cases.labels import (
    CONTACT_KIND,
    FOLLOW_UP,
    NO_CASE,
    SIGHT_ANSWER,
    WHOM,
)
from pga.cases.rules.contact import (
    BY_HAND,
    ContactKind,
    FollowUp,
    MomentGiven,
    NextGiven,
    SightAnswer,
    Whom,
)
from pga.web.case_number import CaseNumber
from pga.web.forms import (
    BaseForm,
    CaseForm,
    Choice,
    Day,
    Hour,
    Picked,
    Story,
    TextLine,
    options,
)

FACTS: Final = "Feiten, geen oordelen. Noem anderen niet bij naam."
YES: Final = "yes"
NO: Final = "no"


class MomentForm(BaseForm):
    """A try or a talk: four things in view, and the rest with a value of its own."""

    kind = Choice("Hoe?", options(CONTACT_KIND), need="Kies hoe u contact zocht.")
    reached = Choice("Bereikt?", [(YES, "Ja"), (NO, "Nee")], need="Kies of u iemand heeft bereikt.")
    text = Story(
        "Wat is gezegd of afgesproken?",
        hint=f"Mag leeg als u niemand bereikte. {FACTS} Neem geen berichten over.",
    )
    next_text = TextLine(
        "Wat is het vervolg?", hint="Wordt een actie voor u, binnen een week.", most=300
    )
    whom = Picked("Met wie?", need="Kies met wie.")
    whom_name = TextLine("Wie was dat?", hint="Alleen bij iemand anders.")
    with_id = Picked("Welke collega was erbij?")
    on = Day("Op", need="Vul in wanneer.")
    at = Hour("Om", on="on", need="Vul een tijd in.")
    next_as = Choice("Het vervolg wordt", options(FOLLOW_UP), need="Kies wat het vervolg wordt.")
    next_on = Day("Vervolg vóór", since="on")
    regie = BooleanField(
        "Alleen voor de regie", description="Het interventieteam en betrokkene lezen dit niet."
    )

    def offer(
        self, colleagues: Iterable[tuple[UUID, str]], of_case: Iterable[tuple[str, str]] = ()
    ) -> None:
        """Set with whom one can have spoken, and which colleague can have been there."""
        self.whom.choices = [*(of_case or options(WHOM)[:2]), *options(WHOM)[2:]]
        self.with_id.offer(colleagues, "Niemand, ik was alleen")

    def given(self) -> MomentGiven:
        """Return the contact moment as it was typed."""
        kind, _, whose = str(self.whom.data).partition(":")
        return MomentGiven(
            kind=ContactKind(str(self.kind.data)),
            reached=self.reached.data == YES,
            text=self.text.data or "",
            on=self.on.day,
            at=self.at.hour,
            whom=Whom(kind),
            whom_id=UUID(whose) if whose else None,
            whom_name=self.whom_name.data or "",
            with_id=UUID(self.with_id.data) if self.with_id.data else None,
            regie=bool(self.regie.data),
            next=self._next(),
        )

    def _next(self) -> NextGiven | None:
        if not self.next_text.data:
            return None
        as_ = FollowUp(str(self.next_as.data))
        return NextGiven(text=self.next_text.data, due_on=self.next_on.day, as_=as_)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the day of what follows."""
        fine: bool = super().validate(extra_validators)
        if self.next_text.data and not self.next_on.data and not self.next_on.errors:
            self.problem("next_on", "Vul in vóór wanneer.")
        return fine and not self.faults()


class MomentAnywhereForm(MomentForm):
    """The same, with the case to choose: one of those that were opened last, or a number."""

    case = Choice("Bij welke casus?", ())
    number = CaseNumber("Een andere casus")

    def chosen(self, municipality: str) -> str:
        """Return the number of the case; what was typed goes before what was chosen."""
        return self.number.whole(municipality) or str(self.case.data or "")

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a case, in whichever way."""
        fine: bool = super().validate(extra_validators)
        if not self.case.data and not self.number.data and not self.case.errors:
            self.problem("case" if self.case.choices else "number", NO_CASE)
        return fine and not self.faults()


class WithdrawMomentForm(BaseForm):
    """Withdraw a contact moment."""

    why = TextLine("Waarom klopt dit niet?", need="Schrijf op waarom.", hint=FACTS, most=300)


class MoveMomentForm(BaseForm):
    """Move a contact moment to another case."""

    number = CaseNumber("Bij welke casus hoort het wel?", need="Vul het casusnummer in.")
    why = TextLine(
        "Waarom stond het hier?",
        need="Schrijf op waarom.",
        hint="Schrijf niets over de persoon van de andere casus.",
        most=300,
    )


class VisitForm(CaseForm):
    """Who does not go there alone, or not with whom."""

    visit_rule = TextLine(
        "Niet alleen, of niet met",
        hint="Bijvoorbeeld: ga met twee. Schrijf niet waarom een collega niet gaat.",
        most=300,
    )


class SightForm(BaseForm):
    """Whether somebody is out of sight."""

    answer = Choice(
        "Is betrokkene uit beeld?",
        options({one: SIGHT_ANSWER[one] for one in BY_HAND}),
        need="Kies een antwoord.",
    )
    why = Story("Waarom, en wat doet u nu?", need="Schrijf op waarom.", hint=FACTS, most=500)

    def chosen(self) -> SightAnswer:
        """Return the answer."""
        return SightAnswer(str(self.answer.data))


class LogForm(FlaskForm):
    """From when until when one looks in a logbook; it stands in the address."""

    class Meta(FlaskForm.Meta):
        """It changes nothing, so it needs no token; Dutch messages of WTForms itself."""

        csrf = False
        locales: ClassVar = ("nl_NL", "nl")

    vanaf = Day("Vanaf")
    tot = Day("Tot en met", since="vanaf")

    def faults(self) -> list[tuple[str, str]]:
        """Return what is wrong, with the field it is wrong in."""
        return [(field.id, str(error)) for field in self for error in field.errors]
