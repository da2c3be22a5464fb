"""What tests begin with: plain functions that read as sentences, through the real use cases.

All but ``an_actor`` and ``a_referral`` want an app context: the fixture ``cellar`` or ``app``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import wraps
from typing import Any, Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Role
from pga.access.policy import Actor
from pga.accounts import services
from pga.accounts.models import RoleGrant, User
from pga.accounts.rules.clearance import Clearance
from pga.accounts.rules.login import LoginRules
from pga.cases.models.case import Case, Person, StateChange
from pga.cases.models.doors import CaseLink
from pga.cases.models.evaluating import Proposal
from pga.cases.models.information import Contribution, InformationRequest
from pga.cases.models.referral import CriminalHold
from pga.cases.reading.adopting import get_adopting
from pga.cases.reading.ending import get_ending
from pga.cases.reading.evaluating import get_evaluation_form
from pga.cases.reading.meetings import get_preparing
from pga.cases.room import CASES, CASUSREGISSEUR, PROCESREGISSEUR
from pga.cases.rules.actions import ActionGiven, ActionKind, ActionOutcome
from pga.cases.rules.asking import PartnerAsked
from pga.cases.rules.contact import ContactKind, MomentGiven
from pga.cases.rules.contributions import (
    Conditions,
    ContributionGiven,
    FrozenFor,
    InfoClass,
    Manner,
    Onward,
    Status,
    Visibility,
)
from pga.cases.rules.criminal import HeldKind
from pga.cases.rules.domains import LifeDomain, Score
from pga.cases.rules.ending import EndGiven, Heard, Settled
from pga.cases.rules.evaluating import (
    Appraised,
    Conclusion,
    EvaluationGiven,
    EvaluationTest,
)
from pga.cases.rules.information import NOT_NEEDED, AskPurpose
from pga.cases.rules.informing import Audience, Ear
from pga.cases.rules.intake import PersonGiven, ReferralGiven
from pga.cases.rules.measuring import MeasurementKind, Scored
from pga.cases.rules.meetings import DecisionGiven, Planned, Prepared, Ticked, ViewForm
from pga.cases.rules.owners import Owner, OwnerKind
from pga.cases.rules.plan import GoalGiven, GoalStatus
from pga.cases.rules.proposing import ProposalKind
from pga.cases.rules.referral import BirthDate, CaseKind, NotInformedReason, Problem
from pga.cases.rules.states import ClosingReason, HoldReason, State
from pga.cases.rules.triage import (
    Criterion,
    CriterionAnswer,
    FeedbackMeans,
    LegalTest,
    Outcome,
    TriageAnswers,
)
from pga.cases.services import (
    actions,
    closing_item,
    contact,
    deciding,
    decision_list,
    ending,
    evaluating,
    information,
    letters,
    measuring,
    meetings,
    plan,
    presence,
    proposing,
    referral,
    showing,
    triage,
    working,
)
from pga.cases.services.letters import LetterWritten
from pga.core import clock
from pga.core.database import transaction
from pga.dossiers.models.link import LinkKind
from pga.dossiers.rules.emergency import EmergencyReason
from pga.dossiers.rules.recusal import Bond
from pga.dossiers.services import emergency, people, recusal
from pga.letters.rules.templates import LetterKind, LetterPlace
from pga.partners.labels.proposal import PROPOSAL
from pga.partners.models import ContactPerson, Organisation
from pga.partners.rules import (
    Agreed,
    AgreementKind,
    Chain,
    ContactGiven,
    PartnerKind,
    Standing,
)
from pga.partners.rules.sharing import Table
from pga.partners.services import add_agreement, write_contact
from pga.partners.services.sharing import approve_version, begin_table
from pga.privacy.disclosure_codes import Means
from pga.privacy.events import Event
from pga.privacy.trail import Line, Object, record
from pga.settings.reading import municipality_name
from pga.settings.rules.bounds import Proposed
from pga.settings.services import change_term, change_texts
from pga.signals import services as signals
from pga.signals.rules.codes import Forum, SignalKind, SignalSource
from pga.signals.rules.life import SignalGiven, TalkGiven
from tests.support.lives import kept, numbers

PASSWORD: Final = "zeven groene paraplu's op een rij"
CHEAP: Final = LoginRules(second_factor=False, memory=8, passes=1)
NAMES: Final = (
    "Anneloes Kwartelstaart",
    "Joost van Zonnedauw",
    "Mirre Lisdodde",
    "Sietse IJsvogelaar",
    "Noor Rietorchis",
    "Tjeerd Boomvalk",
)
CLEARED: Final = Clearance(
    date(2099, 12, 31), date(2099, 12, 31), date(2019, 1, 1), date(2099, 12, 31)
)
LONG_AGO: Final = datetime(2020, 1, 2, 9, tzinfo=UTC)
"""When everybody got an account and a role: they count whenever a test stops the clock."""
CANARY: Final = "Zichtbaar"
"""The surname of a person that a page may not show by accident."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with an account, and with the password that a test types."""

    actor: Actor
    username: str
    password: str = PASSWORD

    @property
    def id(self) -> UUID:
        return self.actor.id

    @property
    def name(self) -> str:
        return self.actor.name


