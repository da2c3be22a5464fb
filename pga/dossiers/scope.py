"""The twins in SQL of the policy's tests: one rule, two faces, kept equal by a property test."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Final

import sqlalchemy as sa

from pga.access.permissions import Permission, Role
from pga.access.policy import (
    Actor,
    DossierFacts,
    Test,
    any_way_in,
    beyond_emergency,
    cleared,
    director,
    leads,
    linked,
    linked_or_emergency,
    linked_or_last,
    linked_or_open_intake,
    not_recused,
    open_or_last,
    own_municipality,
    running,
    tests_for,
    unrestricted,
    waits_for_team,
)
from pga.core import clock
from pga.core.columns import Moment
from pga.core.database import table_of
from pga.dossiers.models.link import LinkKind, LinkRow
from pga.dossiers.room import D, Room

Clause = sa.ColumnElement[bool]


def facts_about(room: Room[D], dossier: D, links: Iterable[LinkRow], actor: Actor) -> DossierFacts:
    """Tell the policy how an actor stands to a dossier, by the links of the actor that count."""
    kinds = {link.kind for link in links}
    return DossierFacts(
        municipality=dossier.municipality,
        linked=LinkKind.WORKS in kinds,
        open_intake=dossier.state in room.unowned
        and dossier.director_id is None
        and dossier.municipality == actor.municipality,
        director=dossier.director_id == actor.id,
        leads=any(getattr(dossier, one.field) == actor.id for one in room.leading),
        recused=LinkKind.RECUSED in kinds,
        restricted=dossier.processing_restricted,
        emergency=LinkKind.EMERGENCY in kinds,
        over=not room.runs(dossier),
        keeper=dossier.director_id is None and dossier.kept_by_id == actor.id,
    )


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks and when, as a question of the store holds it: values, or places for values.

    A question with places is made once for each role (``asker_params``) and asked with
    ``bind_values``.
    """

    role: Role
    cleared: bool
    id: Any
    municipality: Any
    organisation: Any
    today: Any
    now: Any


def asker(actor: Actor) -> Asker:
    """Return an actor with the moment of now, for a question that is asked once."""
    return Asker(
        *(actor.role, actor.cleared, actor.id, actor.municipality, actor.organisation),
        *(clock.today(), clock.now()),
    )


@cache
def asker_params(role: Role, cleared: bool) -> Asker:  # noqa: FBT001 - the two that shape a question
    """Return a place for whoever asks in this role."""
    return Asker(
        role,
        cleared,
        sa.bindparam("me", type_=sa.Uuid()),
        sa.bindparam("here", type_=sa.String()),
        sa.bindparam("for_whom", type_=sa.Uuid()),
        sa.bindparam("today", type_=sa.Date()),
        sa.bindparam("now", type_=Moment()),
    )


def bind_values(actor: Actor) -> dict[str, Any]:
    """Return what goes in the places of ``asker_params``."""
    return {
        "me": actor.id,
        "here": actor.municipality,
        "for_whom": actor.organisation,
        "today": clock.today(),
        "now": clock.now(),
    }


def code(member: StrEnum) -> sa.ColumnElement[str]:
    """Return a code as the store holds it, said in the question itself.

    Codes are ours, never typed by anybody. A question without places for them is asked quicker, and
    the store plans it once for all who ask.
    """
    if not member.value.isidentifier():
        raise ValueError(member)
    return sa.literal_column(f"'{member.value}'", sa.String())


def among(column: Any, members: Iterable[StrEnum]) -> Clause:
    """Hold for a column with one of these codes."""
    return sa.and_(column.in_([code(member) for member in members]))


def active_link(room: Room[Any], kind: LinkKind, who: Actor | Asker) -> Clause:
    """Hold for a link of this actor and kind that counts now."""
    me, link = _asker(who), room.tables.link
    return sa.and_(link.user_id == me.id, link.kind == code(kind), counts(room, me))


def counts(room: Room[Any], me: Asker) -> Clause:
    """Hold for a link that counts at the moment of the question, of whomever."""
    return _counts(room, me.today, me.now)


def link_counts(room: Room[Any]) -> Clause:
    """Hold for a link that counts now, of whomever."""
    return _counts(room, clock.today(), clock.now())


def _counts(room: Room[Any], today: Any, now: Any) -> Clause:
    link = room.tables.link
    return sa.and_(
        link.from_on <= today,
        sa.or_(link.until_on.is_(None), link.until_on > today),
        sa.or_(link.until_at.is_(None), link.until_at > now),
    )


def has_link(room: Room[Any], kind: LinkKind, who: Actor | Asker) -> Clause:
    """Hold for a dossier to which this actor has such a link today."""
    linked_to = _linked(room, kind, _asker(who)).correlate(None)
    return _found(room, linked_to)


def _found(room: Room[Any], found: Any) -> Clause:
    return sa.and_(room.tables.dossier.id.in_(found))


def _asker(who: Actor | Asker) -> Asker:
    return asker(who) if isinstance(who, Actor) else who


