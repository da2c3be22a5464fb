"""Forms of the informatieronde: shape only."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from wtforms import HiddenField

from pga.cases.labels import (
    ABOUT,
    ASK_PURPOSE,
    CONDITION,
    MANNER,
    ONWARD,
    RELATION,
    REQUEST_ANSWER,
    SENDING,
    VISIBILITY,
    VISIBILITY_HINT,
)
from pga.cases.rules.contributions import (
    Condition,
    Conditions,
    ContributionGiven,
    InfoClass,
    Manner,
    Onward,
    Visibility,
)
from pga.cases.rules.information import NOT_NEEDED
from pga.cases.rules.owners import Owner
from pga.cases.rules.referral import ThirdPartyRelation
from pga.partners.labels import KIND
from pga.partners.rules import PartnerKind
from pga.web.forms import BaseForm, Choice, Day, Picked, Several, Story, TextLine, listed, options

FACTS: Final = "Feiten, geen oordelen. Noem bron en datum, geen namen van anderen."


class AskForm(BaseForm):
    """A question to a partner."""

    partner = Picked("Aan wie vraagt u het?", need="Kies een partner.")
    recipient = TextLine(
        "Naam en functie, als die er niet bij staat",
        hint="Alleen nodig als u iemand anders van de organisatie vraagt.",
    )
    purpose = Choice("Waarvoor?", options(ASK_PURPOSE), need="Kies waarvoor u het vraagt.")
    question = Story(
        "Uw vraag",
        need="Schrijf uw vraag op.",
        hint="Vraag eerst alleen of de persoon bekend is. Vraag niet meer dan nodig.",
        most=800,
    )
    not_needed = Story(
        "Wat de partner niet hoeft te sturen",
        need="Schrijf op wat de partner niet hoeft te sturen.",
        default=NOT_NEEDED,
        most=400,
    )
    due_on = Day("Antwoord graag vóór of op", need="Kies een dag.")
    means = Choice("Hoe vraagt u het?", options(SENDING), need="Kies hoe u het vraagt.")

    @property
    def chosen(self) -> Owner:
        """Return the organisation with, if one was picked, the contact person."""
        return Owner.parse(str(self.partner.data))


class RemindForm(BaseForm):
    """How a partner is reminded."""

    means = Choice("Hoe herinnert u de partner?", options(SENDING), need="Kies hoe.")


class LateForm(BaseForm):
    """Why the round goes on without an answer."""

    note = Story(
        "Waarom gaat u verder zonder dit antwoord?", need="Schrijf op waarom.", hint=FACTS, most=300
    )


class RequestAnswerForm(BaseForm):
    """What a partner answered."""

    version = HiddenField()
    answer = Choice("Het antwoord", options(REQUEST_ANSWER), need="Kies het antwoord.")
    answered_on = Day("Ontvangen op", need="Kies een dag.")
    note = TextLine(
        "Toelichting",
        hint="Nooit waarom een partner niet mag delen: dat hoeft niemand uit te leggen.",
        most=300,
    )

    @property
    def made_from(self) -> int:
        """Return the version of the question that this form was made from."""
        return int(self.version.data) if str(self.version.data or "").isdigit() else -1


class ContributionForm(BaseForm):
    """What a partner told, with its conditions."""

    fact = Story("Wat is er gezien of gebeurd?", need="Schrijf de feiten op.", hint=FACTS)
    opinion = Story(
        "Wat vindt de partner daarvan?",
        hint="Een oordeel of verwachting, apart van de feiten.",
        most=600,
    )
    source = TextLine(
        "Bron",
        need="Vul de bron in.",
        hint="Wie of welk systeem van de partner, bijvoorbeeld: wijkagent.",
    )
    manner = Choice("Hoe weet de partner dit?", options(MANNER), need="Kies hoe.")
    facts_on = Day("Datum van de feiten", need="Kies een dag.", hint="De laatste, bij meer dagen.")
    received_on = Day("Ontvangen op", need="Kies een dag.")
    about = Choice("Waar gaat het over?", options(ABOUT), need="Kies waar het over gaat.")
    visibility = Choice("Wie mag het zien?", [], need="Kies wie het mag zien.")
    onward = Choice(
        "Mag het verder naar een ander?",
        options(ONWARD),
        need="Kies of het verder mag.",
        hint="Vraag dit aan de partner. Weet u het niet, kies dan nee.",
    )
    codes = Several("Voorwaarden van de partner", options(CONDITION))
    kinds = Several("Niet aan deze soort partners", options(KIND))
    partners = Several("Niet aan deze partners", [])
    words = TextLine(
        "In de woorden van de partner",
        hint="Deze woorden houden niemand tegen. Mag een partner dit niet lezen? Kies die "
        "hierboven.",
        most=300,
    )
    other = Picked(
        "Gaat de tekst ook over een ander?",
        [("", "Nee"), *options(RELATION)],
    )
    passage = TextLine(
        "Welk stuk gaat over die ander?",
        hint="Neem het letterlijk over. Leeg: de hele tekst.",
        most=400,
    )

    def offer(self, partners: Iterable[tuple[UUID, str]], visible: Iterable[Visibility]) -> None:
        """Set which partners can be excluded and who can be let in to see it."""
        self.partners.choices = listed((str(one), name) for one, name in partners)
        self.visibility.choices = listed(
            (one.value, {"label": VISIBILITY[one], "hint": VISIBILITY_HINT[one]}) for one in visible
        )

    def fill(self, given: ContributionGiven) -> None:
        """Show a contribution as it stands."""
        for name in ("fact", "opinion", "source", "facts_on", "received_on", "passage"):
            self[name].process_data(getattr(given, name))
        for name in ("manner", "about", "visibility", "onward"):
            self[name].process_data(str(getattr(given, name)))
        said = given.conditions
        self.codes.process_data([str(code) for code in said.codes])
        self.kinds.process_data([str(kind) for kind in said.kinds])
        self.partners.process_data([str(one) for one in said.partners])
        self.words.process_data(said.words)
        self.other.process_data(str(given.other) if given.other else "")

    def given(self) -> ContributionGiven:
        """Return what was filled in, once the form is whole."""
        other = self.other.data
        return ContributionGiven(
            about=InfoClass(str(self.about.data)),
            visibility=Visibility(str(self.visibility.data)),
            onward=Onward(str(self.onward.data)),
            conditions=Conditions(
                codes=frozenset(Condition(one) for one in self.codes.data or ()),
                partners=frozenset(UUID(one) for one in self.partners.data or ()),
                kinds=frozenset(PartnerKind(one) for one in self.kinds.data or ()),
                words=self.words.data or "",
            ),
            fact=self.fact.data,
            opinion=self.opinion.data or "",
            source=self.source.data,
            manner=Manner(str(self.manner.data)),
            facts_on=self.facts_on.day,
            received_on=self.received_on.day,
            other=ThirdPartyRelation(other) if other else None,
            passage=self.passage.data or "",
        )


class UnaskedForm(ContributionForm):
    """What a partner told without being asked."""

    partner = Picked("Van welke partner komt het?", need="Kies een partner.")


class WordForm(BaseForm):
    """What a supplier says is wrong."""

    word = Story(
        "Wat klopt er niet, en wie meldde dat?",
        need="Schrijf op wat de partner meldde.",
        hint="Herhaal de foute tekst niet.",
        most=400,
    )


class WithdrawForm(BaseForm):
    """What a supplier says when it takes a contribution back."""

    word = Story(
        "Wat zei de partner bij het intrekken, en wie?",
        need="Schrijf op wat de partner zei.",
        hint="Herhaal de foute tekst niet.",
        most=400,
    )


class SettleForm(ContributionForm):
    """A frozen contribution as it is put right, with the supplier's word."""

    word = Story(
        "Wat zei de partner bij het herstellen, en wie?",
        need="Schrijf op wat de partner zei.",
        most=400,
    )