def an_actor(role: Role = Role.SAFETY_TEAM, municipality: str = "LAR", **changes: Any) -> Actor:
    """Return somebody who asks; no store knows this one."""
    return replace(Actor(uuid4(), NAMES[0], role, municipality), **changes)


@kept
def a_user(  # noqa: PLR0913 - a builder takes what a test wants to say
    role: Role = Role.SAFETY_TEAM,
    municipality: str = "LAR",
    *,
    name: str = "",
    also: dict[str, Role] | None = None,
    until_on: date | None = None,
    clearance: Clearance = CLEARED,
    organisation: UUID | None = None,
) -> Member:
    """Make an account with a role, and perhaps ``also`` roles at other municipalities.

    Without ``organisation`` the role is one of before that was asked.
    """
    number = next(numbers)
    name = name or NAMES[number % len(NAMES)]
    username = f"gebruiker{number}"
    with clock.stopped_at(LONG_AGO):
        user_id = services.add_user(
            an_actor(Role.ADMIN),
            username=username,
            name=name,
            password=PASSWORD,
            grants={municipality: role, **(also or {})},
            rules=CHEAP,
            clearance=clearance,
            organisations={municipality: organisation} if organisation else {},
        )
    if until_on is not None:
        end_roles(user_id, until_on)
    actor = Actor(user_id, name, role, municipality, organisation=organisation)
    return Member(actor, username)


@kept
def end_roles(user_id: UUID, until_on: date) -> None:
    """Let the roles of somebody end on a day."""
    with transaction() as session:
        for grant in session.scalars(sa.select(RoleGrant).filter_by(user_id=user_id)):
            grant.until_on = until_on
        record(session, None, Line(Event.GRANTED, Object("user", user_id)))


@kept
def an_organisation(
    municipality: str = "LAR",
    name: str = "",
    *,
    chain: Chain = Chain.SOCIAL,
    may_refer: bool = True,
    standing: Standing = Standing.PUBLIC,
    kind: PartnerKind | None = PartnerKind.OTHER,
) -> UUID:
    """Make an organisation and return its id."""
    with transaction() as session:
        row = Organisation(
            municipality=municipality,
            name=name or f"Stichting Rietkraag {next(numbers)}",
            chain=chain,
            standing=standing,
            may_refer=may_refer,
            kind=kind,
        )
        session.add(row)
        record(session, None, Line(Event.SEEDED, Object("organisation", row.id)))
        return row.id


def a_person(**changes: Any) -> PersonGiven:
    """Return a person as given on a form."""
    usual = PersonGiven(
        surname=CANARY,
        call_name="Jorinde",
        birth=BirthDate(1991, 5, 14),
        address="Lisdoddepad 3",
        town="Laren",
    )
    return replace(usual, **changes)


