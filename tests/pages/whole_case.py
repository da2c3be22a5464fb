"""A case of which every text is written, and where each page of a case stands."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import product
from typing import Any, Final
from uuid import UUID

from flask import Flask, url_for

from pga.access.permissions import Role
from pga.access.policy import Actor
from pga.cases.models.case import Guardian, Person
from pga.cases.models.contact import ContactMoment
from pga.cases.models.doors import AccessRequest, CaseFlag, CaseLink, EmergencyAccess, Recusal
from pga.cases.models.evaluating import Proposal
from pga.cases.models.information import Contribution, InformationRequest
from pga.cases.models.letters import CaseDocument
from pga.cases.models.meeting import Attendance, Decision, MeetingItem
from pga.cases.models.mistaken import Retraction
from pga.cases.models.plan import CaseAction, PlanGoal, PlanVersion
from pga.cases.models.referral import CriminalHold
from pga.cases.room import CASES
from pga.cases.rules.actions import ActionKind, ActionOutcome, Passage
from pga.cases.rules.contact import SightAnswer, Whom
from pga.cases.rules.contributions import Conditions, Onward
from pga.cases.rules.domains import Score
from pga.cases.rules.evaluating import Conclusion
from pga.cases.rules.information import RequestAnswer
from pga.cases.rules.informing import ALL_TOPICS, Audience, Ear, InformMeans
from pga.cases.rules.intake import AboutOther, GuardianGiven
from pga.cases.rules.measuring import MeasurementKind
from pga.cases.rules.plan import GoalStatus, PlanReply, PlanText
from pga.cases.rules.proposing import ProposalAnswer, ProposalKind
from pga.cases.rules.referral import BirthDate, CaseKind, NotInformedReason, ThirdPartyRelation
from pga.cases.rules.states import HoldReason, State
from pga.cases.services import (
    actions,
    consenting,
    contact,
    information,
    informing,
    letters,
    plan,
    proposing,
    working,
)
from pga.core import clock
from pga.dossiers.rules.disclosures import DisclosureGiven
from pga.dossiers.services import access, disclosures, emergency, flags
from pga.privacy.disclosure_codes import Category, Means, Purpose
from tests.builders import (
    Member,
    a_case,
    a_contact,
    a_contribution,
    a_decision,
    a_goal,
    a_held_goal,
    a_letter,
    a_measurement,
    a_meeting,
    a_moment,
    a_person,
    a_plan,
    a_proposal,
    a_recusal,
    a_referral,
    a_request,
    a_town_that_writes,
    a_user,
    an_action,
    an_emergency,
    an_error_in,
    an_evaluation,
    an_organisation,
    given_by_a_partner,
    id_of,
    kept_by_law,
    prepared,
    ticked,
    token_of_plan,
    version_of,
)
from tests.support.rows import row_of, rows_of

OTHER: Final = Passage("De buurvrouw sliep er niet van", ThirdPartyRelation.NEIGHBOUR)


def a_whole_case(by: Actor, *linked: UUID) -> str:
    """Make a case in execution of which each text is written somewhere."""
    knows = a_user(Role.INTERVENTION_TEAM)
    with clock.stopped_at(clock.now() - timedelta(days=20)):
        number = a_case(State.PLANNING, by=by, given=_family(), linked=[*linked, knows.id])
        late = a_request(by, number, due_on=clock.today())
    information.note_late(by, number, late, note="Wij gaan verder zonder.")
    there = an_organisation(name="Stichting Lepelaar")
    person = a_contact(there, "Tijs Testman", email="tijs@lepelaar.invalid")
    _round(by, number, there)
    _told(by, number)
    _plan(by, number, there, person)
    _evaluated(by, number)
    _doors(by, number, knows)
    _contact(by, number)
    _meeting(by, number, person)
    return number


def held(by: Actor, number: str) -> str:
    """Put a case on hold, with the reason in words."""
    working.hold(
        by,
        number,
        version_of(number),
        reason=HoldReason.DETENTION,
        note="Zit zes weken vast.",
        review_on=clock.today() + timedelta(days=30),
    )
    return number


def _family() -> Any:
    child = a_person(surname="Zonnedauw", call_name="Kiki", birth=BirthDate(2012, 3, 1))
    return a_referral(
        kind=CaseKind.FAMILY,
        persons=(a_person(surname="Zonnedauw", phone="06 55 50 02 00"), child),
        guardians=(
            GuardianGiven(
                name="Ilse Zonnedauw",
                relation="moeder",
                informed_on=clock.today(),
                phone="06 55 50 02 01",
                address="Rietpad 8, Laren",
            ),
        ),
        email="wessel@laren.invalid",
        at_risk=True,
        safety="Er is een grote hond.",
        urgent=True,
        urgent_reason="De huur is opgezegd.",
        involved=(("Wijkteam", "Sanne Snip"),),
        about_others=(
            AboutOther(
                field="tried",
                relation=ThirdPartyRelation.NEIGHBOUR,
                passage="De wijkagent sprak twee keer",
            ),
        ),
    )


def _round(by: Actor, number: str, there: UUID) -> None:
    a_contribution(by, number, there, conditions=Conditions(words="Niet in de brief."))
    an_error_in(by, number, a_contribution(by, number))
    kept_by_law(by, number, a_contribution(by, number))
    asks = a_contribution(by, number, onward=Onward.AFTER_CONSENT)
    consenting.consent(
        by,
        number,
        asks,
        consenting.ConsentGiven(
            recipient=there, said_by="Roos Roerdomp, consulent", said_on=clock.today()
        ),
    )
    settled = an_error_in(by, number, a_contribution(by, number))
    information.correct_contribution(
        by, number, settled, given_by_a_partner(fact="Twee maanden."), word="Zij telden verkeerd."
    )
    asked = a_request(by, number)
    information.record_answer(
        by,
        number,
        asked,
        1,
        answer=RequestAnswer.MAY_NOT_SHARE,
        answered_on=clock.today(),
        note="Mag het niet zeggen.",
    )


def _plan(by: Actor, number: str, there: UUID, contact: UUID) -> None:
    texts = {name: f"{OTHER.text}, zo staat het bij {name}." for name in PlanText}
    plan.write_texts(
        by, number, 0, texts, about_other=OTHER, reason="Zo staat het er voor het eerst."
    )
    goals = {
        status: a_goal(
            by, number, status=status, text=f"Het doel {status}.", words=f"Ik: {status}."
        )
        for status in GoalStatus
    }
    a_goal(by, number, text="Alleen voor de regie.", regie=True)
    a_held_goal(by, number)
    now = goals[GoalStatus.NOW]
    person, guardian = row_of(Person, place=0, case_id=id_of(number)), _guardian(number)
    an_action(by, number, organisation_id=there, contact_id=contact, goal_id=now)
    an_action(by, number, person_id=person.id, text="Gaat naar de huisarts.", goal_id=now)
    an_action(by, number, guardian_id=guardian.id, kind=ActionKind.CARE, goal_id=now)
    an_action(by, number, goal_id=goals[GoalStatus.LATER], text="Zoekt een opleiding.")
    ended = an_action(by, number, text="Schrijft de corporatie.")
    actions.settle_action(
        by,
        number,
        ended,
        outcome=ActionOutcome.PARTLY,
        result="Zij bellen terug.",
        done_on=clock.today(),
    )
    a_plan(by, number)
    a_goal(by, number, text="Een vak leren.", status=GoalStatus.LATER)
    token = token_of_plan(by, number)
    plan.revise_plan(by, number, version_of(number), token, why="Er kwam een doel bij.")
    plan.record_reply(
        by,
        number,
        2,
        reply=PlanReply.NOT_AGREED,
        note="Wil eerst een huis.",
        replied_on=clock.today(),
    )
    a_goal(by, number, text="Dit kwam er na versie twee bij.")
    a_measurement(by, number, MeasurementKind.INTERIM, final=False, HUI=Score.LIMITED)


def _evaluated(by: Actor, number: str) -> None:
    """Evaluate it, with a proposal that was refused and one that waits."""
    an_evaluation(
        by,
        number,
        conclusion=Conclusion.PROPOSE_AFTERCARE,
        why="Er is drie maanden rust.",
        unused="Het tweede overleg.",
        others="De moeder",
    )
    refused = a_proposal(by, number, ProposalKind.CLOSE, "Hij wil zelf verder.")
    given = ProposalAnswer.REFUSED
    proposing.answer(by, number, refused, given=given, why="Kijk over een maand.")


def _guardian(number: str) -> Guardian:
    return row_of(Guardian, case_id=id_of(number))


def _told(by: Actor, number: str) -> None:
    person = row_of(Person, place=0, case_id=id_of(number))
    informing.tell(
        by,
        number,
        informing.Telling(
            ears=[Ear(Audience.PERSON, person.id)],
            topics=ALL_TOPICS,
            means=InformMeans.TALK,
            told_on=clock.today(),
            told_by=by.id,
            note="Aan de keukentafel.",
        ),
    )
    informing.postpone(
        by,
        number,
        informing.Postponing(
            ears=[Ear(Audience.GUARDIAN, _guardian(number).id)],
            ground=NotInformedReason.UNREACHABLE,
            note="De moeder is op reis.",
            decided_by=by.id,
            decided_on=clock.today(),
            review_on=clock.today() + timedelta(days=7),
        ),
    )
    disclosures.book(
        by,
        CASES,
        number,
        DisclosureGiven(
            organisation_id=None,
            recipient="Dirk Drieteenmeeuw, huisarts",
            categories=(Category.CASE_NUMBER,),
            purpose=Purpose.MEETING,
            means=Means.SPOKEN,
            on=clock.today(),
            secrecy_on=clock.today(),
        ),
    )


def _contact(by: Actor, number: str) -> None:
    """Speak with somebody, withdraw one, try three times in vain; answer that, say who goes."""
    a_moment(by, number, whom=Whom.OTHER, whom_name="De buurvrouw", text="Zag haar gisteren.")
    a_moment(by, number)
    wrong = a_moment(by, number, text="Dit was een ander.")
    contact.withdraw_contact(by, number, wrong, why="Verkeerd gekozen.")
    for _ in range(3):
        a_moment(by, number, reached=False, text="Geen gehoor.")
    contact.answer_sight(by, number, answer=SightAnswer.TRYING, why="Wij gaan in de avond.")
    contact.say_visit_rule(by, number, version_of(number), "Ga met twee.")
    a_town_that_writes()
    letters.propose_letter(by, number, a_letter(by, number), 1, "Hij moet dit weten.")


def _doors(by: Actor, number: str, knows: Member) -> None:
    for text in ("Bel de wijkagent.", "Lees de brief."):
        flags.flag(by, CASES, number, text=text, due_on=clock.today() + timedelta(days=3))
    first = rows_of(CaseFlag, case_id=id_of(number))[0]
    flags.close_flag(by, CASES, number, first.id, closing="Gebeld.")
    access.ask_access(a_user(Role.INTERVENTION_TEAM).actor, CASES, number, reason="Ik val in.")
    a_recusal(knows.actor, number, note="Hij woont naast mij.")
    urgent = a_user(Role.INTERVENTION_TEAM).actor
    an_emergency(urgent, number)
    opened = row_of(EmergencyAccess, case_id=id_of(number))
    emergency.review(
        a_user(Role.DPO).actor, CASES, opened.id, justified=True, note="De buurman belde ook."
    )


def _meeting(by: Actor, number: str, contact: UUID) -> None:
    """Hold one and leave it open, and prepare a later one."""
    meeting = a_meeting(by, number)
    prepared(by, number, meeting, f"c:{contact}", "person", question="Wat hoort u in de straat?")
    ticked(by, number, meeting)
    a_decision(by, number, meeting)
    later = a_meeting(by, number, on=clock.today() + timedelta(days=30))
    prepared(by, number, later, f"c:{contact}", "person", question="Hoe staat het met de huur?")


PARTS: Final[Mapping[str, Any]] = {
    "flag_id": CaseFlag,
    "recusal_id": Recusal,
    "goal_id": PlanGoal,
    "action_id": CaseAction,
    "contribution_id": Contribution,
    "decision_id": Decision,
    "moment_id": ContactMoment,
    "proposal_id": Proposal,
    "link_id": CaseLink,
    "who_id": Person,
    "retraction_id": Retraction,
    "document_id": CaseDocument,
    "hold_id": CriminalHold,
}
"""What the parts of a case are called in an address."""
ASKED: Final = {"cases.answer_access": AccessRequest}
"""Where a ``request_id`` is another than a question to a partner."""


FILES: Final = {"cases.letter_file"}
"""What is no page: tests/cases/test_letters_pages.py asks for it."""


def addresses_of(app: Flask, number: str) -> Iterator[str]:
    """Yield each page of a case, of each of its parts."""
    case_id = id_of(number)
    items = rows_of(MeetingItem, case_id=case_id)
    values = {
        **{
            name: [row.id for row in rows_of(model, case_id=case_id)]
            for name, model in PARTS.items()
        },
        "meeting_id": [item.meeting_id for item in items],
        "version": [0, *(row.number for row in rows_of(PlanVersion, case_id=case_id))],
        "which": ["procesregisseur", "casusregisseur"],
        "number": [number],
    }
    guests = {row.organisation_id for row in rows_of(Attendance, case_id=case_id)} - {None}
    values["organisation_id"] = [*guests]
    for rule in app.url_map.iter_rules():
        of_a_case = "number" in rule.arguments or "meeting_id" in rule.arguments
        if not of_a_case or rule.endpoint in FILES or "GET" not in (rule.methods or ()):
            continue
        asked = ASKED.get(rule.endpoint, InformationRequest)
        ids = {**values, "request_id": [row.id for row in rows_of(asked, case_id=case_id)]}
        names = sorted(rule.arguments)
        for found in product(*(ids[name] for name in names)):
            with app.test_request_context():
                yield url_for(rule.endpoint, **dict(zip(names, found, strict=True)))
