"""The informatieronde of a case: who was asked what, who answered, and what one may see of that."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, allows
from pga.accounts.reading import names_of
from pga.cases.models.case import Case
from pga.cases.models.information import Contribution, InformationRequest, OnwardConsent
from pga.cases.models.meeting import Attendance
from pga.cases.models.referral import ThirdPartyMark
from pga.cases.reading.criminal import HeldShown, held_in
from pga.cases.reading.finding import find_case
from pga.cases.reading.terms import rules_in_force
from pga.cases.rules.contributions import (
    SEEN_BY,
    ColleagueViewer,
    Condition,
    Conditions,
    ContributionProblem,
    FrozenFor,
    InfoClass,
    Manner,
    Status,
    Terms,
    age_of_old,
    may_know_of,
    may_see,
    supplying_bar,
    withheld,
)
from pga.cases.rules.information import ASKING, AskPurpose, RequestAnswer
from pga.cases.rules.referral import ThirdPartyRelation
from pga.cases.rules.shown import ShownOn, unpacked
from pga.cases.rules.states import ACTIVE
from pga.core import clock
from pga.core.database import table_of, transaction
from pga.dossiers.reading.finding import require_content
from pga.dossiers.reading.head import Head, open_head
from pga.partners.reading import agreed_by, kinds_of, organisation_names, organisations_known
from pga.partners.rules import PartnerKind
from pga.privacy.context import AccessContext, looking_at
from pga.privacy.disclosure import Disclosure


@dataclass(frozen=True, slots=True)
class RequestShown:
    """A question to a partner, as the table shows it."""

    id: UUID
    version: int
    partner: str
    recipient: str
    purpose: AskPurpose
    asked_on: date
    asked_by: str
    due_on: date
    reminded_on: date | None
    answer: RequestAnswer | None
    answered_on: date | None
    question: str
    not_needed: str
    answer_note: str
    late_note: str


@dataclass(frozen=True, slots=True)
class Yes:
    """That a supplier said a contribution may go on to one recipient."""

    recipient_id: UUID
    recipient: str
    said_by: str
    said_on: date


@dataclass(frozen=True, slots=True)
class ContributionShown:
    """A contribution; of one that is frozen or taken back the texts are empty."""

    id: UUID
    request_id: UUID | None
    """Empty when nobody asked."""
    supplier_id: UUID
    supplier: str
    terms: Terms
    about: InfoClass
    manner: Manner | None
    facts_on: date | None
    received_on: date
    noted_by: str
    fact: str
    opinion: str
    source: str
    other: ThirdPartyRelation | None
    passage: str
    frozen_on: date | None
    settled_on: date | None
    word: str
    went_to: tuple[tuple[str, date], ...] = ()
    """Of one that is not in use: to whom its text went before, and when (LAW-63)."""
    frozen_for: FrozenFor | None = None
    """Which law keeps it, or kept it until it was taken out."""
    yeses: tuple[Yes, ...] = ()
    """To whom it may go on, when its supplier wants to be asked."""
    age: int | None = None
    """In days, of facts so old that one asks whether they still hold."""


@dataclass(frozen=True, slots=True)
class Round:
    """The page *Informatieronde*."""

    head: Head
    requests: tuple[RequestShown, ...]
    contributions: tuple[ContributionShown, ...]
    withheld: int
    """How many contributions are meant for this role, and kept back by their supplier."""
    unplaced: bool
    """It is not known for which organisation this actor works, so each condition counts."""
    excluded: dict[UUID, str]
    """The names of organisations that a supplier said no to."""
    may_ask: bool
    may_contribute: bool
    """Whether this actor can write down what a partner told without being asked."""
    may_work: bool
    held: tuple[HeldShown, ...]
    """What else is out of use: of the aanmelding, the plan and the metingen."""


def get_round(actor: Actor, number: str) -> Round:
    """Open the informatieronde of a case, as far as this actor may see it. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number)
        require_content(actor, found)
        with looking_at(
            session, actor, found.about, purpose=found.purpose("information")
        ) as context:
            asked = requests_of(session, found.dossier)
            viewer = viewer_of(session, actor)
            told, kept = _sorted_out(session, viewer, found.dossier, context)
            ids = {row.organisation_id for row in asked}
            excluded = {one for each in told for one in each.terms.conditions.partners}
            names = organisation_names(session, ids | excluded)
            people = names_of(session, (row.by for row in asked))
            works = allows(actor, Permission.CASE_WORK, found.facts)
            return Round(
                open_head(session, actor, found, context),
                tuple(_request_shown(row, names, people, context) for row in asked),
                told,
                kept,
                not viewer.known,
                {one: names.get(one, "") for one in excluded},
                works and found.dossier.state in ASKING,
                works and found.dossier.state in ACTIVE,
                works,
                held_in(session, actor, found.dossier, context),
            )


