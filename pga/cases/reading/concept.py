"""Concept-aanmeldingen: finding one through the policy, reading it, and the list of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission, Role
from pga.access.policy import Actor, DossierFacts, Refused, allows, require
from pga.accounts.reading import names_of
from pga.cases.models.case import Case
from pga.cases.models.concept import ConceptNotice, ConceptRecusal, ConceptReferral
from pga.cases.room import CASES
from pga.cases.rules.concept import (
    FOR_TEAM,
    KEPT,
    ConceptMove,
    ConceptState,
    is_there,
    received_on,
    starts,
)
from pga.core import clock
from pga.core.database import direct_write, table_of, transaction
from pga.core.errors import StaleDossier
from pga.dossiers.reading.finding import nothing_there
from pga.dossiers.scope import visible_to
from pga.partners.reading import organisation_names
from pga.privacy.context import AccessContext, looking_at, looking_over
from pga.privacy.events import Event
from pga.privacy.trail import Line, Object, record
from pga.settings.reading.lists import wording_on
from pga.settings.rules.lists import Wording

KIND: Final = "concept"
"""What the trail calls one."""
PURPOSE: Final = "concept"

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ConceptLine:
    """One line of a list."""

    id: UUID
    state: ConceptState
    maker: str
    begun_at: datetime
    handed_in_on: date | None
    judge_by: date | None
    ends_on: date | None
    number: str = ""
    """Of the case that was made of it, as far as this actor may open that."""
    name: str = ""
    """Whom it is about, when names are asked for."""


@dataclass(frozen=True, slots=True)
class ConceptRead:
    """A concept-aanmelding as one actor may see it."""

    line: ConceptLine
    version: int
    again_on: date | None
    judged_on: date | None
    judged_by: str
    fields: Pairs
    """As it was last handed in; on the form of its maker what is being written."""
    organisation: str
    """Which organisation refers, by name."""
    wording: Wording
    question: str
    answer: str
    refusal: str
    mine: bool
    may_judge: bool
    may_recuse: bool

    @property
    def received_on(self) -> date:
        """Return from when the terms of a case that is made of it count."""
        return received_on(self.line.handed_in_on or clock.today())


def about(concept_id: UUID) -> Object:
    """Return what the trail calls a concept-aanmelding."""
    return Object(KIND, concept_id)


def facts_of(session: Session, concept: ConceptReferral, actor: Actor) -> DossierFacts:
    """Tell the policy how an actor stands to a concept-aanmelding."""
    return DossierFacts(
        municipality=concept.municipality,
        linked=concept.maker_id == actor.id,
        recused=actor.id in recused_from(session, concept.id),
        open_intake=concept.state in FOR_TEAM,
    )


def recused_from(session: Session, concept_id: UUID) -> frozenset[UUID]:
    """Return who said to know whom a concept-aanmelding is about."""
    question = sa.select(ConceptRecusal.user_id).where(ConceptRecusal.concept_id == concept_id)
    return frozenset(session.scalars(question))


def find_concept(
    session: Session,
    actor: Actor,
    concept_id: UUID,
    permission: Permission = Permission.CONCEPT_READ,
    *,
    version: int | None = None,
) -> ConceptReferral:
    """Return a concept-aanmelding for which the policy says yes, and take it off *Voor u*.

    What is not there, came to its day or is not for this actor is one answer. Raises Refused or
    StaleDossier.
    """
    concept = session.get(ConceptReferral, concept_id, with_for_update=version is not None)
    if concept is None or not is_there(concept.state, concept.ends_on, clock.today()):
        raise Refused(nothing_there(actor, permission))
    require(actor, permission, facts_of(session, concept, actor))
    if version is not None and version != concept.version:
        raise StaleDossier(str(concept_id))
    _clear_own(session, actor, concept)
    return concept


def get_concept(actor: Actor, concept_id: UUID) -> ConceptRead:
    """Return what one page shows of a concept-aanmelding; raises Refused."""
    with transaction() as session:
        concept = find_concept(session, actor, concept_id)
        with looking_at(session, actor, about(concept.id), purpose=PURPOSE) as context:
            return _read(session, actor, concept, context)


def get_writing(actor: Actor, concept_id: UUID) -> ConceptRead:
    """Return what its maker goes on with; raises Refused."""
    with transaction() as session:
        concept = find_concept(session, actor, concept_id, Permission.CONCEPT_WRITE)
        if not starts(ConceptMove.WRITE, concept.state):
            raise Refused(nothing_there(actor, Permission.CONCEPT_WRITE))
        with looking_at(session, actor, about(concept.id), purpose=PURPOSE) as context:
            return _read(session, actor, concept, context, writing=True)


def get_judging(actor: Actor, concept_id: UUID) -> ConceptRead:
    """Return what the form begins with that makes a case of it; raises Refused."""
    with transaction() as session:
        concept = find_concept(session, actor, concept_id, Permission.CONCEPT_JUDGE)
        if not starts(ConceptMove.TAKE, concept.state):
            raise Refused(nothing_there(actor, Permission.CONCEPT_JUDGE))
        with looking_at(session, actor, about(concept.id), purpose=PURPOSE) as context:
            return _read(session, actor, concept, context)


def get_closing(actor: Actor, concept_id: UUID) -> ConceptLine:
    """Return which concept-aanmelding somebody is about to close; opens nothing, raises Refused."""
    with transaction() as session:
        concept = find_concept(session, actor, concept_id, Permission.CONCEPT_RECUSE)
        [line] = _lines(session, actor, [concept])
        record(session, actor, Line(Event.READ, about(concept.id), purpose=PURPOSE))
        return line


def get_heading(
    actor: Actor, concept_id: UUID, permission: Permission, move: ConceptMove
) -> tuple[ConceptLine, int]:
    """Return which concept-aanmelding a small form is about, and its version; opens nothing.

    Where the move does not start there is no such form. Raises Refused.
    """
    with transaction() as session:
        concept = find_concept(session, actor, concept_id, permission)
        if not starts(move, concept.state):
            raise Refused(nothing_there(actor, permission))
        [line] = _lines(session, actor, [concept])
        record(session, actor, Line(Event.READ, about(concept.id), purpose=PURPOSE))
        return line, concept.version


def list_concepts(actor: Actor, *, names: bool = False) -> list[ConceptLine]:
    """Return one's own concept-aanmeldingen, or those that were handed in, the oldest first.

    With names each line that is shown is an inzage of its own. Raises Refused.
    """
    require(actor, Permission.CONCEPT_READ)
    with transaction() as session:
        found = list(
            session.scalars(
                sa.select(ConceptReferral)
                .where(shown_to(actor))
                .order_by(ConceptReferral.begun_at, ConceptReferral.id)
            )
        )
        lines = _lines(session, actor, found)
        lines = [one for one in lines if one.state is not ConceptState.TAKEN or one.number]
        if names:
            there = {one.id: one for one in found if one.state in KEPT}
            with looking_over(session, actor, [about(one) for one in there]) as context:
                opened = {one: context.open(row, "name") or "" for one, row in there.items()}
            lines = [replace(one, name=opened.get(one.id, "")) for one in lines]
        record(session, actor, Line(Event.LIST, purpose=PURPOSE))
        return lines


def shown_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Hold for what stands on the list of this actor: the twin of the policy, and of its day.

    Of one's own also what became a case.
    """
    concept = ConceptReferral
    recused = sa.exists().where(
        ConceptRecusal.concept_id == concept.id, ConceptRecusal.user_id == actor.id
    )
    here = sa.and_(
        concept.municipality == actor.municipality,
        ~recused.correlate(concept),
        sa.or_(concept.ends_on.is_(None), concept.ends_on > clock.today()),
    )
    if not allows(actor, Permission.CONCEPT_READ):
        return sa.false()
    if actor.role is Role.INTERVENTION_TEAM:
        own = (*KEPT, ConceptState.TAKEN)
        return sa.and_(here, concept.maker_id == actor.id, concept.state.in_(own))
    return sa.and_(here, concept.state.in_(FOR_TEAM))


