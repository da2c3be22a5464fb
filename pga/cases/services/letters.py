"""Letters about a case: written, approved by a second person, sent in one act, or withdrawn."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.letters import CaseDocument, CaseDocumentVersion
from pga.cases.reading.finding import find_case
from pga.cases.reading.hearing import hearing_rows
from pga.cases.reading.letters import (
    DOCUMENT,
    document_of,
    ear_of,
    filled_in,
    is_true_now,
    newest,
    of_the_case,
    of_the_municipality,
    paper_of,
    still_reads_it,
)
from pga.cases.reading.terms import rules_in_force
from pga.cases.room import CASES
from pga.cases.rules.informing import ALL_TOPICS, Audience, Ear, InformMeans, ToldBy
from pga.cases.rules.letters import TRUE_IN, TYPED, reader_of
from pga.cases.services.informing import note_telling
from pga.cases.services.judging import judge_informing
from pga.cases.services.letters_over import settle_letters_duty
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid, StaleDossier
from pga.letters.as_pdf import draw_pdf
from pga.letters.labels import TEMPLATES
from pga.letters.rules.states import (
    DocumentAct,
    DocumentProblem,
    DocumentState,
    Sending,
    problem_of,
    problem_of_paper,
    problems_of_sending,
)
from pga.letters.rules.templates import LetterKind, LetterPlace
from pga.privacy import approval, once
from pga.privacy.approval_rows import Approval
from pga.privacy.approval_rules import ApprovalProblem, ApprovalState, NotApproved
from pga.privacy.context import AccessContext
from pga.privacy.disclosure import ToDisclose, disclose
from pga.privacy.disclosure_codes import Category, Means, Purpose, RecipientKind
from pga.privacy.events import Event
from pga.privacy.trail import Line, record

CATEGORIES: Final = [Category.CASE_NUMBER, Category.IDENTITY, Category.SOCIAL]
"""What stands in a letter to somebody about himself or a child."""


@dataclass(frozen=True, slots=True)
class LetterWritten:
    """A letter as somebody writes it."""

    kind: LetterKind
    ear: Ear
    means: Means
    typed: Mapping[LetterPlace, str]


def write_letter(
    actor: Actor,
    number: str,
    written: LetterWritten,
    document_id: UUID | None = None,
    version: int = 0,
) -> UUID:
    """Begin a letter, or give it other words; what was proposed is void then. Return its id.

    Raises StaleDossier or Invalid.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_LETTERS, lock=True)
        case, context = found.dossier, AccessContext(session)
        reader = reader_of(written.ear, hearing_rows(session, case, context).of_case)
        if case.state not in TRUE_IN[written.kind]:
            raise Invalid({"kind": DocumentProblem.NOT_TRUE_NOW})
        if reader is None:
            raise Invalid({"ear": DocumentProblem.NOBODY})
        row, place = _row_to_write(session, actor, case, number, document_id, version)
        row.kind, row.reader, row.means = written.kind, reader, written.means
        row.audience, row.state = written.ear.audience, DocumentState.DRAFT
        guardian = written.ear.audience is Audience.GUARDIAN
        row.guardian_id = written.ear.id if guardian else None
        row.person_id = None if guardian else written.ear.id
        session.flush()
        filled = {
            **of_the_municipality(session, case),
            **of_the_case(session, case, written.ear, written.means, context),
            **{one: written.typed.get(one, "") for one in TYPED},
            LetterPlace.CONTACT: actor.name,
        }
        session.add(
            CaseDocumentVersion(
                case_id=case.id,
                document_id=row.id,
                place=place,
                template_version=TEMPLATES[row.kind, row.reader].version,
                day=clock.today(),
                made_by=actor.id,
                made_at=clock.now(),
                filled=filled,
            )
        )
        settle_letters_duty(session, case)
        record(session, actor, Line(Event.LETTER_WRITTEN, found.about))
        once.came_to(session, str(row.id))
        return row.id