def a_referral(**changes: Any) -> ReferralGiven:
    """Return an aanmelding that lacks nothing; person already informed is left out."""
    usual = ReferralGiven(
        kind=CaseKind.PERSON,
        received_on=clock.today(),
        referrer="Wessel Waterhoen",
        phone="035 555 01 00",
        persons=(a_person(),),
        occasion="Op 3 november stond de muziek voor de vierde keer na middernacht hard aan.",
        tried="De wijkagent sprak twee keer aan de deur; het wijkteam kreeg geen gehoor.",
        necessity="Geen van de betrokken diensten krijgt dit alleen tot rust.",
        problems=frozenset({Problem.SERIOUS_NUISANCE}),
        domains=frozenset({LifeDomain.HOUSING, LifeDomain.MENTAL_HEALTH}),
        not_informed=NotInformedReason.UNREACHABLE,
        not_informed_note="Drie keer aangebeld, geen gehoor.",
        look_again_on=clock.today() + timedelta(days=30),
    )
    return replace(usual, **changes)


UNTOLD: Final = {"not_informed": None, "not_informed_note": "", "look_again_on": None}
"""What an aanmelding says when nobody was told and nobody waits."""


def a_weging(outcome: Outcome = Outcome.ADMITTED, **changes: Any) -> triage.WegingDecision:
    """Return a weging that can be decided."""
    answers = TriageAnswers(
        criteria=dict.fromkeys(Criterion, CriterionAnswer.YES),
        legal_tests=dict.fromkeys(LegalTest, "Zonder overleg raakt niemand verder."),
        outcome=outcome,
        reasoning="Alle criteria zijn vervuld; de overlast groeit.",
        procesregisseur_named=changes.get("procesregisseur_id") is not None,
        route="" if outcome is Outcome.ADMITTED else "Het wijkteam pakt dit zelf op.",
        feedback=FeedbackMeans.PHONE,
    )
    usual = triage.WegingDecision(
        answers=answers,
        consulted="Het wijkteam dacht mee.",
        procesregisseur_id=None,
    )
    return replace(usual, **changes)


@kept
def a_case(  # noqa: PLR0913 - a builder takes what a test wants to say
    state: State = State.REFERRED,
    *,
    by: Actor | None = None,
    director: UUID | None = None,
    linked: Iterable[UUID] = (),
    recused: Iterable[UUID] = (),
    restricted: bool = False,
    given: ReferralGiven | None = None,
    municipality: str = "LAR",
) -> str:
    """Register a case, bring it to a state and return its number.

    ``by`` registers and weighs (somebody new of team Veiligheid when not named, and then linked);
    ``director`` becomes procesregisseur, by the weging itself when the state is past it; of a case
    that is over it is who still reads it, ``by`` when nobody else is named.
    """
    by = by or a_user(Role.SAFETY_TEAM, municipality).actor
    town = municipality_name(by.municipality)
    number = referral.register(
        by,
        given or a_referral(persons=(a_person(town=town),)),
        organisation_id=an_organisation(by.municipality),
        duplicate_checked=True,
    )
    if state is State.REJECTED:
        _link(by, number, linked)
    _weigh(by, number, state, director)
    if state is not State.REJECTED:
        _link(by, number, linked)
    _set(number, by, state, recused, restricted=restricted)
    return number


def an_end(
    actor: Actor,
    number: str,
    reason: ClosingReason = ClosingReason.NO_LONGER_NECESSARY,
    **changes: Any,
) -> None:
    """End a case by an event; each open action falls away."""
    open_ones = get_ending(actor, number).actions
    usual = {
        "happened_on": clock.today(),
        "words": "Volgens politie en corporatie was het een ander adres.",
        "actions": {
            one.id: Settled(ActionOutcome.DROPPED, "Niet meer nodig.") for one in open_ones
        },
        "heard": frozenset({Heard.FAMILY}),
    }
    given = EndGiven(**{"reason": reason, **usual, **changes})
    ending.end_case(actor, number, version_of(number), given)


