"""Contact: the logbook of a case, what its forms begin with, and the cases that one opened last."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, time
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, allows
from pga.accounts.reading import Colleague, names_of
from pga.cases.models.case import Case
from pga.cases.models.contact import ContactMoment
from pga.cases.models.visibility import reads_regie
from pga.cases.reading.contact_facts import as_tried, moments_of, sights_of, whom_can
from pga.cases.reading.finding import find_case
from pga.cases.reading.hearing import HearingRows, hearing_rows
from pga.cases.room import CASES, WORKERS
from pga.cases.rules.contact import (
    ContactKind,
    MomentEnd,
    SightAnswer,
    Whom,
    last_spoken,
    last_tried,
)
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.dossiers.reading.eligible import colleagues_for
from pga.dossiers.reading.finding import Found, require_content
from pga.dossiers.reading.head import Head, open_head
from pga.privacy.context import AccessContext, looking_at

MOST: Final = 100
"""How many moments a page shows, the last first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LogFilter:
    """Which moments of a logbook are shown, and how close together."""

    kind: ContactKind | None = None
    reached: bool | None = None
    by: UUID | None = None
    since: date | None = None
    until: date | None = None
    dense: bool = False

    def holds(self, row: ContactMoment) -> bool:
        """Tell whether a moment is asked for."""
        return (
            (self.kind is None or row.kind is self.kind)
            and (self.reached is None or row.reached is self.reached)
            and (self.by is None or self.by in {row.by, row.with_id})
            and (self.since is None or row.on >= self.since)
            and (self.until is None or row.on <= self.until)
        )


@dataclass(frozen=True, slots=True)
class MomentLine:
    """One contact moment, as a page shows it."""

    id: UUID
    kind: ContactKind
    reached: bool
    spoken: bool
    whom: Whom
    whom_name: str
    on: date
    at: time
    who: str
    with_whom: str
    regie: bool
    text: str
    ended: MomentEnd | None
    ended_by: str
    ended_why: str


@dataclass(frozen=True, slots=True)
class SightLine:
    """That somebody was so often not reached, and what came of it."""

    made_on: date
    tries: int
    answer: SightAnswer | None
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class ContactLog:
    """The logbook of a case."""

    head: Head
    lines: tuple[MomentLine, ...]
    total: int
    """How many moments this reader may see, of which the lines are those that were asked for."""
    colleagues: tuple[tuple[UUID, str], ...]
    """Who noted one or was there."""
    spoken_on: date | None
    tried_on: date | None
    sights: tuple[SightLine, ...]
    asks_sight: bool
    """Whether the suggestion waits for an answer."""
    visit_rule: str
    may_note: bool
    may_regie: bool


@dataclass(frozen=True, slots=True)
class Noting:
    """What the form of a contact moment begins with."""

    head: Head
    people: tuple[tuple[UUID, str], ...]
    guardians: tuple[tuple[UUID, str], ...]
    colleagues: tuple[Colleague, ...]
    may_regie: bool
    over: bool


@dataclass(frozen=True, slots=True)
class Mending:
    """The screen on which a contact moment is withdrawn or moved."""

    head: Head
    line: MomentLine


def get_log(actor: Actor, number: str, wanted: LogFilter) -> ContactLog:
    """Open the logbook of a case; raises Refused."""
    with _looking(actor, number, Permission.CASE_READ) as (session, found, context):
        case = found.dossier
        rows, asked = moments_of(session, case, actor), sights_of(session, case)
        counting = [as_tried(one) for one in rows if one.ended is None]
        talk, trial = last_spoken(counting), last_tried(counting)
        users = {user for one in rows for user in (one.by, one.with_id, one.ended_by)}
        names = names_of(session, {*users, *(one.answered_by for one in asked)})
        noted = {user for one in rows for user in (one.by, one.with_id)} - {None}
        of_case = _of_case(session, case)
        shown = [one for one in rows if wanted.holds(one)][:MOST]
        runs = found.runs
        return ContactLog(
            head=open_head(session, actor, found, context),
            lines=tuple(_line(context, one, names, of_case) for one in shown),
            total=len(rows),
            colleagues=tuple(sorted(((u, names.get(u, "")) for u in noted if u), key=_second)),
            spoken_on=talk.on if talk else None,
            tried_on=trial.on if trial else None,
            sights=tuple(
                SightLine(
                    *(clock.on_the_wall(one.made_at).date(), one.tries, one.answer),
                    *(names.get(one.answered_by, ""), context.open(one, "why") or ""),
                )
                for one in asked
            ),
            asks_sight=runs and any(one.answer is None for one in asked),
            visit_rule=context.open(case, "visit_rule") or "",
            may_note=runs and allows(actor, Permission.CASE_CONTACT, found.facts),
            may_regie=runs and allows(actor, Permission.CASE_REGIE, found.facts),
        )


