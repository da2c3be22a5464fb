"""Letters that do not go: their case ends, or who would get one leaves it; within a use case."""

from collections.abc import Callable, Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.policy import Actor
from pga.cases.models.case import Case, Guardian, Person
from pga.cases.models.letters import CaseDocument, CaseDocumentVersion
from pga.cases.reading.letters import DOCUMENT
from pga.cases.reading.terms import rules_in_force
from pga.cases.room import CASES
from pga.cases.rules.terms import TermKind
from pga.cases.services.moves import start_term
from pga.core import clock
from pga.dossiers.services.terms import end_terms
from pga.letters.rules.states import OPEN, DocumentState
from pga.privacy import approval
from pga.privacy.approval_rules import ApprovalState
from pga.privacy.context import AccessContext

ENDED = "de casus is geëindigd"
LEFT = "wie de brief zou krijgen, is uit de casus gehaald"


def withdraw_open_letters(session: Session, actor: Actor, case: Case) -> None:
    """Let no letter of a case go any more: it ends."""
    _withdraw(session, actor, _open_ones(session, case), ENDED)


def release_letters(session: Session, actor: Actor, case: Case, goes: Person | Guardian) -> None:
    """Let no letter go to who leaves a case; what was sent stays, and hangs on nobody."""
    column = "person_id" if isinstance(goes, Person) else "guardian_id"
    mine = sa.select(CaseDocument).filter_by(case_id=case.id, **{column: goes.id})
    letters = session.scalars(mine).all()
    _withdraw(session, actor, [one for one in letters if one.state in OPEN], LEFT)
    for one in letters:
        setattr(one, column, None)
    settle_letters_duty(session, case)


def drop_files(session: Session, case: Case, stands_in: Callable[[str], bool]) -> None:
    """Remove the file of each letter in which words stand that go; before they are taken out."""
    context = AccessContext(session)
    question = sa.select(CaseDocumentVersion).filter_by(case_id=case.id, kept=True)
    for version in session.scalars(question).all():
        if any(stands_in(said) for said in context.open(version, "filled").values()):
            version.pdf, version.kept = None, False


def settle_letters_duty(session: Session, case: Case) -> None:
    """Let the term of sending run while an approved letter of a case waits for it."""
    session.flush()
    waits = any(_waits(session, one) for one in _open_ones(session, case))
    running = sa.select(CASES.tables.term).filter_by(
        dossier_id=case.id, kind=TermKind.LETTER_SENDING, ended_on=None
    )
    runs = session.scalars(running).first() is not None
    if waits and not runs:
        rules = rules_in_force(session, case.municipality)
        start_term(session, case, TermKind.LETTER_SENDING, clock.today(), rules)
    if runs and not waits:
        end_terms(session, CASES, case, TermKind.LETTER_SENDING)


def _waits(session: Session, row: CaseDocument) -> bool:
    if row.state is DocumentState.FAILED:
        return True
    asked = approval.last_of(session, DOCUMENT, row.id)
    return asked is not None and asked.state is ApprovalState.APPROVED


def _open_ones(session: Session, case: Case) -> list[CaseDocument]:
    question = sa.select(CaseDocument).where(
        CaseDocument.case_id == case.id, CaseDocument.state.in_(OPEN)
    )
    return list(session.scalars(question))


def _withdraw(session: Session, actor: Actor, rows: Iterable[CaseDocument], why: str) -> None:
    for row in rows:
        row.state = DocumentState.WITHDRAWN
        approval.void_for(session, actor, DOCUMENT, row.id, why)