def requests_of(session: Session, case: Case) -> list[InformationRequest]:
    """Return the questions of a case, the newest first; for a room that is in a unit."""
    question = sa.select(InformationRequest).filter_by(case_id=case.id)
    order = (InformationRequest.asked_on.desc(), InformationRequest.id)
    return list(session.scalars(question.order_by(*order)))


def viewer_of(session: Session, actor: Actor) -> ColleagueViewer:
    """Return whose eyes an actor has; for a room that is in a unit."""
    mine = actor.organisation
    there = organisations_known(session, [mine]).get(mine) if mine else None
    return ColleagueViewer(
        role=actor.role,
        id=actor.id,
        organisation_id=mine,
        kind=there.kind if there else None,
        standing=there.standing if there else None,
    )


def bar_today(session: Session, supplier: UUID) -> ContributionProblem | None:
    """Return why nothing of a partner can be used as of today; nothing when it can."""
    kind = kinds_of(session, [supplier]).get(supplier)
    agreed = agreed_by(session, [supplier]).get(supplier, ())
    return supplying_bar(kind, agreed, clock.today())


def may_be_seen(session: Session, actor: Actor, row: Contribution) -> bool:
    """Tell whether this actor may know that a contribution is there, whatever its status."""
    terms = terms_of(row, None, AccessContext(session))
    return may_know_of(terms, viewer_of(session, actor))


def visible_contributions(
    session: Session, actor: Actor, case: Case, context: AccessContext
) -> tuple[ContributionShown, ...]:
    """Open what partners contributed, the newest facts first; each by the one rule."""
    return _sorted_out(session, viewer_of(session, actor), case, context)[0]


def _sorted_out(
    session: Session, viewer: ColleagueViewer, case: Case, context: AccessContext
) -> tuple[tuple[ContributionShown, ...], int]:
    """Open what this viewer may know of, and count what a supplier keeps back."""
    question = (
        sa.select(Contribution)
        .where(
            Contribution.case_id == case.id,
            Contribution.visibility.in_(SEEN_BY.get(viewer.role, frozenset())),
        )
        .order_by(Contribution.facts_on.desc(), Contribution.id)
    )
    reach = [(row, terms_of(row, None, context)) for row in session.scalars(question)]
    rows = [row for row, terms in reach if may_know_of(terms, viewer)]
    kept = sum(withheld(terms, [viewer]) for _, terms in reach)
    marks = {
        mark.row_id: mark
        for mark in session.scalars(
            sa.select(ThirdPartyMark).where(ThirdPartyMark.row_id.in_({row.id for row in rows}))
        )
    }
    people = names_of(session, (row.by for row in rows))
    names = organisation_names(session, (row.organisation_id for row in rows))
    stopped = {row.id for row in rows if row.status is not Status.ACTIVE}
    went = _went_to(session, case, stopped, context) if stopped else {}
    old_after, today = rules_in_force(session, case.municipality).old_facts_days, clock.today()
    yeses = _yeses(session, {row.id for row in rows} - stopped, context)
    shown = (
        _contribution_shown(
            row, marks.get(row.id), (names, people), went.get(str(row.id), ()), viewer, context
        )
        for row in rows
    )
    told = tuple(
        replace(
            one,
            age=age_of_old(one.facts_on, today, old_after) if one.facts_on else None,
            yeses=tuple(yeses.get(one.id, ())),
            terms=replace(
                one.terms, agreed=frozenset(yes.recipient_id for yes in yeses.get(one.id, ()))
            ),
        )
        for one in shown
    )
    return told, kept


def _yeses(session: Session, ids: Iterable[UUID], context: AccessContext) -> dict[UUID, list[Yes]]:
    """Return the yeses that count of contributions of which this viewer may know."""
    question = sa.select(OnwardConsent).where(
        OnwardConsent.contribution_id.in_(set(ids)), OnwardConsent.ended_on.is_(None)
    )
    rows = list(session.scalars(question.order_by(OnwardConsent.said_on, OnwardConsent.id)))
    names = organisation_names(session, (row.organisation_id for row in rows))
    found: dict[UUID, list[Yes]] = {}
    for row in rows:
        who = names.get(row.organisation_id, "")
        yes = Yes(row.organisation_id, who, context.open(row, "said_by"), row.said_on)
        found.setdefault(row.contribution_id, []).append(yes)
    return found


