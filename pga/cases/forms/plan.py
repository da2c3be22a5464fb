"""Forms of the plan: its texts, goals, actions, a version and the answer to it. Shape only."""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from wtforms import BooleanField, HiddenField
from wtforms.validators import ValidationError

from pga.cases.forms.citing import CitingForm
from pga.cases.labels import (
    ACTION,
    ACTION_KIND,
    ACTION_OUTCOME,
    DOMAIN,
    GOAL_STATUS,
    PLAN_REPLY,
    PLAN_TEXT,
    RELATION,
)
from pga.cases.rules.actions import (
    BY_HAND,
    ActionGiven,
    ActionKind,
    ActionOutcome,
    ActionProblem,
    Passage,
)
from pga.cases.rules.domains import LifeDomain
from pga.cases.rules.owners import Owner
from pga.cases.rules.plan import GoalGiven, GoalStatus, PlanText, TextsGiven
from pga.cases.rules.referral import ThirdPartyRelation
from pga.web.forms import (
    CaseForm,
    Choice,
    Day,
    Picked,
    Several,
    Story,
    TextLine,
    listed,
    member,
    options,
)

FACTS: Final = "Feiten, geen oordelen. Noem anderen niet bij naam."
REGIE: Final = "Het interventieteam en betrokkene lezen dit niet."


class MarkedForm(CaseForm):
    """A form with a text that may also be about somebody else."""

    relation = Picked("Over wie gaat dat stuk?")
    passage = TextLine(
        "Welk stuk tekst gaat over een ander?",
        hint="Neem het letterlijk over. Betrokkene krijgt dit stuk niet te lezen.",
        most=300,
    )

    def mark(self) -> Passage:
        """Return the passage that is about somebody else."""
        relation = member(ThirdPartyRelation, self.relation.data)
        return Passage(self.passage.data or "", relation)

    def offer_relations(self) -> None:
        """Set whom a passage can be about."""
        self.relation.offer(options(RELATION), "Niemand anders")

    def fill_mark(self, passage: Passage) -> None:
        """Begin with the mark that stands."""
        self.relation.process_data(passage.relation or "")
        self.passage.process_data(passage.text)


class ActionForm(CitingForm, MarkedForm):
    """An action: what, who, before when."""

    text = Story("Wat gebeurt er?", need="Schrijf op wat er gebeurt.", hint=FACTS, most=500)
    kind = Choice("Soort", options(ACTION_KIND), need="Kies een soort.")
    owner = Picked("Wie doet dit?", need="Kies wie dit doet.")
    contact = TextLine(
        "Naam en functie, als die er niet bij staat",
        hint="Alleen nodig als u iemand anders van de partner kiest.",
        most=120,
    )
    due_on = Day("Klaar vóór", need="Kies een dag.")
    goal_id = Picked("Bij welk doel?")
    regie = BooleanField("Alleen voor de regie", description=REGIE)
    reason = TextLine("Waarom verandert dit?", most=300)

    def offer(
        self,
        colleagues: Iterable[tuple[Owner, str]],
        ours: Iterable[tuple[Owner, str]],
        partners: Iterable[tuple[Owner, str]],
        goals: Iterable[tuple[UUID, str]],
    ) -> None:
        """Set who can do it and to which goal it can belong."""
        groups = {
            "Collega’s": colleagues,
            "Uit de casus zelf": ours,
            "Partners": partners,
        }
        spelled = {
            name: [(str(one), words) for one, words in some] for name, some in groups.items()
        }
        self.owner.offer_groups(spelled, "Kies wie het doet")
        self.goal_id.offer(goals, "Nog bij geen doel")
        self.offer_relations()

    def fill(self, given: ActionGiven) -> None:
        """Begin with an action as it stands."""
        self.text.process_data(given.text)
        self.kind.process_data(given.kind)
        self.owner.process_data(given.owner)
        self.contact.process_data(given.contact)
        self.due_on.process_data(given.due_on)
        self.goal_id.process_data(given.goal_id or "")
        self.regie.process_data(given.regie)
        self.fill_mark(given.about_other)

    def given(self) -> ActionGiven:
        """Return the action as it was typed."""
        return ActionGiven(
            text=self.text.data or "",
            kind=ActionKind(str(self.kind.data)),
            owner=Owner.parse(str(self.owner.data)),
            due_on=self.due_on.day,
            contact=self.contact.data or "",
            goal_id=UUID(self.goal_id.data) if self.goal_id.data else None,
            regie=bool(self.regie.data),
            about_other=self.mark(),
        )


class OutcomeForm(CaseForm):
    """What came of an action."""

    outcome = Choice(
        "Uitkomst",
        options({one: ACTION_OUTCOME[one] for one in BY_HAND}),
        need="Kies wat eruit kwam.",
    )
    result = Story("Wat kwam eruit?", hint="Mag leeg als het gewoon is gedaan. " + FACTS, most=500)
    done_on = Day("Op", need="Kies een dag.")

    def chosen(self) -> ActionOutcome:
        """Return the outcome."""
        return ActionOutcome(str(self.outcome.data))