def in_cases(door: Callable[..., Any]) -> Callable[..., Any]:
    """Return a door as one that is asked of a case: by who, the number and the rest."""

    @wraps(door)
    def asked(actor: Actor, *given: Any, **more: Any) -> Any:
        return door(actor, CASES, *given, **more)

    return asked


def name_procesregisseur(actor: Actor, number: str, version: int, **given: Any) -> None:
    people.name_director(actor, CASES, number, version, part=PROCESREGISSEUR, **given)


def name_casusregisseur(actor: Actor, number: str, version: int, **given: Any) -> None:
    people.name_director(actor, CASES, number, version, part=CASUSREGISSEUR, **given)


@kept
def a_goal(actor: Actor, number: str, **changes: Any) -> UUID:
    """Put a goal on the plan of a case."""
    usual = GoalGiven(
        domain=LifeDomain.HOUSING,
        status=GoalStatus.NOW,
        text="Voor de zomer is de huur betaald.",
        words="Ik wil in mijn huis blijven.",
    )
    return plan.add_goal(actor, number, replace(usual, **changes))


WHOM: Final = {"organisation_id", "contact_id", "recipient"}
"""What of a question says whom it is for."""
OWNERS: Final = {
    "user_id": OwnerKind.USER,
    "organisation_id": OwnerKind.ORGANISATION,
    "person_id": OwnerKind.PERSON,
    "guardian_id": OwnerKind.GUARDIAN,
}


@kept
def a_moment(actor: Actor, number: str, **changes: Any) -> UUID:
    """Note a contact moment of a case, now: a visit at which one spoke with the person."""
    here = clock.on_the_wall(clock.now())
    usual = MomentGiven(
        kind=ContactKind.HOME_VISIT,
        reached=True,
        text="Wil de brief van de verhuurder samen lezen.",
        on=here.date(),
        at=here.time(),
    )
    return contact.note_contact(actor, number, replace(usual, **changes))


def a_letter(actor: Actor, number: str, **changes: Any) -> UUID:
    """Write the letter *U bent aangemeld* to the first person of a case, by post."""
    person = sa.select(Person.id).filter_by(case_id=id_of(number)).order_by(Person.place)
    with transaction() as session:
        ear = Ear(Audience.PERSON, session.scalars(person.limit(1)).one())
    typed = {
        LetterPlace.REASON: "de buren horen u elke nacht.",
        LetterPlace.ORGANISATIONS: "de politie\nhet wijkteam",
        LetterPlace.TALK: "maandag 30 november om 10 uur in het huis van de gemeente",
        LetterPlace.PHONE: "035 55 50 100",
    }
    usual = LetterWritten(LetterKind.NOTIFIED, ear, Means.LETTER, typed)
    return letters.write_letter(actor, number, replace(usual, **changes))


def a_town_that_writes(municipality: str = "LAR") -> None:
    """Set what stands in each letter of a municipality, from today."""
    admin, today = a_user(Role.ADMIN, municipality).actor, clock.today()
    said = {
        "return_address": "Postbus 1, 1250 AA Laren",
        "dpo_name": "Fenna Fuut",
        "dpo_mail": "fg@laren.example",
        "dpo_phone": "035 555 01 02",
    }
    change_texts(admin, said, from_on=today, reason="Voor de brieven.")
    change_term(admin, "retention_closed_years", Proposed(5, today, "Het reglement."))


def an_owner(*, contact_id: UUID | None = None, **who: UUID) -> Owner:
    """Return who has an action, by the one id that is named."""
    ((which, one),) = who.items()
    return Owner(OWNERS[which], one, contact_id)


def owned(changes: dict[str, Any]) -> dict[str, Any]:
    """Return what is other about an action, with who has it as one value when an id is named."""
    who = {name: one for name, one in changes.items() if name in {*OWNERS, "contact_id"}}
    rest = {name: one for name, one in changes.items() if name not in who}
    return rest | ({"owner": an_owner(**who)} if who else {})


