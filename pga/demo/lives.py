"""How a case goes: a generator that waits for its days and acts by the use cases.

Whoever plays it stops the clock at each moment that comes out, so that the trail, the history
and the terms are those of a case that was really worked on.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import Enum, auto
from functools import partial
from random import Random
from typing import Final

import sqlalchemy as sa

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.doors import CaseLink
from pga.cases.reading.ending import get_end_told, get_ending
from pga.cases.reading.handed_in import get_correcting
from pga.cases.reading.sheet import get_sheet
from pga.cases.room import CASES, CASUSREGISSEUR, PROCESREGISSEUR
from pga.cases.rules.actions import ActionOutcome
from pga.cases.rules.ending import EndGiven, Heard, Settled, TellingGiven
from pga.cases.rules.feedback import FeedbackEnd, FeedbackGiven
from pga.cases.rules.informing import gate_open
from pga.cases.rules.intake import ReferralGiven
from pga.cases.rules.moves import HOLDS, RESUMES, MoveCode, find_move
from pga.cases.rules.referral import CaseKind
from pga.cases.rules.states import ClosingReason, State
from pga.cases.rules.terms import TermKind
from pga.cases.rules.triage import (
    Criterion,
    CriterionAnswer,
    FeedbackMeans,
    LegalTest,
    Outcome,
    TriageAnswers,
)
from pga.cases.services import ending, feedback, referral, triage, working
from pga.core import clock
from pga.core.calendar import add_months, next_working_day
from pga.core.database import glance
from pga.demo import asking, evaluating, later, meeting, outreach, stories
from pga.demo.planning import Crew, Planning
from pga.demo.town import UNDECIDED, Town
from pga.dossiers.services import people

EVERY: Final = {
    TermKind.MEETING: 42,
    TermKind.CONTACT: 27,
    TermKind.MEASUREMENT: 87,
    TermKind.EVALUATION: 100,
}
"""How many days lie between two of each: within the terms, as good work is."""
FIRST: Final = timedelta(days=28)
LATELY: Final = timedelta(days=60)
"""Contacts of longer ago are not noted; nobody looks that far back."""
REVIEW: Final = timedelta(days=30)
"""After so long a postponement of telling is looked at again (pga.md 6.4 [V])."""
ONE_DAY: Final = timedelta(days=1)
RECENT: Final = timedelta(days=120)
"""Rounds of longer ago went without a question that is written down."""
UNTOLD: Final = timedelta(days=5)
"""Of a weging of so few days ago the referrer did not hear yet,"""
LONG_UNTOLD: Final = timedelta(days=16)
"""and now and then of one of so long ago."""
ANSWERED: Final = 6
"""In so many days the partners answer."""
LATE_TELLING: Final = timedelta(days=14)
"""Of an end of longer ago everybody heard."""
FIRST_MEETING: Final = 12
"""In days after the information round."""
BEHIND: Final = 60
"""For how many days nothing was held, where somebody is behind."""
ENDS: Final = frozenset({MoveCode.START_AFTERCARE, MoveCode.CLOSE_FROM_EXECUTION})
"""Before these no action is left open."""
HELD: Final = (TermKind.MEETING_AFTER_PLAN, TermKind.MEETING)
TRIED_ON: Final = (9, 6, 2)
"""So many days before the last day of a life nobody was reached, where somebody is out of reach."""


class Twist(Enum):
    """What is special about a case."""

    OWNED = auto()
    """Somebody directs it before its weging is decided."""
    SHARED = auto()
    """Both users of the interventieteam work on it."""
    LINK_ENDED = auto()
    """A colleague worked on it for a while."""
    UNDATED = auto()
    """It has no next date."""
    BEHIND = auto()
    """Its meetings are late."""
    TOLD_LATER = auto()
    """The person was told some time after the aanmelding."""
    POSTPONED = auto()
    """The person is not told yet, for a reason that is looked at again."""
    OVERDUE = auto()
    """The same, and the day to look again has passed."""
    MOVED = auto()
    """The person moved out of the municipality."""
    CORRECTED = auto()
    """A fact of the aanmelding was put right."""
    OUT_OF_REACH = auto()
    """Nobody was reached three times in a row."""
    STEPPED_BACK = auto()
    """A colleague knows the person."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Plot:
    """A life that is still to be played."""

    town: Town
    crew: Crew
    given: ReferralGiven
    organisation: str
    moves: tuple[tuple[MoveCode, date], ...]
    until: date
    outcome: Outcome = Outcome.ADMITTED
    twists: frozenset[Twist] = frozenset()
    means: FeedbackMeans = FeedbackMeans.PHONE
    seed: int = 0
    title: str = ""
    """The name in pga.md 11.1, of one of the four."""

    @property
    def ends_as(self) -> State:
        """Return the state in which this life ends."""
        return find_move(self.moves[-1][0]).target if self.moves else State.REFERRED