def get_noting(actor: Actor, number: str) -> Noting:
    """Open whom one can speak with on a case, and who can be there; raises Refused."""
    with _looking(actor, number, Permission.CASE_CONTACT) as (session, found, context):
        case = found.dossier
        rows = _of_case(session, case)
        able = colleagues_for(session, CASES, case, WORKERS)
        return Noting(
            head=open_head(session, actor, found, context),
            people=tuple((one.id, _called(rows, context, one.id)) for one in whom_can(rows)),
            guardians=tuple((one.id, _called(rows, context, one.id)) for one in rows.guardians),
            colleagues=tuple(one for one in able if one.id != actor.id),
            may_regie=reads_regie(actor),
            over=not found.runs,
        )


def get_mending(actor: Actor, number: str, moment_id: UUID) -> Mending:
    """Open one contact moment to withdraw or move it; raises Refused or Invalid."""
    with _looking(actor, number, Permission.CASE_CONTACT) as (session, found, context):
        row = next(
            (one for one in moments_of(session, found.dossier, actor) if one.id == moment_id), None
        )
        if row is None or row.ended is not None:
            raise Invalid({"moment": "not_there"})
        of_case = _of_case(session, found.dossier)
        names = names_of(session, {row.by, row.with_id})
        return Mending(
            open_head(session, actor, found, context), _line(context, row, names, of_case)
        )


def get_visit_rule(actor: Actor, number: str) -> tuple[Head, str, bool]:
    """Open what the regie said of visiting, and whether the case runs; raises Refused."""
    with _looking(actor, number, Permission.CASE_REGIE) as (session, found, context):
        text = context.open(found.dossier, "visit_rule") or ""
        return open_head(session, actor, found, context), text, found.runs


def get_sight(actor: Actor, number: str) -> tuple[Head, int]:
    """Return how often nobody was reached, when that waits for an answer; 0 when it does not."""
    with _looking(actor, number, Permission.CASE_REGIE) as (session, found, context):
        waiting = [one.tries for one in sights_of(session, found.dossier) if one.answer is None]
        return open_head(session, actor, found, context), max(waiting, default=0)


@contextmanager
def _looking(
    actor: Actor, number: str, permission: Permission
) -> Iterator[tuple[Session, Found[Case], AccessContext]]:
    with transaction() as session:
        found = find_case(session, actor, number, permission)
        require_content(actor, found)
        with looking_at(session, actor, found.about, purpose=found.purpose("contact")) as context:
            yield session, found, context


def _of_case(session: Session, case: Case) -> HearingRows:
    """Return who is of a case; the ages that this weighs are not shown, so not noted as seen."""
    return hearing_rows(session, case, AccessContext(session))


def _called(rows: HearingRows, context: AccessContext, which: UUID) -> str:
    """Open the name of one person or guardian of a case."""
    for person in rows.people:
        if person.id == which:
            return f"{context.open(person, 'call_name')} {context.open(person, 'surname')}"
    for guardian in rows.guardians:
        if guardian.id == which:
            return f"{context.open(guardian, 'name')}, {context.open(guardian, 'relation')}"
    return ""


def _line(
    context: AccessContext,
    row: ContactMoment,
    names: Mapping[UUID | None, str],
    of_case: HearingRows,
) -> MomentLine:
    one = row.person_id or row.guardian_id
    return MomentLine(
        id=row.id,
        kind=row.kind,
        reached=row.reached,
        spoken=row.spoken,
        whom=row.whom,
        whom_name=_called(of_case, context, one) if one else context.open(row, "whom_name") or "",
        on=row.on,
        at=row.at,
        who=names.get(row.by, ""),
        with_whom=names.get(row.with_id, "") if row.with_id else "",
        regie=row.regie,
        text=context.open(row, "text") or "",
        ended=row.ended,
        ended_by=names.get(row.ended_by, "") if row.ended_by else "",
        ended_why=context.open(row, "ended_why") or "",
    )


def _second(pair: tuple[UUID, str]) -> str:
    return pair[1]
