"""*Wijzigingen*: what changed in a dossier, by whom and why; what its tables show of themselves."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.policy import Actor
from pga.accounts.reading import names_of
from pga.core.database import Row, table_of, transaction
from pga.dossiers.models.dossier import Hangs
from pga.dossiers.reading.finding import Found, find, require_content
from pga.dossiers.reading.head import Head, open_head
from pga.dossiers.room import Room, Struck
from pga.partners.reading import organisation_names
from pga.privacy.changes import stored
from pga.privacy.columns import sealed_fields
from pga.privacy.context import AccessContext, looking_at
from pga.privacy.history import RowVersion, cell_in
from pga.privacy.meaning import Shown
from pga.settings.reading.lists import wording_on
from pga.settings.rules.lists import Wording

SHOWN: Final = 50
"""How many lines a page shows at most."""


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
class Changes:
    """The page *Wijzigingen*."""

    head: Head
    acts: tuple[Act, ...]
    names: dict[str, str]
    """Names of the colleagues and organisations among the values, by id."""
    wording: Wording
    """How the lists were worded on the day of receipt."""


def get_changes(actor: Actor, room: Room[Any], number: str) -> Changes:
    """Open what changed in a dossier, the newest first; it is in the trail. Raises Refused."""
    with transaction() as session:
        found = find(session, actor, room, number)
        require_content(actor, found)
        with looking_at(session, actor, found.about, purpose=found.purpose("changes")) as context:
            acts = _acts(session, actor, found, context)
            return Changes(
                open_head(session, actor, found, context),
                acts,
                _names_in(session, room, [line for act in acts for line in act.changed]),
                wording_on(session, found.dossier.municipality, found.dossier.received_on),
            )


def shown_tables(room: Room[Any]) -> dict[str, type[Hangs]]:
    """Return the tables of which *Wijzigingen* shows what a row held before."""
    return {name: one for name, one in room.models.items() if isinstance(one.__changes__, Shown)}


def _names_in(session: Session, room: Room[Any], lines: list[Changed]) -> dict[str, str]:
    ids = {
        UUID(str(value))
        for line in lines
        if table_of(room.models[line.table]).columns[line.field].foreign_keys
        for value in (line.was, line.now)
        if value
    }
    found: dict[Any, str] = {**names_of(session, ids), **organisation_names(session, ids)}
    return {str(key): name for key, name in found.items()}


def _versions(session: Session, actor: Actor, found: Found[Any]) -> list[RowVersion]:
    question = (
        sa.select(RowVersion)
        .where(
            RowVersion.dossier_id == found.dossier.id,
            RowVersion.table.in_(shown_tables(found.room)),
            ~found.room.kept_from(actor, RowVersion.row_id),
        )
        .order_by(RowVersion.at.desc(), RowVersion.id)
        .limit(SHOWN)
    )
    return list(session.scalars(question))


def _acts(
    session: Session, actor: Actor, found: Found[Any], context: AccessContext
) -> tuple[Act, ...]:
    """Put the changes that were made together into one act."""
    versions = _versions(session, actor, found)
    names = names_of(session, (version.by for version in versions))
    rows, tables = _rows(session, found, versions), shown_tables(found.room)
    struck = found.room.struck(session, found.dossier.id)
    acts: dict[tuple[datetime, UUID | None], list[int]] = {}
    for place, version in enumerate(versions):
        acts.setdefault((version.at, version.by), []).append(place)
    told = []
    for (at, by), places in acts.items():
        shown = {
            place: [
                line
                for line in _without(struck, _told(tables, rows, versions, place, context))
                if line.was != line.now
            ]
            for place in places
        }
        changed = tuple(line for lines in shown.values() for line in lines)
        if changed:
            # The reason of a change that is kept from the reader is kept from the reader too.
            reasons = (
                context.open(versions[place], "reason") for place, lines in shown.items() if lines
            )
            told.append(Act(at, names.get(by, ""), next(filter(None, reasons), ""), changed))
    return tuple(told)


def _without(struck: Struck, lines: list[Changed]) -> Iterator[Changed]:
    """Leave the codes out that are shown nowhere."""
    for line in lines:
        codes = struck.get((line.table, line.field), frozenset())
        yield replace(line, was=_kept(line.was, codes), now=_kept(line.now, codes))


def _kept(value: Any, codes: frozenset[str]) -> Any:
    if not codes or not value:
        return value
    return ",".join(one for one in value.split(",") if one not in codes)


def _rows(session: Session, found: Found[Any], versions: list[RowVersion]) -> dict[UUID, Row]:
    """Return the rows that changed, as they are now."""
    tables = shown_tables(found.room)
    wanted: dict[Any, set[UUID]] = {}
    for version in versions:
        wanted.setdefault(tables[version.table], set()).add(version.row_id)
    questions = [sa.select(model).where(model.id.in_(ids)) for model, ids in wanted.items()]
    return {row.id: row for question in questions for row in session.scalars(question)}


def _told(
    tables: dict[str, type[Hangs]],
    rows: dict[UUID, Row],
    versions: list[RowVersion],
    at: int,
    context: AccessContext,
) -> list[Changed]:
    """Return what one version tells; of a row that went only the words that went with it."""
    version, newer = versions[at], versions[:at]
    model, row = tables[version.table], rows.get(version.row_id)
    went = row is None and all(one.row_id != version.row_id for one in newer)
    told = []
    for field, was in context.open(version, "former").items():
        if went and field not in sealed_fields(model):
            continue
        now = _value_after(newer, version, model, row, field, context)
        before = _value(version, model, field, was, context)
        if before != now and field not in _silent(model):
            told.append(Changed(version.table, field, before, now))
    return told


def _silent(model: type[Hangs]) -> frozenset[str]:
    meaning = model.__changes__
    return meaning.but if isinstance(meaning, Shown) else frozenset()


def _value_after(
    newer: list[RowVersion],
    version: RowVersion,
    model: type[Hangs],
    row: Row | None,
    field: str,
    context: AccessContext,
) -> Any:
    """Return what a field became: the former value of the next change of it, or what stands now."""
    for other in reversed(newer):
        if other.row_id == version.row_id:
            former = context.open(other, "former")
            if field in former:
                return _value(other, model, field, former[field], context)
    if row is None:
        return None
    if field in sealed_fields(model):
        return context.open(row, field)
    value = stored(row)[field]
    return value if value is None or isinstance(value, bool | int | date) else str(value)


def _value(
    version: RowVersion, model: type[Hangs], field: str, former: Any, context: AccessContext
) -> Any:
    if cell_in(former) is not None:
        return context.open_former(version, model, field, former)
    column = table_of(model).columns[field]
    if former is not None and isinstance(column.type, sa.Date):
        return date.fromisoformat(former)
    return former