def again_on(today: date, seed: int) -> date:
    """Return the day on which a postponement is looked at again."""
    return today + timedelta(days=2 + seed % 9)


@dataclass(slots=True)
class Life:
    """One case while it is played."""

    plot: Plot
    rng: Random
    number: str = ""
    planned: dict[TermKind, date] = field(default_factory=dict)
    asked: bool = False
    met: bool = False
    spoken: int = 0

    def __iter__(self) -> Iterator[date]:
        """Give each day on which something happens, just before it does."""
        yield self.plot.given.received_on
        self._register()
        for code, day in self.plot.moves:
            yield from self._before(code, day)
            yield day
            self._move(code, day)
        yield from self._since()

    @property
    def _planning(self) -> Planning:
        return Planning(self.plot.crew, self.plot.town, self.number, self.plot.seed)

    @property
    def _version(self) -> int:
        with glance() as session:
            question = sa.select(Case.version).filter_by(number=self.number)
            return session.scalars(question).one()

    def _register(self) -> None:
        plot = self.plot
        self.number = referral.register(
            plot.crew.registrar,
            plot.given,
            organisation_id=plot.town.organisations[plot.organisation],
            duplicate_checked=True,
        )
        if Twist.OWNED in plot.twists:
            self._name_director("Kent de wijk en heeft deze week tijd.")

    def _before(self, code: MoveCode, day: date) -> Iterator[date]:
        """Do what comes between the last move and this one."""
        last = clock.today()
        if code is MoveCode.ADMIT and Twist.CORRECTED in self.plot.twists:
            yield last
            self._correct_contact()
        if find_move(code).source is State.INFORMATION_ROUND and self._asks:
            yield from self._round(last, day)
        if code is MoveCode.ADOPT_PLAN:
            yield from self._prepare(last, day)
        if find_move(code).source in {State.IN_EXECUTION, State.TOP_X}:
            yield from self._work(day)
        if code is MoveCode.ADOPT_PLAN:
            yield day
            self._inform_before_plan()
            self._planning.write()
            if not self.met:
                self._meet()
        if code in ENDS:
            yield day
            self._planning.settle_all()
        if code is MoveCode.RESUME and not self.plot.given.informed:
            yield day
            self._postpone_again()
        if code is MoveCode.HOLD:
            yield day
            later.meet(self.plot.crew.director, self.number, later.WORK, ())

    def _move(self, code: MoveCode, day: date) -> None:
        crew = self.plot.crew
        if code is MoveCode.START_TRIAGE:
            triage.start_triage(crew.registrar, self.number, self._version, duplicate_checked=True)
        elif code in {MoveCode.ADMIT, MoveCode.REJECT}:
            self._weigh()
        elif code is MoveCode.START_PLANNING:
            note = "" if self.asked else self._why(code)
            working.start_planning(crew.director, self.number, self._version, note=note)
        elif code in stories.ENDED_BY:
            self._end(stories.ENDED_BY[code], self._why(code))
        elif code in HOLDS.values():
            self._hold(day)
        elif code in RESUMES.values():
            reason = self._why(code)
            working.resume(self._holder, self.number, self._version, reason=reason)
            if code is MoveCode.RESUME:
                self._plan()
        elif code in {MoveCode.DESTROY, MoveCode.DESTROY_REJECTED}:
            later.destroy(crew.coordinator, self.number, code)
        elif code is MoveCode.ADOPT_PLAN:
            self._planning.adopt(why=self._why(code))
            self._plan()
        else:
            later.advance(self._mover(code), self.number, code, why=self._why(code))

    def _since(self) -> Iterator[date]:
        """Do what came after the last move, up to today."""
        plot, last = self.plot, clock.today()
        state, until = plot.ends_as, plot.until
        if state is State.INFORMATION_ROUND and not self.asked:
            yield from self._round(last, until)
        if state is State.PLANNING:
            yield from self._prepare(last, until + timedelta(days=14))
        if state in {State.IN_EXECUTION, State.TOP_X}:
            behind = BEHIND if Twist.BEHIND in plot.twists else 0
            yield from self._work(until - timedelta(days=behind))
        if Twist.OUT_OF_REACH in plot.twists:
            yield from self._seek()
        if Twist.POSTPONED in plot.twists:
            yield max(clock.today(), until - ONE_DAY)
            self._postpone_again()
        if Twist.UNDATED in plot.twists:
            yield clock.today()
            later.leave_undated(plot.crew.director, self.number)
        if state is State.ON_HOLD and plot.given.kind is CaseKind.FAMILY:
            yield clock.today()
            later.aim_as_before(plot.crew.director, self.number)
        if Twist.STEPPED_BACK in plot.twists:
            yield clock.today()
            later.step_back(plot.crew.director, self.number, plot.crew.colleague.id)

    @property
    def _asks(self) -> bool:
        """Tell whether partners were asked: in recent rounds, for of old ones nobody knows."""
        return self.plot.until - clock.today() <= RECENT

    def _round(self, last: date, day: date) -> Iterator[date]:
        """Ask the partners, and write down what they answered before a day."""
        crew, partners = self.plot.crew, self.plot.town.organisations
        yield min(next_working_day(last + ONE_DAY), day) if last + ONE_DAY < day else last
        self._inform_before_asking()
        asking.ask_all(crew.director, self.number, partners)
        self.asked = True
        answered = next_working_day(clock.today() + timedelta(days=ANSWERED))
        goes_on = self.plot.ends_as is not State.INFORMATION_ROUND
        if goes_on or answered < day:
            yield min(answered, day)
            but = 0 if goes_on else 1
            asking.answer_some(crew.director, self.number, partners, but=but)
            if not goes_on and self.plot.seed % 2:
                asking.report_error(crew.director, self.number)
            if self.plot.seed % 5 == 1:
                later.keep_of_before(crew.director, self.number, partners[UNDECIDED])
            if self.plot.seed % 3 == 0:
                asking.tell_unasked(crew.director, self.number, partners)

    def _weigh(self) -> None:
        plot, choose = self.plot, self.rng.choice
        admitted = plot.outcome is Outcome.ADMITTED
        criteria = dict.fromkeys(Criterion, CriterionAnswer.YES)
        if not admitted:
            criteria |= {
                Criterion.TWO_DOMAINS: CriterionAnswer.NO,
                Criterion.AVOIDS_CARE: CriterionAnswer.UNKNOWN,
            }
        answers = TriageAnswers(
            criteria=criteria,
            legal_tests={
                LegalTest.NECESSITY: choose(stories.NECESSITY),
                LegalTest.PROPORTIONALITY: choose(stories.PROPORTIONALITY),
                LegalTest.SUBSIDIARITY: choose(stories.SUBSIDIARITY),
            },
            outcome=plot.outcome,
            reasoning=stories.REASONING[plot.outcome],
            procesregisseur_named=admitted,
            route=stories.ROUTES.get(plot.outcome, ""),
            feedback=plot.means,
        )
        decision = triage.WegingDecision(
            answers=answers,
            consulted=choose(stories.CONSULTED),
            procesregisseur_id=plot.crew.director.id if admitted else None,
        )
        if plot.outcome is Outcome.REFERRED_ON:
            self._inform_before_asking()
        triage.decide_triage(plot.crew.registrar, self.number, self._version, decision)
        waits = LONG_UNTOLD if plot.seed % 4 == 0 else UNTOLD
        if plot.until - clock.today() > waits:
            teller = plot.crew.director if admitted else plot.crew.coordinator
            self._feed_back(teller)

    def _feed_back(self, teller: Actor) -> None:
        """Tell the referrer; of the newest, and now and then of an older one, it waits."""
        given = FeedbackGiven(ended_as=FeedbackEnd.GIVEN, on=clock.today(), means=self.plot.means)
        feedback.give_feedback(teller, self.number, 1, given)

    def _end(self, reason: ClosingReason, words: str) -> None:
        """End the case by its page; what is open falls away. Who must hear it hears it, but late.

        Of an end of the last days that still waits.
        """
        crew, died = self.plot.crew, reason is ClosingReason.DECEASED
        open_ones = get_ending(crew.registrar, self.number).actions
        ending.end_case(
            crew.registrar,
            self.number,
            self._version,
            EndGiven(
                reason=reason,
                happened_on=clock.today(),
                words=words,
                actions={
                    one.id: Settled(ActionOutcome.DROPPED, "Niet meer nodig.") for one in open_ones
                },
                heard=frozenset({Heard.FAMILY if died else Heard.REFERRER}),
                means=self.plot.means,
                heard_on=clock.today(),
            ),
        )
        waiting = get_end_told(crew.coordinator, self.number).waiting
        if waiting and self.plot.until - clock.today() > LATE_TELLING:
            whom = frozenset(one.id for one in waiting)
            given = TellingGiven(
                whom=whom, waived=False, means=FeedbackMeans.LETTER, on=clock.today()
            )
            ending.tell_end(crew.coordinator, self.number, self._version, given)

    def _prepare(self, last: date, day: date) -> Iterator[date]:
        """Name the casusregisseur, tell the person, hold the first meeting."""
        plot, crew, number = self.plot, self.plot.crew, self.number
        days = [next_working_day(last + timedelta(days=n)) for n in (1, 3, FIRST_MEETING)]
        if days[0] < min(day, plot.until):
            yield days[0]
            people.name_director(
                crew.director,
                CASES,
                number,
                self._version,
                part=CASUSREGISSEUR,
                user_id=crew.worker.id,
                reason="Heeft het eerste contact gelegd.",
            )
            self._link()
            get_sheet(crew.worker, number)
        if days[1] < min(day, plot.until):
            yield days[1]
            self._tell()
        if days[2] < min(day, plot.until):
            yield days[2]
            self._meet()

    def _work(self, day: date) -> Iterator[date]:
        """Hold what was planned before a day: meetings, measurements, evaluations, contacts."""
        end = min(day, self.plot.until)
        while self.planned:
            kind = min(self.planned, key=self.planned.__getitem__)
            held = max(next_working_day(self.planned[kind] - ONE_DAY), clock.today())
            if held >= end:
                return
            self.planned[kind] = held + timedelta(days=EVERY[kind])
            if kind is TermKind.CONTACT and end - held > LATELY:
                continue
            yield held
            if kind is TermKind.MEASUREMENT:
                self._planning.measure_again()
                continue
            if kind is TermKind.EVALUATION:
                self._evaluate()
                continue
            if kind is TermKind.CONTACT:
                self.spoken += 1
                turn = self.plot.seed + self.spoken
                outreach.keep_contact(self.plot.crew.worker, self.number, turn)
                continue
            if kind is TermKind.MEETING:
                self._planning.go_on()
                if end - held <= LATELY:
                    self._meet()
                    continue
            ends = HELD if kind is TermKind.MEETING else (kind,)
            starts = tuple(ended for ended in ends if ended in EVERY)
            later.meet(self.plot.crew.director, self.number, ends, starts)
            if Twist.LINK_ENDED in self.plot.twists:
                self._unlink()

    def _seek(self) -> Iterator[date]:
        """Try to reach somebody, in vain, in the last days of this life."""
        for turn, days in enumerate(TRIED_ON):
            yield max(clock.today(), self.plot.until - timedelta(days=days))
            outreach.try_contact(self.plot.crew.worker, self.number, turn)

    def _evaluate(self) -> None:
        """Evaluate the approach; who is behind does not, and what the ZVH has is not ours."""
        plot = self.plot
        if Twist.BEHIND not in plot.twists:
            if plot.seed % 3 == 0:
                partners = plot.town.organisations
                asking.tell_before_evaluating(plot.crew.director, self.number, partners)
            evaluating.evaluate(plot.crew.director, self.number, plot.seed)

    def _meet(self) -> None:
        """Hold a casusoverleg today."""
        plot = self.plot
        self._inform_before_asking()
        meeting.hold(plot.crew.director, plot.town, self.number, plot.seed)
        self.met = True

    def _plan(self) -> None:
        """Plan what comes after a plan was adopted or taken up again."""
        today = clock.today()
        self.planned = {kind: today + timedelta(days=days) for kind, days in EVERY.items()}
        self.planned[TermKind.MEETING] = today + FIRST

    @property
    def _holder(self) -> Actor:
        """Return who lets it wait: nobody of the interventieteam works on it in the round."""
        crew = self.plot.crew
        in_round = any(code is MoveCode.HOLD_FROM_ROUND for code, _ in self.plot.moves)
        return crew.director if in_round else crew.worker

    def _hold(self, day: date) -> None:
        reason, note = stories.HOLDS[self.plot.seed % len(stories.HOLDS)]
        review = add_months(day, 2 + self.plot.seed % 3)
        working.hold(
            self._holder,
            self.number,
            self._version,
            reason=reason,
            note=note,
            review_on=review,
        )

    def _tell(self) -> None:
        """Note that the person was told, unless that stands already or is still postponed."""
        if self.plot.given.informed or Twist.TOLD_LATER not in self.plot.twists:
            return
        self._planning.tell()

    def _postpone_again(self) -> None:
        """Look again at a postponement that would end before the last day of this life."""
        overdue = Twist.OVERDUE in self.plot.twists
        last = (
            self.plot.until - timedelta(days=3)
            if overdue
            else again_on(self.plot.until, self.plot.seed)
        )
        again = min(last, clock.today() + REVIEW)
        self._planning.postpone(again)

    def _inform_before_plan(self) -> None:
        """Look again at a postponement that has passed: without that no plan is adopted."""
        if not self._gate_open():
            self._planning.postpone(clock.today() + REVIEW)

    def _inform_before_asking(self) -> None:
        """Tell who must know: before that no partner is asked, and nobody referred on."""
        if not self._gate_open() and not self._waits():
            self._planning.tell()
        if not self._gate_open():
            self._planning.postpone(clock.today() + REVIEW)

    def _waits(self) -> bool:
        """Tell whether somebody decided before that telling waits."""
        with glance() as session:
            review = sa.select(Case.inform_review_on).filter_by(number=self.number)
            return session.scalar(review) is not None

    def _gate_open(self) -> bool:
        with glance() as session:
            question = sa.select(Case.informed_on, Case.inform_review_on)
            told, review = session.execute(question.filter_by(number=self.number)).one()
        return gate_open(told, review, clock.today())

    def _correct_contact(self) -> None:
        phone = partial(replace, phone="035 555 02 18")
        self._correct("De aanmelder gaf een ander nummer door.", phone)

    def _correct(self, reason: str, change: Callable[[ReferralGiven], ReferralGiven]) -> None:
        actor = self.plot.crew.registrar
        standing = get_correcting(actor, self.number)
        referral.correct(
            actor,
            self.number,
            standing.token,
            change(standing.given),
            organisation_id=standing.organisation_id,
            reason=reason,
        )

    def _link(self) -> None:
        crew = self.plot.crew
        if not {Twist.SHARED, Twist.LINK_ENDED}.isdisjoint(self.plot.twists):
            people.link(
                crew.director,
                CASES,
                self.number,
                user_id=crew.colleague.id,
                from_on=clock.today(),
                last_on=None,
                reason="Gaat mee op huisbezoek.",
            )
            get_sheet(crew.colleague, self.number)

    def _unlink(self) -> None:
        with glance() as session:
            question = (
                sa.select(CaseLink.id)
                .join(Case, Case.id == CaseLink.case_id)
                .where(
                    Case.number == self.number,
                    CaseLink.user_id == self.plot.crew.colleague.id,
                    CaseLink.until_on.is_(None),
                )
            )
            link_id = session.scalar(question)
        if link_id is not None:
            reason = "De huisbezoeken zijn klaar."
            people.unlink(self.plot.crew.director, CASES, self.number, link_id, reason=reason)

    def _name_director(self, reason: str) -> None:
        people.name_director(
            self.plot.crew.registrar,
            CASES,
            self.number,
            self._version,
            part=PROCESREGISSEUR,
            user_id=self.plot.crew.director.id,
            reason=reason,
        )

    def _mover(self, code: MoveCode) -> Actor:
        crew = self.plot.crew
        scaling = find_move(code).permission is Permission.CASE_SCALE
        return crew.coordinator if scaling else crew.director

    def _why(self, code: MoveCode) -> str:
        return self.rng.choice(stories.WHY[code])