@kept
def an_action(actor: Actor, number: str, **changes: Any) -> UUID:
    """Give an action of a case, to the actor when nobody else is named."""
    usual = ActionGiven(
        text="Belt de corporatie over een betalingsregeling.",
        kind=ActionKind.SOCIAL,
        owner=Owner(OwnerKind.USER, actor.id),
        due_on=clock.today() + timedelta(days=14),
    )
    return actions.add_action(actor, number, replace(usual, **owned(changes)))


def scores(**changes: Score) -> dict[LifeDomain, Scored]:
    """Return a whole meting: what is not named is not needed for the case."""
    found = dict.fromkeys(LifeDomain, Scored(Score.NOT_NEEDED))
    found[LifeDomain.HOUSING] = Scored(
        Score.LIMITED, "Er is een huurschuld.", "Corporatie", clock.today()
    )
    for name, score in changes.items():
        found[LifeDomain(name)] = Scored(score, "Het speelt elke week.", "Wijkteam", clock.today())
    return found


@kept
def a_measurement(
    actor: Actor,
    number: str,
    kind: MeasurementKind = MeasurementKind.BASELINE,
    *,
    final: bool = True,
    version: int = 0,
    **changes: Score,
) -> None:
    """Measure the leefgebieden today."""
    measuring.save_measurement(
        actor,
        number,
        version,
        kind=kind,
        measured_on=clock.today(),
        scores=scores(**changes),
        final=final,
    )


def token_of_plan(actor: Actor, number: str) -> str:
    """Return what a form that adopts the plan would hold, opened just now."""
    return get_adopting(actor, number).token


@kept
def a_plan(by: Actor, number: str, *, adopt: bool = True) -> None:
    """Make what a plan needs on a case in planning, and adopt it."""
    goal_id = a_goal(by, number)
    an_action(by, number, goal_id=goal_id)
    a_measurement(by, number)
    people.name_director(
        by,
        CASES,
        number,
        version_of(number),
        part=CASUSREGISSEUR,
        user_id=by.id,
        reason="Kent de persoon.",
    )
    a_decision_list(number)
    if adopt:
        plan.adopt_plan(by, number, version_of(number), token_of_plan(by, number), why="")


@kept
def an_evaluation(actor: Actor, number: str, **changes: Any) -> bool:
    """Evaluate a case of which a plan was adopted: it goes on as it goes, unless you say so."""
    usual = EvaluationGiven(
        held_on=clock.today(),
        tests={
            test: Appraised(holds=True, why="Er is nog overlast, en minder dan eerst.")
            for test in EvaluationTest
        },
        worked="De huisbezoeken op maandag.",
        failed="De brieven bleven liggen.",
        conclusion=Conclusion.CONTINUE,
        why="Het gaat langzaam vooruit.",
        colleagues=frozenset({actor.id}),
    )
    standing = get_evaluation_form(actor, number).version
    return evaluating.evaluate(actor, number, standing, replace(usual, **changes))


@kept
def a_proposal(
    actor: Actor, number: str, kind: ProposalKind = ProposalKind.AFTERCARE, why: str = "Het lukt."
) -> UUID:
    """Propose what should become of a case; return the id of the proposal."""
    proposing.propose(actor, number, kind, why=why)
    with transaction() as session:
        question = sa.select(Proposal.id).filter_by(case_id=id_in(session, number), kind=kind)
        return session.scalars(question.order_by(Proposal.made_at.desc()).limit(1)).one()


@kept
def a_meeting(actor: Actor, *numbers: str, on: date | None = None) -> UUID:
    """Plan a meeting about these cases, for today when no day is named."""
    planned = Planned(on=on or clock.today(), begins=time(14), place="Gemeentehuis, kamer 2")
    return meetings.plan_meeting(actor, planned, numbers)


def seats(actor: Actor, number: str, meeting_id: UUID) -> dict[str, UUID]:
    """Return who is invited to a case of a meeting, by name."""
    room = showing.show(actor, number, meeting_id)
    return {seat.name: seat.id for seat in room.seats}


