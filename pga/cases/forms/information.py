"""Forms of the informatieronde: shape only."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar, Final
from uuid import UUID

from wtforms import HiddenField
from wtforms.validators import ValidationError

from pga.cases.labels import (
    ABOUT,
    ASK_PURPOSE,
    CONDITION,
    MANNER,
    ONWARD,
    RELATION,
    REQUEST,
    REQUEST_ANSWER,
    SENDING,
    VISIBILITY,
    VISIBILITY_HINT,
)
from pga.cases.rules.asking import PartnerAsked
from pga.cases.rules.contributions import (
    Condition,
    Conditions,
    ContributionGiven,
    InfoClass,
    Manner,
    Onward,
    Visibility,
)
from pga.cases.rules.information import NOT_NEEDED, RequestProblem
from pga.cases.rules.referral import ThirdPartyRelation
from pga.core.numbers import read_count
from pga.partners.labels import KIND
from pga.partners.rules import PartnerKind
from pga.web.forms import BaseForm, Choice, Day, Picked, Several, Story, TextLine, listed, options

ELSE: Final = "else"
"""Somebody of a partner who is not in its list."""
FACTS: Final = "Feiten, geen oordelen. Noem bron en datum, geen namen van anderen."


class PartnersAsked(Several):
    """Partners to tick; one that is gone has its own sentence, and the others stay ticked."""

    def pre_validate(self, _form: Any) -> None:
        """Refuse who is not on the list."""
        here = {str(value) for value, *_ in self.iter_choices()}
        if not here.issuperset(self.data or ()):
            raise ValidationError(REQUEST[RequestProblem.NOT_A_PARTNER])


class WhoThere(Picked):
    """Who of a partner is asked; who is gone has their own sentence."""

    def pre_validate(self, _form: Any) -> None:
        """Refuse who is not on the list."""
        if self.data and self.data not in {str(value) for value, *_ in self.iter_choices()}:
            raise ValidationError(REQUEST[RequestProblem.NOT_A_CONTACT])


class AskForm(BaseForm):
    """One question to some partners; who there is asked stands beside each, see ``ask_form``."""

    partner = PartnersAsked("Aan wie vraagt u het?", [], need="Kies een partner.")
    purpose = Choice("Waarvoor?", options(ASK_PURPOSE), need="Kies waarvoor u het vraagt.")
    question = Story(
        "Uw vraag",
        need="Schrijf uw vraag op.",
        hint="Vraag eerst alleen of de persoon bekend is. Vraag niet meer dan nodig. Noem de "
        "persoon hier niet: de tekst zet erbij wie het is, als dat mag.",
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
    named: ClassVar[Mapping[UUID, str]] = {}
    """The names of the partners that can be asked."""

    def __iter__(self) -> Iterator[Any]:
        """Yield the fields in the order of the page: first whom one asks."""
        whom = {"partner", "who", "recipient"}
        return iter(
            sorted(super().__iter__(), key=lambda one: one.name.partition("-")[0] not in whom)
        )

    def offer(self, hints: Mapping[UUID, str]) -> None:
        """Set which partners can be asked, each with what one must know of it."""
        self.partner.choices = listed(
            (str(one), {"label": name, "hint": hints[one]}) for one, name in self.named.items()
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask of each partner that is ticked who is asked there."""
        super().validate(extra_validators)
        for one in self._ticked():
            who, recipient = self._who(one), self.field(f"recipient-{one}")
            if who is not None and not who.data:
                self.problem(who.name, f"Kies wie u vraagt bij {self.named[one]}.")
            elif not recipient.data and (who is None or who.data == ELSE):
                said = f"Vul in wie u vraagt bij {self.named[one]}: een naam en functie."
                self.problem(recipient.name, said)
        return not self.faults()

    @property
    def whom(self) -> tuple[PartnerAsked, ...]:
        """Return who is asked, once the form is whole."""
        return tuple(map(self._asked, self._ticked()))

    def _ticked(self) -> list[UUID]:
        ticked = set(self.partner.data or ())
        return [one for one in self.named if str(one) in ticked]

    def _who(self, one: UUID) -> Any:
        return self.field(f"who-{one}")

    def _asked(self, one: UUID) -> PartnerAsked:
        who = self._who(one)
        if who is not None and who.data != ELSE:
            return PartnerAsked(one, UUID(who.data))
        return PartnerAsked(one, None, self.field(f"recipient-{one}").data)


def ask_form(partners: Iterable[tuple[UUID, str, Mapping[UUID, str]]]) -> type[AskForm]:
    """Return the form that can ask these partners, each with the contact persons it has.

    Where one is known that one stands chosen, where more are known one chooses.
    """
    named: dict[UUID, str] = {}
    fields: dict[str, Any] = {"named": named}
    for one, name, contacts in partners:
        named[one] = name
        people = [(str(who), words) for who, words in contacts.items()]
        if people:
            first = [("", "Kies wie")] if len(people) > 1 else []
            choices = [*first, *people, (ELSE, "Iemand anders")]
            fields[f"who-{one}"] = WhoThere(f"Wie bij {name}?", choices)
        fields[f"recipient-{one}"] = TextLine(f"Naam en functie bij {name}")
    return type("AskForm", (AskForm,), fields)


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
        return read_count(self.version.data)


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
    persons = Several(
        "Over welke persoon gaan de strafgegevens?",
        [],
        hint="Alleen nodig als het over straf gaat. Wie jonger is dan 12, staat er niet bij.",
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

    def offer_persons(self, persons: Iterable[tuple[UUID, str]]) -> None:
        """Set about whom criminal data can be, where somebody of the case is under 12."""
        self.persons.choices = listed((str(one), name) for one, name in persons)

    def opens(self, *names: str) -> bool:
        """Tell whether a folded part must stand open: a fault, or what it does not begin with."""
        return any(self._begun_otherwise(self[name]) for name in names)

    def _begun_otherwise(self, field: Any) -> bool:
        if field.errors or getattr(field, "theirs", ""):
            return True
        if field is self.received_on:
            stood = dict(self.opening.now) if self.opening else {}
            return bool(field._value() != stood.get(field.name))  # noqa: SLF001 - what it shows
        begins = {"onward": str(Onward.NO), "visibility": self.narrowest}
        return bool(field.data) and field.data != begins.get(field.name)

    @property
    def narrowest(self) -> str:
        """Return the choice by which the fewest see it: the first (LAW-14)."""
        return str(self.visibility.choices[0].value)

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
            persons=frozenset(UUID(one) for one in self.persons.data or ()),
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
