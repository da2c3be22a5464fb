"""What the forms of the informatieronde begin with: one question or one contribution each."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.information import Contribution, InformationRequest
from pga.cases.reading.criminal import NOT_ASKED, CriminalChoice, criminal_choice, said_of
from pga.cases.reading.finding import find_case
from pga.cases.reading.information import bar_today, terms_of, viewer_of
from pga.cases.rules.consenting import asks_first
from pga.cases.rules.contributions import (
    ContributionGiven,
    ContributionProblem,
    FrozenFor,
    InfoClass,
    Manner,
    Status,
    Terms,
    may_know_of,
)
from pga.cases.rules.information import RequestAnswer
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.dossiers.reading.finding import Found, require_content
from pga.dossiers.reading.head import Head, open_head
from pga.partners.reading import Partner, organisation_names, organisations_here
from pga.privacy.context import AccessContext, looking_at

Unit = tuple[Session, Found[Case], AccessContext]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to a partner: whom, and when."""

    partner: str
    recipient: str
    asked_on: date
    answer: RequestAnswer | None
    answered_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class AskedPage:
    """The screen of what is done about one question."""

    head: Head
    asked: Asked


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """The screen on which an answer is recorded, with what was written of it before."""

    head: Head
    asked: Asked
    note: str


@dataclass(frozen=True, slots=True)
class ContributingPage:
    """The screen of a new contribution."""

    head: Head
    asked: Asked | None
    """Nothing when nobody asked."""
    partners: tuple[Partner, ...]
    criminal: CriminalChoice
    over: bool
    """Whether the case does not run any more."""


@dataclass(frozen=True, slots=True)
class Supplied:
    """A contribution by what it is, without its texts."""

    supplier: str
    about: InfoClass
    received_on: date


@dataclass(frozen=True, slots=True)
class SuppliedPage:
    """The screen on which a contribution is frozen or taken back."""

    head: Head
    shown: Supplied


@dataclass(frozen=True, slots=True)
class SettlingPage:
    """The screen on which a frozen contribution is put right; the old text is not there."""

    head: Head
    supplier: str
    status: Status
    word: str
    """What its supplier said when it was frozen."""
    given: ContributionGiven
    criminal: CriminalChoice
    partners: tuple[Partner, ...]
    excluded: Mapping[UUID, str]
    """Who is excluded already, also without a place here now."""


@dataclass(frozen=True, slots=True)
class LawfulPage:
    """The screen on which it is decided about a contribution that the law keeps."""

    head: Head
    law: FrozenFor
    supplier: str
    received_on: date
    criminal: CriminalChoice
    """About whom it can be said to be; of police data that are not criminal, nothing is asked."""
    said: frozenset[UUID] = frozenset()
    """About whom it is, as far as that was said."""
    bar: ContributionProblem | None = None
    """Why its supplier may still not supply; nothing when that would not refuse it."""

    @property
    def possible(self) -> bool:
        """Tell whether it can be used again at all."""
        return self.bar is None and not self.criminal.all_under_12


@dataclass(frozen=True, slots=True)
class ConsentPage:
    """The screen on which the yes of a supplier is written down."""

    head: Head
    shown: Supplied
    recipients: tuple[Partner, ...]


def get_asked(actor: Actor, number: str, request_id: UUID) -> AskedPage:
    """Open to whom one question went. Raises Refused, or Invalid when it is not there."""
    with _begun(actor, number) as (session, found, context):
        row = _request(session, found, request_id)
        return AskedPage(open_head(session, actor, found, context), _asked(session, context, row))


def get_answering(actor: Actor, number: str, request_id: UUID) -> AnswerPage:
    """Open one question with the note on its answer. Raises Refused or Invalid."""
    with _begun(actor, number) as (session, found, context):
        row = _request(session, found, request_id)
        return AnswerPage(
            open_head(session, actor, found, context),
            _asked(session, context, row),
            context.open(row, "answer_note") or "",
        )


def get_contributing(actor: Actor, number: str, request_id: UUID | None = None) -> ContributingPage:
    """Open the question that is answered, if any, and who can be chosen; no contact person.

    Raises Refused, or Invalid when the question is not there.
    """
    with _begun(actor, number) as (session, found, context):
        row = _request(session, found, request_id) if request_id else None
        return ContributingPage(
            open_head(session, actor, found, context),
            _asked(session, context, row) if row else None,
            tuple(organisations_here(session, actor.municipality)),
            criminal_choice(session, found.dossier, context),
            not found.runs,
        )