def _linked(room: Room[Any], kind: LinkKind, me: Asker) -> sa.Select[Any]:
    return sa.select(room.tables.link.dossier_id).where(active_link(room, kind, me))


def _open_intake(room: Room[Any], me: Asker) -> sa.Select[Any]:
    dossier = room.tables.dossier
    intake = table_of(dossier).alias("intake").c
    return sa.select(intake.id).where(
        intake.municipality == me.municipality,
        among(intake.state, room.unowned),
        intake[dossier.__director__].is_(None),
    )


def _last(room: Room[Any], me: Asker) -> sa.Select[Any]:
    dossier = room.tables.dossier
    ended = table_of(dossier).alias("ended").c
    last = sa.func.coalesce(ended[dossier.__director__], ended.kept_by_id)
    return sa.select(ended.id).where(last == me.id, ~among(ended.state, room.running))


def _either(room: Room[Any], *ways: sa.Select[Any]) -> Clause:
    """Hold for a dossier that one of these ways leads to: found from there, not by trying all."""
    return _found(room, sa.union_all(*(way.correlate(None) for way in ways)))


CLAUSES: Final[Mapping[Test, Callable[[Room[Any], Asker], Clause]]] = {
    cleared: lambda _, me: sa.true() if me.cleared else sa.false(),
    own_municipality: lambda room, me: room.tables.dossier.municipality == me.municipality,
    linked: lambda room, me: has_link(room, LinkKind.WORKS, me),
    waits_for_team: lambda room, me: _found(room, _open_intake(room, me).correlate(None)),
    linked_or_open_intake: lambda room, me: _either(
        room, _linked(room, LinkKind.WORKS, me), _open_intake(room, me)
    ),
    linked_or_emergency: lambda room, me: _either(
        room, _linked(room, LinkKind.WORKS, me), _linked(room, LinkKind.EMERGENCY, me)
    ),
    any_way_in: lambda room, me: _either(
        room,
        _linked(room, LinkKind.WORKS, me),
        _open_intake(room, me),
        _linked(room, LinkKind.EMERGENCY, me),
        _last(room, me),
    ),
    linked_or_last: lambda room, me: _either(
        room, _linked(room, LinkKind.WORKS, me), _last(room, me)
    ),
    running: lambda room, _: among(room.tables.dossier.state, room.running),
    open_or_last: lambda room, me: sa.or_(
        among(room.tables.dossier.state, room.running),
        sa.func.coalesce(room.tables.dossier.director_id, room.tables.dossier.kept_by_id) == me.id,
    ),
    beyond_emergency: lambda room, me: sa.or_(
        has_link(room, LinkKind.WORKS, me), ~has_link(room, LinkKind.EMERGENCY, me)
    ),
    director: lambda room, me: room.tables.dossier.director_id == me.id,
    leads: lambda room, me: sa.or_(
        sa.false(), *(getattr(room.tables.dossier, one.field) == me.id for one in room.leading)
    ),
    unrestricted: lambda room, _: room.tables.dossier.processing_restricted.is_(False),
    not_recused: lambda room, me: ~has_link(room, LinkKind.RECUSED, me),
}

STARTS: Final = frozenset(
    {linked, linked_or_open_intake, linked_or_emergency, linked_or_last, any_way_in}
)
"""Tests that lead to few cases: a question begins there."""


def visible_to(
    room: Room[Any],
    who: Actor | Asker,
    permission: Permission | None = None,
    *,
    starts_elsewhere: bool = False,
) -> Clause:
    """Return the clause of a list: exactly the dossiers to which the policy says yes.

    Without a permission it is that to read. A question that ``starts_elsewhere`` than at all
    dossiers, from one's links or looks, says so: then nothing tempts the store to go by each
    dossier of the municipality.
    """
    me = _asker(who)
    tests = tests_for(me.role, permission or room.may.read)
    if tests is None:
        return sa.false()
    narrow = starts_elsewhere or not STARTS.isdisjoint(tests)
    return sa.and_(*(_clause(room, test, me, narrow=narrow) for test in tests))


def listed_for(room: Room[Any], who: Actor | Asker) -> Clause:
    """Return the clause of work: what one may open, but for noodtoegang only and for what ended."""
    me = _asker(who)
    walls = (CLAUSES[test](room, me) for test in (beyond_emergency, running))
    return sa.and_(visible_to(room, me), *walls)


def works_on(room: Room[Any], who: Actor | Asker) -> Clause:
    """Hold for a dossier that this actor works on or directs."""
    me = _asker(who)
    return sa.or_(has_link(room, LinkKind.WORKS, me), room.tables.dossier.director_id == me.id)


def _clause(room: Room[Any], test: Test, me: Asker, *, narrow: bool) -> Clause:
    if narrow and test is own_municipality:  # the same, in a way that no index answers
        here = room.tables.dossier.municipality
        return sa.and_(sa.func.coalesce(here, "") == me.municipality)
    return CLAUSES[test](room, me)
