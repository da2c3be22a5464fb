"""The informatieronde: ask a partner, record the answer and contribution, freeze an error."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.case import Case, CaseTerm
from pga.cases.models.information import (
    OF_CONTRIBUTION,
    Contribution,
    InformationRequest,
    OnwardConsent,
)
from pga.cases.models.referral import ThirdPartyMark
from pga.cases.reading.asking import may_name
from pga.cases.reading.criminal import ages_in_case
from pga.cases.reading.finding import find_case
from pga.cases.reading.information import bar_today, may_be_seen, terms_of
from pga.cases.reading.snapshot import waiting_in
from pga.cases.reading.terms import rules_in_force
from pga.cases.room import CASES
from pga.cases.rules.asking import PartnerAsked, names_person, told_by_asking
from pga.cases.rules.contributions import (
    Conditions,
    ContributionGiven,
    ContributionProblem,
    InfoClass,
    Status,
    barred_by,
    contribution_problems,
)
from pga.cases.rules.information import (
    ASKING,
    AskPurpose,
    RequestAnswer,
    RequestProblem,
    fault_of_answer,
    running,
)
from pga.cases.rules.states import ACTIVE
from pga.cases.rules.terms import TermKind, due_date
from pga.cases.services.criminal_marks import mark_criminal
from pga.cases.services.judging import refuse_untold
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid, StaleDossier
from pga.dossiers.reading.finding import Found
from pga.dossiers.services.terms import end_terms
from pga.partners.reading import agreed_by, find_organisation, kinds_of, name_contact
from pga.partners.rules import police_may_supply
from pga.partners.rules.sharing import CategoryAnswer
from pga.privacy.context import AccessContext
from pga.privacy.disclosure import ToDisclose, disclose
from pga.privacy.disclosure_codes import Category, Means, Purpose
from pga.privacy.events import Event
from pga.privacy.migrating import RowMigration
from pga.privacy.trail import Line, record

BARRED: Final = RowMigration(
    "contribution_barred",
    Contribution,
    Contribution.barred.is_(None),
    lambda _session, row, context: bar(row, context),
)
"""Whom a contribution of before keeps out, written down for lists from its own conditions."""
LAW_RULE: Final = 1
"""All police data want a decision, and criminal data say of whom (decisions 47, 48)."""


@dataclass(frozen=True, kw_only=True)
class QuestionAsked:
    """One question to some partners as given on the form."""

    whom: tuple[PartnerAsked, ...]
    purpose: AskPurpose
    question: str
    not_needed: str
    due_on: date
    means: Means


def bar(row: Contribution, context: AccessContext) -> None:
    """Write down for lists whom the conditions of a contribution keep out."""
    row.barred = barred_by(terms_of(row, None, context).conditions)


def ask(actor: Actor, number: str, asked: QuestionAsked) -> None:
    """Ask some partners the same, and book each question as a verstrekking; all of it or nothing.

    Raises Invalid or Refused.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_WORK, lock=True)
        recipients = _recipients(session, actor, found, asked)
        told = may_name(session, found.dossier, recipients)
        if any(names_person(one) for one in told.values()):
            refuse_untold(session, found.dossier)
        for one, recipient in recipients.items():
            _ask_one(session, actor, found, asked, (one, recipient), told[one.organisation_id])


def _ask_one(
    session: Session,
    actor: Actor,
    found: Found[Case],
    asked: QuestionAsked,
    whom: tuple[PartnerAsked, str],
    may: CategoryAnswer,
) -> None:
    (one, recipient), today = whom, clock.today()
    rules = rules_in_force(session, found.dossier.municipality)
    remind_on = due_date(TermKind.INFORMATION_REMINDER, today, rules)
    session.add(
        InformationRequest(
            case_id=found.dossier.id,
            organisation_id=one.organisation_id,
            contact_id=one.contact_id,
            purpose=asked.purpose,
            asked_on=today,
            by=actor.id,
            due_on=asked.due_on,
            remind_on=min(remind_on, asked.due_on),
            recipient=recipient,
            question=asked.question,
            not_needed=asked.not_needed,
        )
    )
    supply = ToDisclose(
        dossier_id=found.dossier.id,
        organisation_id=one.organisation_id,
        recipient=recipient,
        categories=told_by_asking(may),
        purpose=Purpose.REQUEST,
        means=asked.means,
        on=today,
    )
    disclose(session, actor, supply)
    session.flush()
    _run_terms(session, found.dossier)
    record(session, actor, Line(Event.INFORMATION_ASKED, found.about))


