"""Who was told of a case, who must still be told, and what was postponed (pga.md 6.4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from pga.access.permissions import Permission
from pga.access.policy import Actor, allows
from pga.accounts.reading import Colleague, names_of
from pga.cases.models.case import Case, CaseTerm
from pga.cases.models.informing import Informing
from pga.cases.reading.finding import find_case
from pga.cases.reading.hearing import HearingRows, hearing_rows, topics_of, waiter_of
from pga.cases.reading.terms import rules_in_force
from pga.cases.room import CASES, WORKERS
from pga.cases.rules.authority import AuthoritySaid
from pga.cases.rules.informing import (
    Audience,
    Ear,
    InformMeans,
    ToldBy,
    Topic,
    may_hear,
    must_hear,
    topics_left,
)
from pga.cases.rules.referral import AgeClass, NotInformedReason
from pga.cases.rules.states import ACTIVE
from pga.cases.rules.terms import TermKind, due_date
from pga.core import clock
from pga.core.database import transaction
from pga.dossiers.reading.eligible import colleagues_for
from pga.dossiers.reading.finding import require_content
from pga.dossiers.reading.head import Head, open_head
from pga.privacy.context import AccessContext, looking_at


@dataclass(frozen=True, slots=True)
class ToldLine:
    """A letter or a talk, and who heard it."""

    names: tuple[str, ...]
    source: ToldBy
    means: InformMeans | None
    on: date
    who: str
    """Which colleague told it; empty when the referrer did."""
    topics: tuple[Topic, ...] | None
    """What was told; None where it was not asked, before that was."""
    note: str


@dataclass(frozen=True, slots=True)
class PostponedLine:
    """A decision to tell some later."""

    names: tuple[str, ...]
    """Whose telling waits; nobody's by name when it was everybody's."""
    ground: NotInformedReason
    decided_on: date
    review_on: date
    who: str
    note: str


@dataclass(frozen=True, slots=True)
class EarLine:
    """Somebody who must or can be told, and how that stands."""

    ear: Ear
    name: str
    relation: str
    """What a guardian is of whom; empty for a person of the case."""
    of: tuple[str, ...]
    """Over whom a guardian has gezag, or of whom nobody knows who has."""
    age: AgeClass | None
    must: bool
    open: bool
    left: tuple[Topic, ...]
    """What must still be told, when something was."""
    by_referrer: date | None
    """When the referrer told it."""
    told_on: date | None
    postponed_until: date | None
    unconfirmed: bool
    """Whether it is to be confirmed that this guardian has gezag."""

    @property
    def key(self) -> str:
        """Return this one as a form names it."""
        return str(self.ear)


@dataclass(frozen=True, slots=True)
class InformPage:
    """The page *Informeren*."""

    head: Head
    informed_on: date | None
    review_on: date | None
    due_on: date | None
    """Until when the next must be told, when a term runs for it."""
    ears: tuple[EarLine, ...]
    told: tuple[ToldLine, ...]
    postponed: tuple[PostponedLine, ...]
    minors: bool
    running: bool
    may_inform: bool

    @property
    def next(self) -> EarLine | None:
        """Return who is the next to tell: first whose telling does not wait."""
        waiting = sorted(
            (one for one in self.ears if one.open),
            key=lambda one: one.postponed_until or date.min,
        )
        return waiting[0] if waiting else None


@dataclass(frozen=True, slots=True)
class TellPage:
    """The screen on which a letter or a talk is recorded: whom one can tell, and who can have."""

    head: Head
    ears: tuple[EarLine, ...]
    colleagues: tuple[Colleague, ...]


@dataclass(frozen=True, slots=True)
class PostponePage:
    """The screen on which telling is postponed: whose, who can decide so, and until when."""

    head: Head
    ears: tuple[EarLine, ...]
    colleagues: tuple[Colleague, ...]
    last_review_on: date
    """The last day to which telling can be postponed today."""


def get_informing(actor: Actor, number: str) -> InformPage:
    """Open who was told; the opening is in the trail. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number)
        require_content(actor, found)
        case = found.dossier
        with looking_at(session, actor, found.about, purpose=found.purpose("informing")) as context:
            rows = hearing_rows(session, case, context)
            ears = _ears(context, rows)
            users = {*(row.told_by for row in rows.told), *(row.decided_by for row in rows.waits)}
            names = names_of(session, users - {None})
            return InformPage(
                head=open_head(session, actor, found, context),
                informed_on=case.informed_on,
                review_on=case.inform_review_on,
                due_on=session.scalar(_due(case)),
                ears=ears,
                told=tuple(_told(context, rows, ears, names)),
                postponed=tuple(_postponed(context, rows, ears, names)),
                minors=any(age.minor for age in rows.ages.values()),
                running=case.state in ACTIVE,
                may_inform=case.state in ACTIVE
                and allows(actor, Permission.CASE_INFORM, found.facts),
            )


