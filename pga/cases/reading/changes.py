"""Wijzigingen and Inzagen: what changed in a case, and who looked."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission, Role
from pga.access.policy import Actor, allows
from pga.accounts.reading import names_of
from pga.cases.models.case import Case, Guardian, Person
from pga.cases.models.information import OF_CONTRIBUTION, InformationRequest
from pga.cases.models.link import CaseLink
from pga.cases.models.measuring import Measurement
from pga.cases.models.meeting import Decision, MeetingItem
from pga.cases.models.notice import AccessRequest, CaseFlag
from pga.cases.models.plan import CaseAction, CasePlan, PlanGoal, PlanVersion
from pga.cases.models.referral import Referral, ThirdPartyMark
from pga.cases.models.shown import reads_regie
from pga.cases.reading.emergency import EmergencyTold, told_of
from pga.cases.reading.finding import find_case, require_content
from pga.cases.reading.sheet import Head, open_head
from pga.cases.rules.workflow import State
from pga.core.database import Row, transaction
from pga.partners.reading import organisation_names
from pga.privacy.changes import stored
from pga.privacy.columns import sealed_fields
from pga.privacy.context import AccessContext, looking_at
from pga.privacy.events import Event
from pga.privacy.history import RowVersion, cell_in
from pga.privacy.trail import AuditEvent, Line, record
from pga.settings.reading.lists import wording_on
from pga.settings.rules.lists import Wording

SHOWN: Final = 50
"""How many lines a page shows at most."""
READS: Final = (Event.READ, Event.TRAIL_READ)
# Contributions are not here on purpose: a text that its supplier called wrong, or that is for the
# regie only, must not come back as a former value.
TABLES: Final[dict[str, type[Row]]] = {
    model.__tablename__: model
    for model in (
        *(Case, Person, Guardian, Referral, ThirdPartyMark, CaseLink),
        *(CaseFlag, AccessRequest, CasePlan, PlanGoal, CaseAction, PlanVersion, Measurement),
        *(InformationRequest, MeetingItem, Decision),
    )
}
SILENT: Final = frozenset({"contact_id", "person_id", "guardian_id", "own"})
"""What says nothing beside the name that changes with it."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One field that got another value."""

    table: str
    field: str
    was: Any
    now: Any


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody changed at one moment, and why."""

    at: datetime
    who: str
    why: str
    changed: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """Somebody who looked."""

    at: datetime
    who: str
    role: Role
    purpose: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """The page *Wijzigingen*."""

    head: Head
    acts: tuple[Act, ...]
    names: dict[str, str]
    """Names of the colleagues and organisations among the values, by id."""
    may_see_lookers: bool
    wording: Wording
    """How the lists were worded on the day of receipt."""


@dataclass(frozen=True, slots=True)
class Lookers:
    """The page *Inzagen*; the FG sees no name in its head."""

    number: str
    head: Head | None
    lines: tuple[Looked, ...]
    total: int
    emergencies: tuple[EmergencyTold, ...]
    """Who opened the case by noodtoegang and why; not for the FG, who judges without content."""


def get_changes(actor: Actor, number: str) -> Changes:
    """Open what changed in a case, the newest first; it is in the trail. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number)
        require_content(actor, found)
        with looking_at(session, actor, found.about, purpose=found.purpose("changes")) as context:
            versions = _versions(session, found.case)
            acts = _acts(session, actor, versions, context)
            return Changes(
                open_head(session, actor, found, context),
                acts,
                _names_in(session, [line for act in acts for line in act.changed]),
                allows(actor, Permission.CASE_TRAIL, found.facts),
                wording_on(session, found.case.municipality, found.case.received_on),
            )