@kept
def prepared(actor: Actor, number: str, meeting_id: UUID, *invited: str, **changes: Any) -> None:
    """Prepare a case of a meeting; who was invited already stays."""
    begun = get_preparing(actor, number, meeting_id)
    usual = Prepared(
        purpose="De overlast stoppen en de woning houden.",
        question="",
        minutes=20,
        invited=(*begun.chosen, *invited),
    )
    meetings.prepare(actor, number, meeting_id, begun.version, replace(usual, **changes))


@kept
def ticked(actor: Actor, number: str, meeting_id: UUID, *absent: UUID, **changes: Any) -> None:
    """Open a case on the screen before everybody who was invited but these."""
    room = showing.show(actor, number, meeting_id)
    usual = Ticked(
        present=frozenset({seat.id for seat in room.seats} - set(absent)), view=ViewForm.NONE
    )
    presence.tick(actor, number, meeting_id, room.version, replace(usual, **changes))


@kept
def a_decision(actor: Actor, number: str, meeting_id: UUID, **changes: Any) -> None:
    """Write a decision down; without who and when it is no action."""
    usual = DecisionGiven(text="De aanpak blijft lokaal.", owner=None, due_on=None)
    deciding.decide(
        actor,
        number,
        meeting_id,
        replace(usual, **changes),
    )


@kept
def closed(actor: Actor, number: str, meeting_id: UUID, *, next_on: date | None = None) -> None:
    """Take a case off the screen."""
    version = showing.show(actor, number, meeting_id).version
    closing_item.close(actor, number, meeting_id, version, next_on=next_on)


def director_of(number: str) -> Actor:
    """Return the procesregisseur of a case as somebody who acts."""
    with transaction() as session:
        case = session.scalars(sa.select(Case).filter_by(number=number)).one()
        user = session.get_one(User, case.procesregisseur_id)
        return Actor(user.id, user.name, Role.SAFETY_TEAM, case.municipality)


@kept
def a_decision_list(number: str) -> UUID:
    """Hold a meeting about a case today and approve its besluitenlijst."""
    chair = director_of(number)
    meeting_id = a_meeting(chair, number)
    ticked(chair, number, meeting_id)
    a_decision(chair, number, meeting_id)
    closed(chair, number, meeting_id)
    version = showing.show(chair, number, meeting_id).version
    decision_list.approve(chair, number, meeting_id, version)
    return meeting_id


@kept
def end_links(number: str) -> None:
    """End every link to a case today."""
    with transaction() as session:
        for link in session.scalars(sa.select(CaseLink).filter_by(case_id=id_in(session, number))):
            link.until_on = max(clock.today(), link.from_on)
        record(session, None, Line(Event.SEEDED))


@kept
def a_contact(
    organisation: UUID, name: str = "Wietske Wulp", *, municipality: str = "LAR", **changes: Any
) -> UUID:
    """Write a contact person of an organisation down and return the id."""
    given = ContactGiven(name, "wijkagent", "035 555 03 00", "", clock.today())
    admin = a_user(Role.ADMIN, municipality).actor
    write_contact(admin, organisation, replace(given, **changes))
    with transaction() as session:
        newest = sa.select(ContactPerson.id).filter_by(organisation_id=organisation)
        return session.scalars(newest).all()[-1]


def a_question(organisation: UUID, **changes: Any) -> information.QuestionAsked:
    """Return a question to a partner that lacks nothing."""
    whom = PartnerAsked(organisation, None, "Wietske Wulp, wijkagent")
    whom = replace(whom, **{one: changes.pop(one) for one in WHOM & changes.keys()})
    usual = information.QuestionAsked(
        whom=(whom,),
        purpose=AskPurpose.KNOWN,
        question="Is deze persoon bij u bekend?",
        not_needed=NOT_NEEDED,
        due_on=clock.today() + timedelta(days=14),
        means=Means.SECURE_MAIL,
    )
    return replace(usual, **changes)