def remind(actor: Actor, number: str, request_id: UUID, *, means: Means) -> None:
    """Remind a partner that did not answer; the reminder names the case number only.

    Raises Invalid when there is an answer: who may not share is left in peace.
    """
    with transaction() as session:
        found, row = _open_request(session, actor, number, request_id)
        row.reminded_on = clock.today()
        context = AccessContext(session)
        supply = ToDisclose(
            dossier_id=found.dossier.id,
            organisation_id=row.organisation_id,
            recipient=context.open(row, "recipient"),
            categories=[Category.CASE_NUMBER],
            purpose=Purpose.REQUEST,
            means=means,
            on=clock.today(),
        )
        disclose(session, actor, supply)
        session.flush()
        _run_terms(session, found.dossier)
        record(session, actor, Line(Event.INFORMATION_ASKED, found.about))


def note_late(actor: Actor, number: str, request_id: UUID, *, note: str) -> None:
    """Say why the round goes on without an answer that is overdue; raises Invalid before that."""
    with transaction() as session:
        found, row = _open_request(session, actor, number, request_id)
        if row.due_on >= clock.today():
            raise Invalid({"note": RequestProblem.NOT_LATE})
        row.late_note = note
        session.flush()
        _run_terms(session, found.dossier)
        record(session, actor, Line(Event.INFORMATION_ANSWERED, found.about))


def record_answer(  # noqa: PLR0913 - what a form about an answer holds
    actor: Actor,
    number: str,
    request_id: UUID,
    version: int,
    *,
    answer: RequestAnswer,
    answered_on: date,
    note: str,
) -> None:
    """Record what a partner answered, whichever of the four it is; a later answer replaces it.

    Raises Invalid or StaleDossier.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_WORK, lock=True)
        row = _request(session, found, request_id)
        if row.version != version:
            raise StaleDossier(number)
        if answered_on > clock.today():
            raise Invalid({"answered_on": RequestProblem.IN_FUTURE})
        _refuse(_faults_of_answer(session, found, row, answer, note))
        row.answer, row.answered_on, row.answer_note = answer, answered_on, note or None
        session.flush()
        _run_terms(session, found.dossier)
        record(session, actor, Line(Event.INFORMATION_ANSWERED, found.about))


def contribute(actor: Actor, number: str, request_id: UUID, given: ContributionGiven) -> None:
    """Write down what a partner contributed; raises Invalid or Refused."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_WORK)
        asked = _request(session, found, request_id)
        _refuse(_problems(session, actor, found, given, asked.organisation_id))
        _add(session, actor, found, asked.organisation_id, given, request_id=asked.id)
        record(session, actor, Line(Event.CONTRIBUTED, found.about))


def contribute_unasked(actor: Actor, number: str, supplier: UUID, given: ContributionGiven) -> None:
    """Write down what a partner told without being asked, while the case runs.

    Raises Invalid or Refused.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_WORK, lock=True)
        problems: dict[str, StrEnum] = dict(_problems(session, actor, found, given, supplier))
        if find_organisation(session, actor, supplier) is None:
            problems.pop("", None)
            problems["partner"] = RequestProblem.NOT_A_PARTNER
        if found.dossier.state not in ACTIVE:
            problems[""] = ContributionProblem.CASE_OVER
        _refuse(problems)
        _add(session, actor, found, supplier, given, request_id=None)
        record(session, actor, Line(Event.CONTRIBUTED, found.about))


def freeze(actor: Actor, number: str, contribution_id: UUID, *, word: str) -> None:
    """Take a contribution out of use everywhere at once: its supplier reports an error (LAW-63)."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_WORK, lock=True)
        row = _contribution(session, actor, found, contribution_id)
        if row.status is not Status.ACTIVE:
            raise Invalid({"": ContributionProblem.NOT_ACTIVE})
        row.status, row.frozen_on, row.frozen_word = Status.FROZEN, clock.today(), word
        row.settled_on, row.settled_word = None, None
        record(session, actor, Line(Event.FROZEN, found.about), reason=word)