def propose_letter(actor: Actor, number: str, document_id: UUID, version: int, reason: str) -> UUID:
    """Ask a second person for exactly this letter; return the id of the question.

    From then on the file is kept that goes. Raises StaleDossier, Invalid or NotApproved.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_LETTERS, lock=True)
        case = found.dossier
        row = _started(session, actor, case, document_id, DocumentAct.PROPOSE)
        if row.version != version:
            raise StaleDossier(number)
        words, context = newest(session, row), AccessContext(session)
        filled = filled_in(row, words, context)
        problem = problem_of_paper(filled.empty, true_now=is_true_now(row, case))
        if problem is not None:
            raise Invalid({"": problem})
        if not words.kept:
            paper = paper_of(session, case.municipality, row, words, filled)
            words.pdf = base64.b64encode(draw_pdf(paper)).decode()
            words.kept = True
        row.state, row.proposed_on = DocumentState.PROPOSED, clock.today()
        session.flush()
        asked = approval.propose(
            session,
            actor,
            DOCUMENT,
            row.id,
            reason=reason,
            expires_on=_last_day(session, case),
        )
        record(session, actor, Line(Event.LETTER_PROPOSED, found.about))
        return asked


def answer_letter(actor: Actor, approval_id: UUID, *, approve: bool, words: str = "") -> None:
    """Say yes or no to a letter as the second person; a yes sends nothing yet.

    Raises Refused or NotApproved.
    """
    with transaction() as session:
        approval.decide(session, actor, approval_id, approve=approve, words=words)
        asked = session.get_one(Approval, approval_id)
        row = session.get_one(CaseDocument, asked.object_id)
        case = session.get_one(Case, row.case_id)
        settle_letters_duty(session, case)
        event = Event.LETTER_APPROVED if approve else Event.LETTER_NOT_APPROVED
        record(session, actor, Line(event, CASES.about(case.id)))


def settle_sending(actor: Actor, number: str, document_id: UUID, sending: Sending) -> None:
    """Write down that an approved letter went, and book that; or why it could not.

    What went is told to who got it, in the same act, when the letter holds all that must be told.
    Raises Invalid or NotApproved; a letter that changed after the yes is void.
    """
    with approval.executing(actor) as session:
        found = find_case(session, actor, number, Permission.CASE_LETTERS, lock=True)
        act = DocumentAct.SEND if sending.went else DocumentAct.FAIL
        row = _started(session, actor, found.dossier, document_id, act)
        wrong = problems_of_sending(sending, row.proposed_on or sending.on, clock.today())
        if wrong:
            raise Invalid(wrong)
        if not still_reads_it(session, row, found.dossier, AccessContext(session)):
            raise Invalid({"": DocumentProblem.OTHER_READER})
        row.settled_by = actor.id
        if sending.went:
            row.approval_id = approval.use(session, actor, DOCUMENT, row.id)
            row.state, row.sent_on, row.failed = DocumentState.SENT, sending.on, None
            _tell(session, actor, found.dossier, row, sending.on)
            settle_letters_duty(session, found.dossier)
            record(session, actor, Line(Event.LETTER_SENT, found.about))
        else:
            _require_yes(session, row)
            row.state, row.failed = DocumentState.FAILED, sending.reason
            settle_letters_duty(session, found.dossier)
            line = Line(Event.LETTER_FAILED, found.about)
            record(session, actor, line, reason=sending.reason)


def withdraw_letter(actor: Actor, number: str, document_id: UUID) -> None:
    """Let a letter never go; who approves finds that it is void. Raises Invalid."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_LETTERS, lock=True)
        row = _started(session, actor, found.dossier, document_id, DocumentAct.WITHDRAW)
        row.state = DocumentState.WITHDRAWN
        approval.void_for(session, actor, DOCUMENT, row.id, "de brief is ingetrokken")
        settle_letters_duty(session, found.dossier)
        record(session, actor, Line(Event.LETTER_WITHDRAWN, found.about))


def _row_to_write(
    session: Session,
    actor: Actor,
    case: Case,
    number: str,
    document_id: UUID | None,
    version: int,
) -> tuple[CaseDocument, int]:
    if document_id is None:
        row = CaseDocument(case_id=case.id, made_by=actor.id, made_at=clock.now())
        session.add(row)
        return row, 1
    row = _started(session, actor, case, document_id, DocumentAct.WRITE)
    if row.version != version:
        raise StaleDossier(number)
    approval.void_for(session, actor, DOCUMENT, row.id, "de brief is veranderd")
    row.failed = None
    return row, newest(session, row).place + 1


def _started(
    session: Session, actor: Actor, case: Case, document_id: UUID, act: DocumentAct
) -> CaseDocument:
    row = document_of(session, actor, case, document_id)
    problem = problem_of(act, row.state)
    if problem is not None:
        raise Invalid({"": problem})
    return row


def _require_yes(session: Session, row: CaseDocument) -> None:
    """Go on only when a second person said yes: what nobody approved cannot have failed to go."""
    asked = approval.last_of(session, DOCUMENT, row.id)
    if asked is None or asked.state is not ApprovalState.APPROVED:
        raise NotApproved(ApprovalProblem.WAITS, asked.id if asked else None)


def _tell(session: Session, actor: Actor, case: Case, row: CaseDocument, on: date) -> None:
    words, ear = newest(session, row), ear_of(row)
    held: dict[str, Any] = AccessContext(session).open(words, "filled")
    supply = ToDisclose(
        dossier_id=case.id,
        organisation_id=None,
        recipient=held[LetterPlace.RECIPIENT],
        categories=CATEGORIES,
        purpose=Purpose.INFORM,
        means=row.means,
        on=on,
        recipient_kind=RecipientKind.PERSON,
        contents=[str(words.id)],
    )
    disclose(session, actor, supply)
    if row.kind is LetterKind.NOTIFIED:
        note_telling(
            session,
            case,
            ear,
            source=ToldBy.MUNICIPALITY,
            topics=ALL_TOPICS,
            means=InformMeans.LETTER,
            told_on=on,
            told_by=actor.id,
            note=None,
        )
        judge_informing(session, case, rules_in_force(session, case.municipality))


def _last_day(session: Session, case: Case) -> date:
    days = rules_in_force(session, case.municipality).approval_days
    return clock.today() + timedelta(days=days)
