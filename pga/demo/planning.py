"""How the plan of an invented case is made and carried out, all by the use cases."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.measuring import Measurement
from pga.cases.models.plan import CaseAction
from pga.cases.reading.adopting import get_adopting
from pga.cases.reading.informing import get_informing
from pga.cases.reading.plan_forms import get_action_form
from pga.cases.rules.actions import NO_PASSAGE, ActionGiven, ActionKind, ActionOutcome
from pga.cases.rules.domains import LifeDomain, Score
from pga.cases.rules.informing import ALL_TOPICS, Audience, InformMeans
from pga.cases.rules.measuring import MeasurementKind, Scored
from pga.cases.rules.owners import Owner, OwnerKind
from pga.cases.rules.plan import GoalGiven, GoalStatus, PlanReply, PlanText
from pga.cases.rules.referral import NotInformedReason
from pga.cases.services import actions, informing, measuring, plan
from pga.core import clock
from pga.core.database import glance
from pga.demo.town import Town

TEXTS: Final = {
    PlanText.PICTURE: "De huur loopt achter, de dagen zijn leeg en de buurt belt elke week.",
    PlanText.VIEW: "Ik wil rust en ik wil in mijn huis blijven. Met schulden wil ik wel hulp.",
    PlanText.CRISIS: "Bel eerst het interventieteam. Buiten kantoortijd de crisisdienst.",
    PlanText.ENOUGH: "Drie maanden geen melding, en de vaste lasten lopen vanzelf.",
}
GOALS: Final = (
    (
        LifeDomain.FINANCES,
        "Over drie maanden is er een betalingsregeling en komt er geen schuld bij.",
        "Ik snap die brieven niet meer.",
        "Vraagt schuldhulp aan en gaat mee naar het eerste gesprek.",
        ActionKind.SOCIAL,
        "Schuldhulp Het Sprookje",
    ),
    (
        LifeDomain.HOUSING,
        "Er is geen dreiging van uitzetting en de buren slapen weer.",
        "Ik wil hier niet weg.",
        "Spreekt met de bewoner en de buren af hoe klachten lopen.",
        ActionKind.CIVIL,
        "Woningcorporatie De Verzonnen Hof",
    ),
    (
        LifeDomain.USE_OF_TIME,
        "Twee vaste dagdelen per week iets te doen hebben.",
        "Vroeger werkte ik met hout.",
        "Regelt een proefdag op een werkplaats.",
        ActionKind.SOCIAL,
        "",
    ),
)
"""Leefgebied, goal, own words, its action, the kind, and the partner who does it."""
LOOSE: Final = "Loopt twee keer per week langs en noteert of er contact was."
OWN_PART: Final = "Legt alle post van deze maand klaar voor het gesprek."
NEXT: Final = "Belt na wat er in het overleg is afgesproken."
WHY: Final = {
    LifeDomain.FINANCES: ("Er liggen drie maanden huur en een deurwaarder belt.", "Schuldhulp"),
    LifeDomain.HOUSING: ("De corporatie dreigt met een procedure.", "Corporatie"),
    LifeDomain.USE_OF_TIME: ("De dag heeft geen begin en geen eind.", "Interventieteam"),
    LifeDomain.MENTAL_HEALTH: ("Slaapt slecht en mijdt afspraken.", "Wijkteam"),
    LifeDomain.SOCIAL_NETWORK: ("Ziet vooral mensen die zelf in de knel zitten.", "Wijkagent"),
}


@dataclass(frozen=True, slots=True)
class Crew:
    """Who works on a case."""

    registrar: Actor
    director: Actor
    worker: Actor
    colleague: Actor
    coordinator: Actor


@dataclass(frozen=True, slots=True)
class Planning:
    """The plan of one case; the seed makes one case differ from the next."""

    crew: Crew
    town: Town
    number: str
    seed: int

    def write(self) -> None:
        """Write the texts, the goals with their actions, and the 0-meting."""
        worker, number = self.crew.worker, self.number
        plan.write_texts(worker, number, 0, TEXTS, about_other=NO_PASSAGE, reason="")
        for place, (domain, text, words, act, kind, partner) in enumerate(self._goals()):
            status = GoalStatus.LATER if place > 1 else GoalStatus.NOW
            target_on = clock.today() + timedelta(days=90 + 30 * place)
            goal = GoalGiven(
                domain=domain, status=status, text=text, words=words, target_on=target_on
            )
            goal_id = plan.add_goal(worker, number, goal)
            owner = self.town.organisations.get(partner)
            self._give(act, kind, 20 + 15 * place, owner, goal_id)
        self._give(LOOSE, ActionKind.SUPERVISION, 35, None, None)
        self._ask_of_person()
        self._measure(MeasurementKind.BASELINE, 0)

    def adopt(self, *, why: str) -> None:
        """Adopt the plan, and note what the person says of it."""
        director, number = self.crew.director, self.number
        with glance() as session:
            version = session.scalars(sa.select(Case.version).filter_by(number=number)).one()
        token = get_adopting(director, number).token
        plan.adopt_plan(director, number, version, token, why=why)
        reply = list(PlanReply)[self.seed % len(PlanReply)]
        note = "" if reply is PlanReply.AGREED else "Het gesprek ging moeizaam; zie de zienswijze."
        plan.record_reply(
            self.crew.worker, number, 1, reply=reply, note=note, replied_on=clock.today()
        )

    def measure_again(self) -> None:
        """Measure in between; now and then something rose."""
        with glance() as session:
            made = session.scalar(
                sa.select(sa.func.count())
                .select_from(Measurement)
                .join(Case, Case.id == Measurement.case_id)
                .where(Case.number == self.number)
            )
        self._measure(MeasurementKind.INTERIM, made or 0)

    def go_on(self) -> None:
        """Settle what is due at a meeting and agree on the next."""
        due = self._open(clock.today() + timedelta(days=7))
        for action_id in due:
            self._settle(action_id, ActionOutcome.DONE, "")
        if due:
            self._give(NEXT, ActionKind.CARE, 40, None, None)

    def settle_all(self) -> None:
        """Leave no action open before the execution ends."""
        for action_id in self._open(date.max):
            result = "Overgedragen aan het wijkteam."
            self._settle(action_id, ActionOutcome.PARTLY, result)

    def tell(self) -> None:
        """Note that everybody who must know was told in a talk."""
        actor = self.crew.registrar
        for line in get_informing(actor, self.number).ears:
            if line.open and line.ear.audience is not Audience.UNKNOWN:
                telling = informing.Telling(
                    ears=[line.ear],
                    topics=ALL_TOPICS,
                    means=InformMeans.TALK,
                    told_on=clock.today(),
                    told_by=actor.id,
                    note="Verteld in een gesprek op het gemeentehuis.",
                )
                informing.tell(actor, self.number, telling)

    def postpone(self, review_on: date) -> None:
        """Note that telling who does not know yet waits until a day."""
        actor = self.crew.registrar
        ears = [line.ear for line in get_informing(actor, self.number).ears if line.open]
        if not ears:
            return
        informing.postpone(
            actor,
            self.number,
            informing.Postponing(
                ears=ears,
                ground=NotInformedReason.UNREACHABLE,
                note="Opnieuw bekeken: vertellen kan nu nog niet.",
                decided_by=actor.id,
                decided_on=clock.today(),
                review_on=review_on,
            ),
        )

    def _goals(self) -> tuple[tuple[LifeDomain, str, str, str, ActionKind, str], ...]:
        first = self.seed % len(GOALS)
        return (*GOALS[first:], *GOALS[:first])

    def _give(
        self,
        text: str,
        kind: ActionKind,
        days: int,
        owner: UUID | None,
        goal_id: UUID | None,
    ) -> None:
        given = ActionGiven(
            text=text,
            kind=kind,
            owner=Owner(OwnerKind.ORGANISATION, owner)
            if owner
            else Owner(OwnerKind.USER, self.crew.worker.id),
            due_on=clock.today() + timedelta(days=days),
            goal_id=goal_id,
        )
        actions.add_action(self.crew.worker, self.number, given)

    def _ask_of_person(self) -> None:
        """Give the person part of the plan too, or who has authority over a child."""
        begun = get_action_form(self.crew.worker, self.number)
        for one in begun.ours[:1]:
            given = ActionGiven(
                text=OWN_PART,
                kind=ActionKind.SOCIAL,
                owner=one.owner,
                due_on=clock.today() + timedelta(days=10),
            )
            actions.add_action(self.crew.worker, self.number, given)

    def _measure(self, kind: MeasurementKind, made: int) -> None:
        scores = dict.fromkeys(LifeDomain, Scored(Score.NOT_NEEDED))
        for place, (domain, (why, source)) in enumerate(WHY.items()):
            number = 1 + (self.seed + place) % 3 + min(made, 2) * ((self.seed + place) % 2)
            scores[domain] = Scored(
                Score(str(min(number, 5))),
                why,
                source,
                clock.today() - timedelta(days=3 + 9 * place),
            )
        measuring.save_measurement(
            self.crew.worker,
            self.number,
            0,
            kind=kind,
            measured_on=clock.today(),
            scores=scores,
            final=True,
        )

    def _open(self, until: date) -> list[UUID]:
        with glance() as session:
            question = (
                sa.select(CaseAction.id)
                .join(Case, Case.id == CaseAction.case_id)
                .where(
                    Case.number == self.number,
                    CaseAction.outcome.is_(None),
                    CaseAction.due_on <= until,
                )
            )
            return list(session.scalars(question.order_by(CaseAction.due_on, CaseAction.id)))

    def _settle(self, action_id: UUID, outcome: ActionOutcome, result: str) -> None:
        actions.settle_action(
            self.crew.worker,
            self.number,
            action_id,
            outcome=outcome,
            result=result,
            done_on=clock.today(),
        )