def get_kept_by_law(actor: Actor, number: str, contribution_id: UUID) -> LawfulPage:
    """Return what is decided about, without a text of it. Raises Refused or Invalid."""
    with _begun(actor, number) as (session, found, context):
        row, _ = _contribution(session, actor, found, contribution_id, Status.FROZEN, context)
        if row.frozen_for is None:
            raise Invalid({"contribution": "not_there"})
        names = organisation_names(session, [row.organisation_id])
        asks = row.about is InfoClass.JUSTICE
        return LawfulPage(
            open_head(session, actor, found, context),
            row.frozen_for,
            names.get(row.organisation_id, ""),
            row.received_on,
            criminal_choice(session, found.dossier, context) if asks else NOT_ASKED,
            said_of(session, [row.id], context).get(row.id, frozenset()) if asks else frozenset(),
            bar_today(session, row.organisation_id),
        )


def get_consenting(actor: Actor, number: str, contribution_id: UUID) -> ConsentPage:
    """Return whom a contribution may go on to after a yes. Raises Refused or Invalid."""
    with _begun(actor, number) as (session, found, context):
        row, terms = _contribution(session, actor, found, contribution_id, Status.ACTIVE, context)
        if not asks_first(terms):
            raise Invalid({"contribution": "not_there"})
        names = organisation_names(session, [row.organisation_id])
        here = organisations_here(session, actor.municipality)
        return ConsentPage(
            open_head(session, actor, found, context),
            Supplied(names.get(row.organisation_id, ""), row.about, row.received_on),
            tuple(one for one in here if one.id != row.organisation_id),
        )


def get_supplied(actor: Actor, number: str, contribution_id: UUID, status: Status) -> SuppliedPage:
    """Return one contribution of this status, without a text of it. Raises Refused or Invalid."""
    with _begun(actor, number) as (session, found, context):
        row, _ = _contribution(session, actor, found, contribution_id, status, context)
        if row.frozen_for is not None:
            raise Invalid({"contribution": "not_there"})
        names = organisation_names(session, [row.organisation_id])
        return SuppliedPage(
            open_head(session, actor, found, context),
            Supplied(names.get(row.organisation_id, ""), row.about, row.received_on),
        )


def get_settling_of(actor: Actor, number: str, contribution_id: UUID) -> SettlingPage:
    """Open what is said of a frozen contribution, not its text. Raises Refused or Invalid."""
    with _begun(actor, number) as (session, found, context):
        row, terms = _contribution(session, actor, found, contribution_id, Status.FROZEN, context)
        if row.frozen_for is not None:
            raise Invalid({"contribution": "not_there"})
        excluded = terms.conditions.partners
        names = organisation_names(session, {row.organisation_id, *excluded})
        return SettlingPage(
            head=open_head(session, actor, found, context),
            supplier=names.get(row.organisation_id, ""),
            status=row.status,
            word=context.open(row, "frozen_word") or "",
            given=_without_text(row, terms),
            criminal=criminal_choice(session, found.dossier, context),
            partners=tuple(organisations_here(session, actor.municipality)),
            excluded={one: names.get(one, "") for one in excluded},
        )


@contextmanager
def _begun(actor: Actor, number: str) -> Iterator[Unit]:
    """Open a case for a form of its informatieronde, in a unit; what is opened is in the trail."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_WORK)
        require_content(actor, found)
        with looking_at(
            session, actor, found.about, purpose=found.purpose("information")
        ) as context:
            yield session, found, context


def _request(session: Session, found: Found[Case], request_id: UUID) -> InformationRequest:
    question = sa.select(InformationRequest).filter_by(id=request_id, case_id=found.dossier.id)
    row = session.scalars(question).one_or_none()
    if row is None:
        raise Invalid({"request": "not_there"})
    return row


def _asked(session: Session, context: AccessContext, row: InformationRequest) -> Asked:
    names = organisation_names(session, [row.organisation_id])
    return Asked(
        names.get(row.organisation_id, ""),
        context.open(row, "recipient"),
        row.asked_on,
        row.answer,
        row.answered_on,
        row.version,
    )


def _contribution(
    session: Session,
    actor: Actor,
    found: Found[Case],
    contribution_id: UUID,
    status: Status,
    context: AccessContext,
) -> tuple[Contribution, Terms]:
    """Return a contribution that this actor may know of; what says so is opened."""
    question = sa.select(Contribution).filter_by(
        id=contribution_id, case_id=found.dossier.id, status=status
    )
    row = session.scalars(question).one_or_none()
    terms = terms_of(row, None, context) if row else None
    if row is None or terms is None or not may_know_of(terms, viewer_of(session, actor)):
        raise Invalid({"contribution": "not_there"})
    return row, terms


def _without_text(row: Contribution, terms: Terms) -> ContributionGiven:
    return ContributionGiven(
        about=row.about,
        visibility=row.visibility,
        onward=row.onward,
        conditions=terms.conditions,
        fact="",
        opinion="",
        source="",
        manner=Manner.OWN_WORK,
        facts_on=row.received_on,
        received_on=row.received_on,
    )