def get_telling(actor: Actor, number: str) -> TellPage:
    """Open whom one can tell of a case: what they are called. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_INFORM)
        require_content(actor, found)
        case = found.dossier
        with looking_at(session, actor, found.about, purpose=found.purpose("informing")) as context:
            rows = hearing_rows(session, case, context)
            may = set(may_hear(rows.of_case))
            return TellPage(
                open_head(session, actor, found, context),
                tuple(one for one in _ears(context, rows) if one.ear in may),
                tuple(colleagues_for(session, CASES, case, WORKERS)),
            )


def get_postponing(actor: Actor, number: str) -> PostponePage:
    """Open whose telling can wait, who can decide so and until when. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_INFORM)
        require_content(actor, found)
        case = found.dossier
        rules = rules_in_force(session, case.municipality)
        with looking_at(session, actor, found.about, purpose=found.purpose("informing")) as context:
            rows = hearing_rows(session, case, context)
            return PostponePage(
                open_head(session, actor, found, context),
                tuple(one for one in _ears(context, rows) if one.open),
                tuple(colleagues_for(session, CASES, case, WORKERS)),
                due_date(TermKind.INFORM_REVIEW, clock.today(), rules),
            )


def _due(case: Case) -> sa.Select[date]:
    return (
        sa.select(CaseTerm.due_on)
        .filter_by(case_id=case.id, kind=TermKind.INFORM_PERSON, ended_on=None)
        .limit(1)
    )


def _ears(context: AccessContext, rows: HearingRows) -> tuple[EarLine, ...]:
    """Return who must or can be told, in the order of the people of the case."""
    calls = {one.id: str(context.open(one, "call_name")) for one in rows.people}
    must = must_hear(rows.of_case)
    ears = dict.fromkeys((*must, *may_hear(rows.of_case)))
    return tuple(_ear(context, rows, calls, ear, must=ear in must) for ear in ears)


def _ear(
    context: AccessContext, rows: HearingRows, calls: Mapping[UUID, str], ear: Ear, *, must: bool
) -> EarLine:
    name, relation, unconfirmed = "", "", False
    of: tuple[str, ...] = ()
    if ear.audience is Audience.GUARDIAN:
        (guardian,) = (one for one in rows.guardians if one.id == ear.id)
        ties = [tie for tie in rows.ties if tie.guardian_id == ear.id]
        name, relation = context.open(guardian, "name"), context.open(guardian, "relation")
        of = tuple(calls[one.id] for one in rows.people if ear.id in rows.guardians_of(one))
        unconfirmed = any(tie.standing is AuthoritySaid.TO_CONFIRM for tie in ties)
    elif ear.audience is Audience.UNKNOWN:
        of = (calls[ear.id],)
    else:
        name = calls[ear.id]
    heard = [one for one in rows.hearings if one.ear == ear]
    left = topics_left(ear, heard)
    by_referrer = [
        row.told_on
        for row in rows.told
        if row.source is ToldBy.REFERRER and rows.ear_of(row) == ear
    ]
    return EarLine(
        ear=ear,
        name=name,
        relation=relation,
        of=of,
        age=rows.ages.get(ear.id) if ear.audience is not Audience.GUARDIAN else None,
        must=must,
        open=ear in rows.judged.untold,
        left=left if any(one.topics for one in heard) else (),
        by_referrer=min(by_referrer, default=None),
        told_on=max((one.on for one in heard), default=None) if not left else None,
        postponed_until=rows.judged.postponed.get(ear),
        unconfirmed=unconfirmed,
    )


def _called(ears: Sequence[EarLine], ear: Ear | None) -> str:
    found = [one for one in ears if one.ear == ear]
    if not found:
        return ""
    return found[0].name or f"wie gezag heeft over {' en '.join(found[0].of)}"


def _told(
    context: AccessContext,
    rows: HearingRows,
    ears: Sequence[EarLine],
    names: Mapping[UUID | None, str],
) -> list[ToldLine]:
    return [
        ToldLine(
            names=(_called(ears, rows.ear_of(row)) or _of_before(context, rows, row),),
            source=row.source or ToldBy.MUNICIPALITY,
            means=row.means,
            on=row.told_on,
            who=names.get(row.told_by, ""),
            topics=None
            if row.topics is None
            else tuple(one for one in Topic if one in topics_of(row)),
            note=context.open(row, "note") or "",
        )
        for row in rows.told
    ]


def _of_before(context: AccessContext, rows: HearingRows, row: Informing) -> str:
    """Return who heard it of a row that names a person who need not, or no guardian at all."""
    person = [one for one in rows.people if one.id == row.person_id]
    guardian = [one for one in rows.guardians if one.id == row.guardian_id]
    if guardian:
        return str(context.open(guardian[0], "name"))
    call = str(context.open(person[0], "call_name")) if person else ""
    return call if row.audience is Audience.PERSON else f"een gezaghebbende van {call}"


def _postponed(
    context: AccessContext,
    rows: HearingRows,
    ears: Sequence[EarLine],
    names: Mapping[UUID | None, str],
) -> list[PostponedLine]:
    return [
        PostponedLine(
            names=tuple(filter(None, (_called(ears, waiter_of(row)),))),
            ground=row.ground,
            decided_on=row.decided_on,
            review_on=row.review_on,
            who=names.get(row.decided_by, ""),
            note=context.open(row, "note") or "",
        )
        for row in rows.waits
    ]