def terms_of(row: Contribution, mark: dict[str, str] | None, context: AccessContext) -> Terms:
    """Return all that says who may see a contribution."""
    kept = context.open(row, "conditions")
    return Terms(
        supplier=row.organisation_id,
        status=row.status,
        visibility=row.visibility,
        onward=row.onward,
        conditions=Conditions(
            codes=frozenset(Condition(code) for code in kept["codes"]),
            partners=frozenset(UUID(one) for one in kept["partners"]),
            kinds=frozenset(PartnerKind(one) for one in kept["kinds"]),
            words=kept["words"],
        ),
        wholly_about_other=mark is not None and not mark["passage"],
        by=row.by,
    )


def _request_shown(
    row: InformationRequest,
    names: dict[UUID, str],
    people: dict[UUID | None, str],
    context: AccessContext,
) -> RequestShown:
    def text(field: str) -> str:
        return context.open(row, field) or ""

    return RequestShown(
        id=row.id,
        version=row.version,
        partner=names.get(row.organisation_id, ""),
        recipient=text("recipient"),
        purpose=row.purpose,
        asked_on=row.asked_on,
        asked_by=people.get(row.by, ""),
        due_on=row.due_on,
        reminded_on=row.reminded_on,
        answer=row.answer,
        answered_on=row.answered_on,
        question=text("question"),
        not_needed=text("not_needed"),
        answer_note=text("answer_note"),
        late_note=text("late_note"),
    )


def _contribution_shown(
    row: Contribution,
    marked: ThirdPartyMark | None,
    named: tuple[dict[UUID, str], dict[UUID | None, str]],
    went_to: tuple[tuple[str, date], ...],
    viewer: ColleagueViewer,
    context: AccessContext,
) -> ContributionShown:
    names, people = named
    mark: dict[str, Any] | None = context.open(marked, "mark") if marked else None
    terms = terms_of(row, mark, context)
    seen = may_see(terms, viewer)

    def text(field: str) -> str:
        return (context.open(row, field) or "") if seen else ""

    return ContributionShown(
        id=row.id,
        request_id=row.request_id,
        supplier_id=row.organisation_id,
        supplier=names.get(row.organisation_id, ""),
        terms=terms,
        about=row.about,
        manner=row.manner if seen else None,
        facts_on=row.facts_on if seen else None,
        received_on=row.received_on,
        noted_by=people.get(row.by, ""),
        fact=text("fact"),
        opinion=text("opinion"),
        source=text("source"),
        other=ThirdPartyRelation(mark["relation"]) if seen and mark else None,
        passage=mark["passage"] if seen and mark else "",
        frozen_on=row.frozen_on,
        settled_on=row.settled_on,
        word=context.open(row, "settled_word" if row.settled_on else "frozen_word") or "",
        went_to=went_to,
        frozen_for=row.frozen_for,
    )


def _went_to(
    session: Session, case: Case, stopped: set[UUID], context: AccessContext
) -> dict[str, tuple[tuple[str, date], ...]]:
    """Return to whom the texts of these contributions went, by their ids."""
    question = sa.select(Disclosure).where(
        Disclosure.dossier_id == case.id,
        table_of(Disclosure).c.contents.is_not(None),
    )
    found: dict[str, list[tuple[str, date]]] = {}
    for row in session.scalars(question.order_by(Disclosure.on)):
        for one in context.open(row, "contents"):
            if UUID(one) in stopped:
                found.setdefault(one, []).append((context.open(row, "recipient"), row.on))
    for sat, seen in _still_on_screen(session, case, context):
        for one in seen.contents:
            if UUID(one) in stopped:
                found.setdefault(one, []).append((context.open(sat, "name"), seen.on))
    return {one: tuple(went) for one, went in found.items()}


def _still_on_screen(
    session: Session, case: Case, context: AccessContext
) -> Iterator[tuple[Attendance, ShownOn]]:
    """Give what somebody saw on a screen that the case did not leave yet: it is not booked."""
    question = sa.select(Attendance).where(
        Attendance.case_id == case.id, table_of(Attendance).c.pending.is_not(None)
    )
    for row in session.scalars(question.order_by(Attendance.id)):
        for seen in unpacked(context.open(row, "pending")):
            yield row, seen