def correct_contribution(
    actor: Actor, number: str, contribution_id: UUID, given: ContributionGiven, *, word: str
) -> None:
    """Put a frozen contribution right by the supplier's word; it counts again. Raises Invalid."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_WORK, lock=True)
        row = _frozen(session, actor, found, contribution_id)
        _refuse(_problems(session, actor, found, given, row.organisation_id))
        _fill(row, given)
        row.status, row.settled_on, row.settled_word = Status.ACTIVE, clock.today(), word
        session.flush()
        _mark(session, found, row, given)
        _end_consents(session, row)
        record(session, actor, Line(Event.SETTLED, found.about), reason=word)


def withdraw(actor: Actor, number: str, contribution_id: UUID, *, word: str) -> None:
    """Take a frozen contribution back by the supplier's word; it stays unseen. Raises Invalid."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_WORK, lock=True)
        row = _frozen(session, actor, found, contribution_id)
        row.status, row.settled_on, row.settled_word = Status.WITHDRAWN, clock.today(), word
        record(session, actor, Line(Event.SETTLED, found.about), reason=word)


def _recipients(
    session: Session, actor: Actor, found: Found[Case], asked: QuestionAsked
) -> dict[PartnerAsked, str]:
    """Return who is asked, in words; raises Invalid with all that is wrong."""
    problems: dict[str, RequestProblem] = {}
    if found.dossier.state not in ASKING:
        problems[""] = RequestProblem.NOT_NOW
    if asked.due_on < clock.today():
        problems["due_on"] = RequestProblem.IN_PAST
    if not asked.whom:
        problems["partner"] = RequestProblem.NOBODY
    names: dict[PartnerAsked, str] = {}
    for one in asked.whom:
        names[one] = one.recipient
        if find_organisation(session, actor, one.organisation_id) is None:
            problems["partner"] = RequestProblem.NOT_A_PARTNER
        elif one.contact_id is not None:
            names[one] = name_contact(session, one.organisation_id, one.contact_id)
            if not names[one]:
                problems[f"who-{one.organisation_id}"] = RequestProblem.NOT_A_CONTACT
        elif not one.recipient:
            problems[f"recipient-{one.organisation_id}"] = RequestProblem.NO_RECIPIENT
    _refuse(problems)
    return names


def _request(session: Session, found: Found[Case], request_id: UUID) -> InformationRequest:
    row = session.get(InformationRequest, request_id)
    if row is None or row.case_id != found.dossier.id:
        raise Invalid({"request": RequestProblem.NOT_THERE})
    return row


def _open_request(
    session: Session, actor: Actor, number: str, request_id: UUID
) -> tuple[Found[Case], InformationRequest]:
    found = find_case(session, actor, number, Permission.CASE_WORK, lock=True)
    row = _request(session, found, request_id)
    if row.answer is not None:
        raise Invalid({"": RequestProblem.ANSWERED})
    return found, row


def _contribution(session: Session, actor: Actor, found: Found[Case], row_id: UUID) -> Contribution:
    """Return a contribution that this actor may know of; of another it is as if it is not there."""
    row = session.get(Contribution, row_id)
    if row is None or row.case_id != found.dossier.id or not may_be_seen(session, actor, row):
        raise Invalid({"contribution": RequestProblem.NOT_THERE})
    return row


def _frozen(session: Session, actor: Actor, found: Found[Case], row_id: UUID) -> Contribution:
    row = _contribution(session, actor, found, row_id)
    if row.status is not Status.FROZEN or row.frozen_for is not None:
        raise Invalid({"": ContributionProblem.NOT_FROZEN})
    return row


def _problems(
    session: Session, actor: Actor, found: Found[Case], given: ContributionGiven, supplier: UUID
) -> Mapping[str, StrEnum]:
    return contribution_problems(
        given,
        actor.role,
        clock.today(),
        bar=bar_today(session, supplier),
        ages=ages_in_case(session, found.dossier, AccessContext(session)),
    )


