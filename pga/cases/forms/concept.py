"""The aanmelding as the interventieteam writes it, and what team Veiligheid answers."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from wtforms import HiddenField
from wtforms.validators import Length

from pga.cases.forms.referral import ReferralForm, filled_with
from pga.cases.rules.concept import LONGEST
from pga.core import clock
from pga.web.forms import BaseForm, Story
from pga.web.merging import as_typed

KEEP = "bewaren"
"""The button that keeps what is written, whole or not."""


class ConceptForm(ReferralForm):
    """An aanmelding of which the day of receipt is not asked: it is the day it is handed in."""

    token = HiddenField()
    day: date | None = None
    """When it was handed in first; today, when it was not yet."""

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        del self.received_on

    @property
    def received(self) -> date:
        """Return from when its terms count."""
        return self.day or clock.today()


class WritingForm(ConceptForm):
    """The same for its maker, who can keep it before it is whole."""

    answer = Story("Uw antwoord", hint="Team Veiligheid leest dit bij uw aanmelding.", most=LONGEST)
    kept = False
    """Whether it is kept, and not handed in."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for what lacks only when it is handed in; what is too long never fits."""
        if not self.kept:
            return super().validate(extra_validators)
        for field, most in self._too_long():
            field.errors = [most.message]
        return not self.faults()

    def written(self) -> list[tuple[str, str]]:
        """Return what stands in the form now, as it was typed."""
        return [one for one in as_typed(self.leaves()) if one[0] not in NOT_KEPT and one[1]]

    def handed(self) -> list[tuple[str, str]]:
        """Return a whole form in one spelling: who was picked from a list is written out."""
        pairs = filled_with(self.given(), self.organisation_id)
        return [one for one in pairs if one[0] != "received_on" and one[1]]

    @property
    def name(self) -> str:
        """Return whom it is about, as far as that is known."""
        first = self.persons[0].form
        return " ".join(filter(None, (first.call_name.data, first.surname.data)))

    @property
    def chosen(self) -> UUID | None:
        """Return which organisation refers, when that can be read."""
        return None if self.organisation.errors else self.organisation_id

    def _too_long(self) -> Iterator[tuple[Any, Length]]:
        for field in self.leaves():
            for rule in field.validators:
                if isinstance(rule, Length) and len(str(field.data or "")) > rule.max:
                    yield field, rule


NOT_KEPT = frozenset({"answer", "double", "seen"})
"""What is said of this press, and is no part of the aanmelding."""


class AskBackForm(BaseForm):
    """A question to who wrote it."""

    token = HiddenField()
    question = Story(
        "Wat wilt u weten?",
        need="Schrijf op wat u wilt weten.",
        hint="De collega leest dit, past de aanmelding aan en levert haar opnieuw in.",
        most=LONGEST,
    )


class RefuseForm(BaseForm):
    """Why it does not become a case."""

    token = HiddenField()
    reason = Story(
        "Waarom wordt dit geen aanmelding?",
        need="Schrijf op waarom u dit weigert.",
        hint="De collega leest dit. Noem ook waar de persoon wel terecht kan.",
        most=LONGEST,
    )


class TakeBackForm(BaseForm):
    """Take it back."""

    token = HiddenField()