class GoalForm(CitingForm, MarkedForm):
    """A goal on one leefgebied."""

    domain = Picked("Leefgebied", need="Kies een leefgebied.")
    text = Story(
        "Wat willen we bereiken?",
        need="Schrijf op wat u wilt bereiken.",
        hint="Zo dat u later kunt zien of het is gelukt. " + FACTS,
        most=500,
    )
    persons = Several(
        "Over welke persoon gaat dit doel?",
        [],
        hint="Alleen nodig bij Justitie. Wie jonger is dan 12, staat er niet bij.",
    )
    words = Story(
        "Wat zegt betrokkene er zelf van?", hint="In de woorden van betrokkene.", most=500
    )
    target_on = Day("Streefdatum")
    status = Choice("Stand", options(GOAL_STATUS), need="Kies waar dit doel staat.")
    regie = BooleanField("Alleen voor de regie", description=REGIE)
    loose = Several(
        "Welke losse acties horen hierbij?",
        (),
        hint="Ze staan daarna onder dit doel. Daar is geen reden voor nodig.",
        validate_choice=False,
    )
    reason = TextLine("Waarom verandert dit?", most=300)

    def offer(
        self,
        loose: Iterable[tuple[UUID, dict[str, str]]] = (),
        persons: Iterable[tuple[UUID, str]] = (),
    ) -> None:
        """Set the leefgebieden, which actions wait for a goal, and whom Justitie can be about."""
        self.persons.choices = listed((str(one), name) for one, name in persons)
        self.domain.offer(options(DOMAIN), "Kies een leefgebied")
        self.offer_relations()
        self.loose.choices = listed((str(one), said) for one, said in loose)

    def validate_loose(self, field: Several) -> None:
        """Tell it when an action that was ticked does not wait for a goal any more."""
        if set(field.data or ()) - {choice.value for choice in field.choices}:
            raise ValidationError(ACTION[ActionProblem.NOT_LOOSE])

    @property
    def ticked(self) -> list[UUID]:
        """Return which actions were ticked, once the form is whole."""
        return [UUID(one) for one in self.loose.data or ()]

    def moves_only(self, stood: GoalGiven, cited: frozenset[UUID]) -> bool:
        """Tell whether actions come below a goal that stays as it is; that needs no reason."""
        if not self.loose.data or self.faults():
            return False
        return self.given() == stood and self.cites == cited

    def fill(self, given: GoalGiven) -> None:
        """Begin with a goal as it stands."""
        self.domain.process_data(given.domain)
        self.status.process_data(given.status)
        self.text.process_data(given.text)
        self.words.process_data(given.words)
        self.target_on.process_data(given.target_on)
        self.regie.process_data(given.regie)
        self.persons.process_data([str(one) for one in given.persons])
        self.fill_mark(given.about_other)

    def given(self) -> GoalGiven:
        """Return the goal as it was typed."""
        return GoalGiven(
            domain=LifeDomain(str(self.domain.data)),
            status=GoalStatus(str(self.status.data)),
            text=self.text.data or "",
            words=self.words.data or "",
            target_on=self.target_on.data,
            regie=bool(self.regie.data),
            about_other=self.mark(),
            persons=frozenset(UUID(one) for one in self.persons.data or ()),
        )


class PlanTextsForm(MarkedForm):
    """The texts of the plan."""

    picture = Story(PLAN_TEXT[PlanText.PICTURE], hint="Wat er speelt, met bron en datum. " + FACTS)
    view = Story(PLAN_TEXT[PlanText.VIEW], hint="Wat betrokkene er zelf van vindt en nodig heeft.")
    crisis = Story(
        PLAN_TEXT[PlanText.CRISIS],
        hint="Wat doen we dan, wie is te bereiken, ook buiten kantoortijd?",
    )
    enough = Story(PLAN_TEXT[PlanText.ENOUGH], hint="Waaraan zien we dat de aanpak kan stoppen?")
    reason = TextLine("Waarom verandert dit?", most=300)

    def fill(self, given: TextsGiven) -> None:
        """Begin with the texts as they stand."""
        for name in PlanText:
            self[name].process_data(given.texts.get(name, ""))
        self.fill_mark(given.about_other)

    def given(self) -> TextsGiven:
        """Return the texts that hold something, with the mark."""
        typed = {name: self[name].data for name in PlanText}
        return TextsGiven({name: text for name, text in typed.items() if text}, self.mark())


class AdoptForm(CaseForm):
    """Adopt a version of the plan."""

    token = HiddenField()
    """Of the plan that was read."""
    why = Story("Toelichting", hint="Wat is er anders, en waarom?", most=500)


class ReplyForm(CaseForm):
    """What the person says of a version."""

    reply = Choice("Wat zegt betrokkene?", options(PLAN_REPLY), need="Kies een antwoord.")
    replied_on = Day("Op", need="Vul in wanneer betrokkene antwoordde.")
    note = Story(
        "Toelichting",
        hint="Nodig bij niet akkoord, en als betrokkene niet kon antwoorden.",
        most=500,
    )


def is_change(form: Any) -> None:
    """Ask why, on a form that changes what stands."""
    if not form.reason.data:
        form.problem("reason", "Schrijf op waarom dit verandert.")