def _faults_of_answer(
    session: Session, found: Found[Case], row: InformationRequest, answer: RequestAnswer, note: str
) -> Mapping[str, StrEnum]:
    partner, today = row.organisation_id, clock.today()
    kind = kinds_of(session, [partner]).get(partner)
    agreed = agreed_by(session, [partner]).get(partner, ())
    rules = rules_in_force(session, found.dossier.municipality)
    return fault_of_answer(
        answer,
        note,
        may_supply=police_may_supply(kind, agreed, today),
        takes_known=bool(rules.police_known),
    )


def _add(
    session: Session,
    actor: Actor,
    found: Found[Case],
    supplier: UUID,
    given: ContributionGiven,
    *,
    request_id: UUID | None,
) -> None:
    row = Contribution(
        case_id=found.dossier.id,
        request_id=request_id,
        organisation_id=supplier,
        by=actor.id,
        status=Status.ACTIVE,
        law_rule=LAW_RULE,
    )
    _fill(row, given)
    session.add(row)
    session.flush()
    _mark(session, found, row, given)


def _fill(row: Contribution, given: ContributionGiven) -> None:
    row.about, row.visibility, row.onward = given.about, given.visibility, given.onward
    row.manner, row.facts_on, row.received_on = given.manner, given.facts_on, given.received_on
    row.fact, row.opinion, row.source = given.fact, given.opinion or None, given.source
    row.conditions, row.barred = written(given.conditions), barred_by(given.conditions)


def written(conditions: Conditions) -> dict[str, object]:
    """Return the conditions of a supplier as they are kept."""
    return {
        "codes": sorted(conditions.codes),
        "partners": sorted(str(one) for one in conditions.partners),
        "kinds": sorted(conditions.kinds),
        "words": conditions.words,
    }


def _mark(
    session: Session, found: Found[Case], row: Contribution, given: ContributionGiven
) -> None:
    _mark_other(session, row, given)
    ages = ages_in_case(session, found.dossier, AccessContext(session))
    persons = given.persons if given.about is InfoClass.JUSTICE else ()
    mark_criminal(session, row.case_id, row.id, ages.kept(persons))


def _end_consents(session: Session, row: Contribution) -> None:
    """End each yes: it was to the text that stood, and to another one it is asked anew."""
    question = sa.select(OnwardConsent).filter_by(contribution_id=row.id, ended_on=None)
    for consent in session.scalars(question):
        consent.ended_on = clock.today()


def _mark_other(session: Session, row: Contribution, given: ContributionGiven) -> None:
    standing = session.scalars(sa.select(ThirdPartyMark).filter_by(row_id=row.id)).one_or_none()
    if given.other is None:
        if standing is not None:
            session.delete(standing)
        return
    told = {"relation": given.other, "passage": given.passage}
    if standing is None:
        session.add(
            ThirdPartyMark(case_id=row.case_id, row_id=row.id, field=OF_CONTRIBUTION, mark=told)
        )
    else:
        standing.mark = told


def _run_terms(session: Session, case: Case) -> None:
    """Let the round and the reminder run until the first question that waits, and no longer."""
    due, reminder = running(waiting_in(session, case))
    _run(session, case, TermKind.INFORMATION_ROUND, (due.asked_on, due.due_on) if due else None)
    _run(
        session,
        case,
        TermKind.INFORMATION_REMINDER,
        (reminder.asked_on, reminder.remind_on) if reminder else None,
    )


def _run(session: Session, case: Case, kind: TermKind, days: tuple[date, date] | None) -> None:
    question = sa.select(CaseTerm.due_on).filter_by(case_id=case.id, kind=kind, ended_on=None)
    if days is not None and list(session.scalars(question)) == [days[1]]:
        return
    end_terms(session, CASES, case, kind)
    if days is not None:
        session.add(CaseTerm(case_id=case.id, kind=kind, started_on=days[0], due_on=days[1]))


def _refuse(problems: Mapping[str, StrEnum]) -> None:
    if problems:
        raise Invalid(problems)