@kept
def a_request(actor: Actor, number: str, organisation: UUID | None = None, **changes: Any) -> UUID:
    """Ask a partner about a case and return the id of the question."""
    asked = a_question(organisation or an_organisation(actor.municipality), **changes)
    information.ask(actor, number, asked)
    with transaction() as session:
        question = sa.select(InformationRequest.id).filter_by(
            case_id=id_in(session, number), organisation_id=asked.whom[0].organisation_id
        )
        return session.scalars(question).all()[-1]


def given_by_a_partner(**changes: Any) -> ContributionGiven:
    """Return what a partner told, for everybody at the table and further."""
    usual = ContributionGiven(
        about=InfoClass.SOCIAL,
        visibility=Visibility.OVERLEG,
        onward=Onward.YES,
        conditions=Conditions(),
        fact="De huur is drie maanden niet betaald.",
        opinion="De partner verwacht dat het erger wordt.",
        source="Incassoadministratie",
        manner=Manner.REGISTER,
        facts_on=clock.today(),
        received_on=clock.today(),
    )
    return replace(usual, **changes)


@kept
def a_contribution(
    actor: Actor, number: str, organisation: UUID | None = None, **changes: Any
) -> UUID:
    """Let a partner be asked and contribute; return the id of the contribution."""
    request_id = a_request(actor, number, organisation)
    information.contribute(
        actor,
        number,
        request_id,
        given_by_a_partner(**changes),
    )
    with transaction() as session:
        return session.scalars(sa.select(Contribution.id).filter_by(request_id=request_id)).one()


@kept
def an_unasked_contribution(
    actor: Actor, number: str, organisation: UUID | None = None, **changes: Any
) -> None:
    """Let a partner tell something without being asked."""
    information.contribute_unasked(
        actor,
        number,
        organisation or an_organisation(actor.municipality),
        given_by_a_partner(**changes),
    )


@kept
def an_error_in(actor: Actor, number: str, contribution_id: UUID) -> UUID:
    """Let the supplier of a contribution report an error."""
    information.freeze(actor, number, contribution_id, word="De wijkagent meldt een verwisseling.")
    return contribution_id


@kept
def kept_by_law(actor: Actor, number: str, contribution_id: UUID) -> UUID:
    """Let a contribution be one of before that the police told without a decision."""
    with transaction() as session:
        row = session.get_one(Contribution, contribution_id)
        row.status, row.frozen_for, row.frozen_on = Status.FROZEN, FrozenFor.POLICE, clock.today()
        record(session, actor, Line(Event.SEEDED, Object("case", id_in(session, number))))
    return contribution_id


@kept
def a_held_goal(actor: Actor, number: str, text: str = "Geen winkeldiefstal meer.") -> UUID:
    """Let a goal about Justitie be one that may be about a child; return what holds it."""
    goal_id = a_goal(actor, number, domain=LifeDomain.JUSTICE, text=text, words=text)
    with transaction() as session:
        case_id, held_on = id_in(session, number), clock.today()
        row = CriminalHold(case_id=case_id, row_id=goal_id, kind=HeldKind.GOAL, held_on=held_on)
        session.add(row)
        session.flush()
        record(session, actor, Line(Event.SEEDED, Object("case", case_id)))
        return row.id


@kept
def an_agreement_of(
    organisation: UUID, kind: AgreementKind = AgreementKind.COVENANT, *, municipality: str = "LAR"
) -> None:
    """Let an organisation sign, from today on."""
    agreed = Agreed(kind, "Convenant lokale PGA", "2", clock.today())
    admin = a_user(Role.ADMIN, municipality).actor
    add_agreement(admin, organisation, agreed)


@kept
def a_sharing_table(
    municipality: str = "LAR", table: Table = PROPOSAL, *, approved: bool = True
) -> None:
    """Begin with a table of what may be shared, and let an FG approve it."""
    admin = a_user(Role.ADMIN, municipality).actor
    begin_table(admin, table, reason="Voorstel.")
    if approved:
        approve_version(
            a_user(Role.DPO, municipality).actor,
            1,
            from_on=clock.today(),
            reason="Besproken.",
        )


