"""Forms of *mag ik dit delen*: the question, in the address, and booking; shape only."""

from typing import Any, ClassVar, Final
from uuid import UUID

from flask_wtf import FlaskForm
from wtforms import HiddenField

from pga.cases.labels import SENDING, SUPPLY_PURPOSE
from pga.cases.rules.sharing import ASKED_FOR, PURPOSES, Question, SharingGiven
from pga.partners.labels.sharing import CATEGORY
from pga.privacy.disclosure_codes import Category, Means, Purpose
from pga.web.forms import BaseForm, Choice, Picked, Several, TextLine

CHOSEN: Final = "gekozen"
"""Stands in the address once somebody chose what goes along."""
PART: Final = "deel"
"""What the boxes are called in the address."""


class QuestionForm(FlaskForm):
    """To whom, what for and what; it holds ids and codes only."""

    class Meta(FlaskForm.Meta):
        """It changes nothing, so it needs no token; Dutch messages of WTForms itself."""

        csrf = False
        locales: ClassVar = ("nl_NL", "nl")

    partner = Picked("Met welke organisatie?", need="Kies een organisatie.")
    doel = Choice(
        "Waarvoor?",
        [(one, SUPPLY_PURPOSE[one]) for one in PURPOSES],
        need="Kies waarvoor u het deelt.",
    )
    wat = Several("Wat wilt u delen?", [(one, CATEGORY[one]) for one in ASKED_FOR])

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask also that something was ticked."""
        fine = bool(super().validate(extra_validators))
        if not self.wat.data:
            self.wat.errors = ["Kies wat u wilt delen."]
            return False
        return fine

    def faults(self) -> list[tuple[str, str]]:
        """Return what is wrong, with the anchor of its field."""
        return [
            (field.id if field is self.partner else f"{field.id}-0", str(error))
            for field in self
            for error in field.errors
        ]

    def question(self, chosen: frozenset[UUID] | None) -> Question:
        """Return what was asked, once the form is whole."""
        return Question(
            organisation_id=UUID(self.partner.data),
            purpose=Purpose(str(self.doel.data)),
            wanted=frozenset(Category(one) for one in self.wat.data),
            chosen=chosen,
        )


class ShareForm(BaseForm):
    """Who gets it, and how it goes."""

    token = HiddenField()
    also = Several(
        "Deelt u dit ook?",
        [],
        hint="Dit staat niet in de tekst. Vink aan wat u er zelf bij schrijft of zegt.",
    )
    who = Picked("Wie krijgt het?")
    recipient = TextLine(
        "Naam en functie van iemand anders", hint="Alleen als die er niet bij staat."
    )
    means = Choice(
        "Hoe gaat het?",
        [(one, SENDING[one]) for one in (Means.SECURE_MAIL, Means.LETTER, Means.SPOKEN)],
        need="Kies hoe het gaat.",
    )

    def given(self) -> SharingGiven:
        """Return what was filled in, once the form is whole."""
        return SharingGiven(
            also=frozenset(Category(one) for one in self.also.data or ()),
            contact_id=UUID(self.who.data) if self.who.data else None,
            recipient=self.recipient.data,
            means=Means(str(self.means.data)),
            token=str(self.token.data),
        )