def numbers_of(
    session: Session, actor: Actor, case_ids: Sequence[UUID | None]
) -> dict[UUID | None, str]:
    """Return the numbers of these cases, as far as this actor may open them."""
    wanted = [one for one in case_ids if one is not None]
    if not wanted:
        return {}
    question = sa.select(Case.id, Case.number).where(Case.id.in_(wanted), visible_to(CASES, actor))
    return {row.id: row.number for row in session.execute(question)}


def _lines(
    session: Session, actor: Actor, concepts: Sequence[ConceptReferral]
) -> list[ConceptLine]:
    makers = names_of(session, {one.maker_id for one in concepts})
    numbers = numbers_of(session, actor, [one.became_id for one in concepts])
    return [
        ConceptLine(
            one.id,
            one.state,
            makers.get(one.maker_id, ""),
            one.begun_at,
            one.handed_in_on,
            one.judge_by,
            one.ends_on,
            numbers.get(one.became_id, ""),
        )
        for one in concepts
    ]


def _read(
    session: Session,
    actor: Actor,
    concept: ConceptReferral,
    context: AccessContext,
    *,
    writing: bool = False,
) -> ConceptRead:
    [line] = _lines(session, actor, [concept])
    facts = facts_of(session, concept, actor)
    written = context.open(concept, "writing") if writing else None
    fields = [(name, value) for name, value in written or context.open(concept, "handed") or ()]
    judge = names_of(session, {concept.judged_by})
    return ConceptRead(
        line=line,
        version=concept.version,
        again_on=concept.again_on,
        judged_on=concept.judged_on,
        judged_by=judge.get(concept.judged_by, ""),
        fields=fields,
        organisation=_organisation(session, fields),
        wording=wording_on(session, concept.municipality, concept.handed_in_on or clock.today()),
        question=context.open(concept, "question") or "",
        answer=context.open(concept, "answer") or "",
        refusal=context.open(concept, "refusal") or "",
        mine=allows(actor, Permission.CONCEPT_WRITE, facts),
        may_judge=starts(ConceptMove.REFUSE, concept.state)
        and allows(actor, Permission.CONCEPT_JUDGE, facts),
        may_recuse=allows(actor, Permission.CONCEPT_RECUSE, facts),
    )


def _organisation(session: Session, fields: Pairs) -> str:
    given = dict(fields).get("organisation", "")
    try:
        organisation_id = UUID(given)
    except ValueError:
        return ""
    return organisation_names(session, {organisation_id}).get(organisation_id, "")


def _clear_own(session: Session, actor: Actor, concept: ConceptReferral) -> None:
    notice = table_of(ConceptNotice)
    own = (notice.c.user_id == actor.id, notice.c.concept_id == concept.id)
    with direct_write():
        session.execute(
            sa.update(notice)
            .where(*own, notice.c.cleared_at.is_(None))
            .values(cleared_at=clock.now())
        )