@kept
def a_recusal(actor: Actor, number: str, *, bond: Bond = Bond.NEIGHBOUR, note: str = "") -> None:
    """Let somebody say to know the person of a case that is open to them."""
    recusal.recuse(actor, CASES, number, bond=bond, note=note)


@kept
def an_emergency(actor: Actor, number: str, *, note: str = "De buurman hoort geschreeuw.") -> bool:
    """Let somebody ask noodtoegang, the fresh login done; tell whether the case opened."""
    asked = emergency.EmergencyAsked(number, EmergencyReason.DANGER_PERSON, note)
    return emergency.open_emergency(actor, CASES, asked)


def version_of(number: str) -> int:
    """Return the version of a case, as a form that was just opened would hold it."""
    with transaction() as session:
        return session.scalars(sa.select(Case.version).filter_by(number=number)).one()


def id_of(number: str) -> UUID:
    """Return the id of a case."""
    with transaction() as session:
        return id_in(session, number)


def id_in(session: Session, number: str) -> UUID:
    """Return the id of a case, within a unit."""
    return session.scalars(sa.select(Case.id).filter_by(number=number)).one()


def _weigh(by: Actor, number: str, state: State, director: UUID | None) -> None:
    if state is not State.REFERRED:
        triage.start_triage(by, number, version_of(number), duplicate_checked=True)
    if state in {State.REFERRED, State.IN_TRIAGE}:
        if director is not None:
            _name(by, number, director)
    elif state is State.REJECTED:
        _name(by, number, director or by.id)
        triage.decide_triage(by, number, version_of(number), a_weging(Outcome.REJECTED))
    else:
        weging = a_weging(procesregisseur_id=director or by.id)
        triage.decide_triage(by, number, version_of(number), weging)
        if state is not State.INFORMATION_ROUND:
            note = "Er was niemand te bevragen."
            working.start_planning(by, number, version_of(number), note=note)


def _link(by: Actor, number: str, linked: Iterable[UUID]) -> None:
    for user_id in linked:
        people.link(
            by,
            CASES,
            number,
            user_id=user_id,
            from_on=clock.today(),
            last_on=None,
            reason="Werkt mee.",
        )


def _name(by: Actor, number: str, director: UUID) -> None:
    reason = "Kent de wijk."
    people.name_director(
        by, CASES, number, version_of(number), part=PROCESREGISSEUR, user_id=director, reason=reason
    )


def _set(
    number: str, by: Actor, state: State, recused: Iterable[UUID], *, restricted: bool
) -> None:
    """Set what no use case can reach yet; the trail calls it seeded."""
    with transaction() as session:
        case = session.scalars(sa.select(Case).filter_by(number=number)).one()
        if case.state is not state:
            case.state = state
            session.add(
                StateChange(
                    case_id=case.id, move=None, state=state, at=clock.now(), by=by.id, checks=""
                )
            )
        if state is State.ON_HOLD:
            case.hold_code = HoldReason.DETENTION
        case.processing_restricted = restricted
        for user_id in recused:
            session.add(
                CaseLink(
                    case_id=case.id, user_id=user_id, kind=LinkKind.RECUSED, from_on=clock.today()
                )
            )
        record(session, by, Line(Event.SEEDED, Object("case", case.id)))


@kept
def a_signal(by: Actor, *, discussed: bool = False, **changes: Any) -> UUID:
    """Write a worry down, and perhaps say that it was talked about today."""
    told: dict[str, Any] = {
        "worry": "Een man staat elke nacht op het plein te roepen.",
        "source": SignalSource.POLICE,
        "kind": SignalKind.E33,
        "received_on": clock.today(),
    }
    signal_id = signals.note_signal(by, SignalGiven(**(told | changes)))
    if discussed:
        signals.discuss(by, signal_id, 1, TalkGiven(Forum.NETWORK, clock.today()))
    return signal_id