def get_lookers(actor: Actor, number: str) -> Lookers:
    """Return who looked at a case, the newest first; so is this look. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_TRAIL)
        head = None
        emergencies: tuple[EmergencyTold, ...] = ()
        if allows(actor, Permission.CASE_READ, found.facts):
            context = AccessContext(session)
            head = open_head(session, actor, found, context)
            if found.case.state is not State.DESTROYED:
                emergencies = told_of(session, found, context)
            record(
                session, actor, Line(Event.READ, found.about, context.fields(found.case.id), "head")
            )
        which = sa.and_(AuditEvent.object_id == found.case.id, AuditEvent.event.in_(READS))
        newest = sa.select(AuditEvent).where(which).order_by(AuditEvent.seq.desc()).limit(SHOWN)
        rows = list(session.scalars(newest))
        total = session.scalar(sa.select(sa.func.count()).select_from(AuditEvent).where(which))
        names = names_of(session, (row.actor_id for row in rows))
        lines = tuple(_looked(row, names) for row in rows)
        record(session, actor, Line(Event.TRAIL_READ, found.about, purpose="lookers"))
        return Lookers(number, head, lines, total or 0, emergencies)


def _names_in(session: Session, lines: list[Changed]) -> dict[str, str]:
    ids = {
        UUID(str(value))
        for line in lines
        if line.field.endswith("_id") or line.field == "measured_by"
        for value in (line.was, line.now)
        if value
    }
    found: dict[Any, str] = {**names_of(session, ids), **organisation_names(session, ids)}
    return {str(key): name for key, name in found.items()}


def _versions(session: Session, case: Case) -> list[RowVersion]:
    question = (
        sa.select(RowVersion)
        .where(RowVersion.dossier_id == case.id)
        .order_by(RowVersion.at.desc(), RowVersion.id)
        .limit(SHOWN)
    )
    return list(session.scalars(question))


def _acts(
    session: Session, actor: Actor, versions: list[RowVersion], context: AccessContext
) -> tuple[Act, ...]:
    """Put the changes that were made together into one act."""
    names = names_of(session, (version.by for version in versions))
    rows = _rows(session, actor, versions)
    acts: dict[tuple[datetime, UUID | None], list[int]] = {}
    for place, version in enumerate(versions):
        acts.setdefault((version.at, version.by), []).append(place)
    told = []
    for (at, by), places in acts.items():
        shown = {place: _told(actor, rows, versions, place, context) for place in places}
        changed = tuple(line for lines in shown.values() for line in lines)
        if changed:
            # The reason of a change that is kept from the reader is kept from the reader too.
            reasons = (
                context.open(versions[place], "reason") for place, lines in shown.items() if lines
            )
            told.append(Act(at, names.get(by, ""), next(filter(None, reasons), ""), changed))
    return tuple(told)


def _rows(session: Session, actor: Actor, versions: list[RowVersion]) -> dict[UUID, Row]:
    """Return the rows that changed, and those that say whether one is for the regie."""
    wanted: dict[type[Row], set[UUID]] = {}
    for version in versions:
        if version.table in TABLES:
            wanted.setdefault(TABLES[version.table], set()).add(version.row_id)
    questions = [sa.select(model).where(model.id.in_(ids)) for model, ids in wanted.items()]
    if versions and not reads_regie(actor):
        case_id = versions[0].dossier_id
        questions += [sa.select(one).filter_by(case_id=case_id) for one in (PlanGoal, CaseAction)]
    return {row.id: row for question in questions for row in session.scalars(question)}


def _told(
    actor: Actor,
    rows: dict[UUID, Row],
    versions: list[RowVersion],
    at: int,
    context: AccessContext,
) -> list[Changed]:
    version = versions[at]
    row = rows.get(version.row_id)
    if row is None or _of_a_contribution(row) or _kept_from(actor, rows, row):
        return []
    told = []
    for field, was in context.open(version, "former").items():
        now = _value_after(versions[:at], version, row, field, context)
        before = _value(version, row, field, was, context)
        if before != now and field not in SILENT:
            told.append(Changed(version.table, field, before, now))
    return told


def _kept_from(actor: Actor, rows: dict[UUID, Row], row: Row | None) -> bool:
    """Tell whether this row is for the regie, or hangs on one that is, and the actor is not."""
    if row is None or reads_regie(actor):
        return False
    if isinstance(row, ThirdPartyMark):
        return _kept_from(actor, rows, rows.get(row.row_id))
    if isinstance(row, CaseAction) and row.goal_id is not None:
        return row.regie or _kept_from(actor, rows, rows.get(row.goal_id))
    return isinstance(row, PlanGoal | CaseAction) and row.regie


def _of_a_contribution(row: Row) -> bool:
    """Tell whether a mark holds words of a contribution: those are read by its own rule only."""
    return isinstance(row, ThirdPartyMark) and row.field == OF_CONTRIBUTION


def _value_after(
    newer: list[RowVersion], version: RowVersion, row: Row, field: str, context: AccessContext
) -> Any:
    """Return what a field became: the former value of the next change of it, or what stands now."""
    for other in reversed(newer):
        if other.row_id == version.row_id:
            former = context.open(other, "former")
            if field in former:
                return _value(other, row, field, former[field], context)
    if field in sealed_fields(type(row)):
        return context.open(row, field)
    value = stored(row)[field]
    return value if value is None or isinstance(value, bool | int | date) else str(value)


def _value(version: RowVersion, row: Row, field: str, former: Any, context: AccessContext) -> Any:
    if cell_in(former) is not None:
        return context.open_former(version, row, field, former)
    column = type(row).__table__.columns[field]
    if former is not None and isinstance(column.type, type(Case.__table__.c.received_on.type)):
        return date.fromisoformat(former)
    return former


def _looked(row: AuditEvent, names: dict[UUID | None, str]) -> Looked:
    fields = tuple(name for name in row.fields.split(",") if name)
    return Looked(row.at, names.get(row.actor_id, ""), Role(row.actor_role), row.purpose, fields)
