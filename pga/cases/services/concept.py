"""A concept-aanmelding: written, handed in, asked back, taken, refused, withdrawn."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from pga.access.permissions import Permission, Role
from pga.access.policy import Actor, require
from pga.accounts.reading import colleagues
from pga.cases.models.concept import ConceptReferral
from pga.cases.reading.concept import PURPOSE, about, find_concept, recused_from
from pga.cases.reading.intake import faults_in
from pga.cases.reading.terms import rules_in_force
from pga.cases.room import CASES
from pga.cases.rules.concept import (
    ConceptMove,
    ConceptNews,
    ConceptProblem,
    ConceptState,
    after,
    dates_from,
    received_on,
    starts,
)
from pga.cases.rules.intake import ReferralGiven
from pga.cases.services import referral
from pga.cases.services.concept_ending import TEAM, end
from pga.cases.services.concept_news import take_off_lists, tell
from pga.cases.services.concept_recusal import recusals_to_case
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid, StaleDossier
from pga.dossiers.services.links import ensure_linked
from pga.privacy import keys, once
from pga.privacy.events import Event
from pga.privacy.keys import Scope
from pga.privacy.trail import Line, record

MAKERS: Final = (Role.INTERVENTION_TEAM,)
"""Who writes concept-aanmeldingen, and can work on the case that is made of one."""

Pairs = Sequence[tuple[str, str]]


def begin(actor: Actor, fields: Pairs, *, name: str) -> UUID:
    """Keep what is written of a new concept-aanmelding, whole or not; return its id."""
    require(actor, Permission.CONCEPT_WRITE)
    with transaction() as session:
        concept = _new(session, actor)
        _write(concept, fields, name)
        once.came_to(session, str(concept.id))
        record(session, actor, Line(Event.CONCEPT_WRITTEN, about(concept.id), purpose=PURPOSE))
        return concept.id


def write(
    actor: Actor, concept_id: UUID, version: int, fields: Pairs, *, name: str, answer: str = ""
) -> None:
    """Keep what its maker wrote on; what was handed in stays as it was. Raises StaleDossier."""
    with transaction() as session:
        concept = _own(session, actor, concept_id, version)
        _move(session, concept, ConceptMove.WRITE)
        _write(concept, fields, name)
        if concept.state is ConceptState.ASKED_BACK:
            concept.answer = answer or None
        record(session, actor, Line(Event.CONCEPT_WRITTEN, about(concept.id), purpose=PURPOSE))


def hand_in_new(
    actor: Actor, given: ReferralGiven, fields: Pairs, *, organisation_id: UUID, name: str
) -> UUID:
    """Hand a new concept-aanmelding in at once. Raises Invalid with all that is wrong."""
    require(actor, Permission.CONCEPT_WRITE)
    with transaction() as session:
        concept = _new(session, actor)
        _hand_in(session, actor, concept, given, fields, organisation_id)
        concept.name = name
        once.came_to(session, str(concept.id))
        record(session, actor, Line(Event.CONCEPT_HANDED_IN, about(concept.id), purpose=PURPOSE))
        return concept.id


def hand_in(  # noqa: PLR0913 - who, which, of which version, and what stands in it
    actor: Actor,
    concept_id: UUID,
    version: int,
    given: ReferralGiven,
    fields: Pairs,
    *,
    organisation_id: UUID,
    name: str,
    answer: str = "",
) -> None:
    """Hand a concept-aanmelding in, for the first time or after a question.

    Raises Invalid with all that is wrong, or StaleDossier.
    """
    with transaction() as session:
        concept = _own(session, actor, concept_id, version)
        if concept.state is ConceptState.ASKED_BACK:
            if not answer:
                raise Invalid({"answer": ConceptProblem.NO_ANSWER})
            concept.answer = answer
        _hand_in(session, actor, concept, given, fields, organisation_id)
        concept.name = name
        record(session, actor, Line(Event.CONCEPT_HANDED_IN, about(concept.id), purpose=PURPOSE))


def ask_back(actor: Actor, concept_id: UUID, version: int, *, question: str) -> None:
    """Ask its maker something. Raises Refused or StaleDossier."""
    with transaction() as session:
        concept = _judged(session, actor, concept_id, version, ConceptMove.ASK_BACK)
        concept.question, concept.answer = question, None
        take_off_lists(session, concept)
        tell(session, concept, [concept.maker_id], ConceptNews.ASKED_BACK)
        line = Line(Event.CONCEPT_ASKED_BACK, about(concept.id), purpose=PURPOSE)
        record(session, actor, line)


def take(
    actor: Actor,
    concept_id: UUID,
    version: int,
    given: ReferralGiven,
    *,
    organisation_id: UUID,
    duplicate_checked: bool,
) -> str:
    """Make a case of it by the use case of an aanmelding, and return its number.

    Its maker works on the case, when still of the interventieteam here. What stood in the concept
    goes with its key. Raises Invalid, Refused or StaleDossier.
    """
    require(actor, Permission.CASE_REGISTER)
    with transaction() as session:
        concept = _judged(session, actor, concept_id, version, ConceptMove.TAKE)
        first = concept.handed_in_on or clock.today()
        case = referral.register_in(
            session,
            actor,
            replace(given, received_on=received_on(first)),
            organisation_id=organisation_id,
            duplicate_checked=duplicate_checked,
        )
        concept.became_id = case.id
        here = {one.id for one in colleagues(session, case.municipality, MAKERS)}
        take_off_lists(session, concept)
        recusals_to_case(session, concept, case)
        if concept.maker_id in here:
            ensure_linked(session, CASES, case, concept.maker_id)
            tell(session, concept, [concept.maker_id], ConceptNews.TAKEN)
        once.came_to(session, case.number)
        line = Line(Event.CREATED, CASES.about(case.id), purpose=referral.PURPOSE)
        record(session, actor, line)
        end(session, actor, concept, Event.CONCEPT_TAKEN)
        return case.number


def refuse(actor: Actor, concept_id: UUID, version: int, *, reason: str) -> None:
    """Refuse it; its maker can read why until its day. Raises Refused or StaleDossier."""
    with transaction() as session:
        concept = _judged(session, actor, concept_id, version, ConceptMove.REFUSE)
        concept.refusal, concept.writing = reason, None
        take_off_lists(session, concept)
        tell(session, concept, [concept.maker_id], ConceptNews.REFUSED)
        record(session, actor, Line(Event.CONCEPT_REFUSED, about(concept.id), purpose=PURPOSE))


def withdraw(actor: Actor, concept_id: UUID, version: int) -> None:
    """Take it back: what stood in it goes at once. Raises Refused or StaleDossier."""
    with transaction() as session:
        concept = _own(session, actor, concept_id, version)
        _move(session, concept, ConceptMove.WITHDRAW)
        take_off_lists(session, concept)
        end(session, actor, concept, Event.CONCEPT_WITHDRAWN)


def _new(session: Session, actor: Actor) -> ConceptReferral:
    concept = ConceptReferral(
        municipality=actor.municipality,
        maker_id=actor.id,
        state=ConceptState.BEING_WRITTEN,
        begun_at=clock.now(),
    )
    keys.new_key(session, actor.municipality, Scope.CONCEPT, concept.id)
    rules = rules_in_force(session, actor.municipality)
    concept.ends_on = dates_from(concept.state, clock.today(), rules).ends_on
    session.add(concept)
    session.flush()
    return concept


def _own(session: Session, actor: Actor, concept_id: UUID, version: int) -> ConceptReferral:
    return find_concept(session, actor, concept_id, Permission.CONCEPT_WRITE, version=version)


def _judged(
    session: Session, actor: Actor, concept_id: UUID, version: int, move: ConceptMove
) -> ConceptReferral:
    concept = find_concept(session, actor, concept_id, Permission.CONCEPT_JUDGE, version=version)
    _move(session, concept, move)
    concept.judged_on, concept.judged_by = clock.today(), actor.id
    return concept


def _move(session: Session, concept: ConceptReferral, move: ConceptMove) -> None:
    """Bring it where the move leads; writing on gives it no more days."""
    if not starts(move, concept.state):
        raise StaleDossier(str(concept.id))
    concept.state = after(move, concept.state)
    if move is not ConceptMove.WRITE:
        rules = rules_in_force(session, concept.municipality)
        dates = dates_from(concept.state, clock.today(), rules)
        concept.judge_by, concept.ends_on = dates.judge_by, dates.ends_on


def _write(concept: ConceptReferral, fields: Pairs, name: str) -> None:
    concept.writing = [list(pair) for pair in fields]
    if concept.state is ConceptState.BEING_WRITTEN:
        concept.name = name or None


def _hand_in(
    session: Session,
    actor: Actor,
    concept: ConceptReferral,
    given: ReferralGiven,
    fields: Pairs,
    organisation_id: UUID,
) -> None:
    first = concept.handed_in_on or clock.today()
    given = replace(given, received_on=received_on(first))
    problems = faults_in(session, actor.municipality, given, organisation_id)
    if problems:
        raise Invalid(problems)
    if concept.handed_in_on is not None:
        concept.again_on = clock.today()
    concept.handed_in_on = first
    _move(session, concept, ConceptMove.HAND_IN)
    concept.handed, concept.writing = [list(pair) for pair in fields], None
    take_off_lists(session, concept)
    recused = recused_from(session, concept.id)
    team = {one.id for one in colleagues(session, concept.municipality, TEAM)} - recused
    tell(session, concept, team, ConceptNews.HANDED_IN, but=actor.id)
