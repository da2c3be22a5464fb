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
    linked,
    linked_or_emergency,
    linked_or_open_intake,
    not_recused,
    own_municipality,
    tests_for,
    unrestricted,
)
from pga.cases.models.case import Case
from pga.cases.models.link import CaseLink, LinkKind
from pga.cases.rules.workflow import State
from pga.core import clock
from pga.core.columns import Moment
from pga.core.database import table_of

Clause = sa.ColumnElement[bool]

OPEN_INTAKE: Final = (State.REFERRED, State.IN_TRIAGE)
INTAKES: Final = table_of(Case).alias("intake")


def facts_about(case: Case, links: list[CaseLink], actor: Actor) -> DossierFacts:
    """Tell the policy how an actor stands to a case, by the links of the actor that count."""
    kinds = {link.kind for link in links}
    return DossierFacts(
        municipality=case.municipality,
        linked=LinkKind.WORKS in kinds,
        open_intake=case.state in OPEN_INTAKE
        and case.procesregisseur_id is None
        and case.municipality == actor.municipality,
        director=case.procesregisseur_id == actor.id,
        recused=LinkKind.RECUSED in kinds,
        restricted=case.processing_restricted,
        emergency=LinkKind.EMERGENCY in kinds,
    )


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks and when, as a question of the store holds it: values, or places for values.

    A question with places is made once for each role (``anyone``) and asked with ``values_of``.
    """

    role: Role
    cleared: bool
    id: Any
    municipality: Any
    today: Any
    now: Any


def asker(actor: Actor) -> Asker:
    """Return an actor with the moment of now, for a question that is asked once."""
    return Asker(
        actor.role, actor.cleared, actor.id, actor.municipality, clock.today(), clock.now()
    )


@cache
def anyone(role: Role, cleared: bool) -> Asker:  # noqa: FBT001 - the two that shape a question
    """Return a place for whoever asks in this role."""
    return Asker(
        role,
        cleared,
        sa.bindparam("me", type_=sa.Uuid()),
        sa.bindparam("here", type_=sa.String()),
        sa.bindparam("today", type_=sa.Date()),
        sa.bindparam("now", type_=Moment()),
    )


def values_of(actor: Actor) -> dict[str, Any]:
    """Return what goes in the places of ``anyone``."""
    return {
        "me": actor.id,
        "here": actor.municipality,
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


def counting(kind: LinkKind, who: Actor | Asker) -> Clause:
    """Hold for a link of this actor and kind that counts now."""
    me = _asker(who)
    return sa.and_(CaseLink.user_id == me.id, CaseLink.kind == code(kind), counts(me))


def counts(me: Asker) -> Clause:
    """Hold for a link that counts at the moment of the question, of whomever."""
    return _counting(me.today, me.now)


def link_counts() -> Clause:
    """Hold for a link that counts now, of whomever."""
    return _counting(clock.today(), clock.now())


def _counting(today: Any, now: Any) -> Clause:
    return sa.and_(
        CaseLink.from_on <= today,
        sa.or_(CaseLink.until_on.is_(None), CaseLink.until_on > today),
        sa.or_(CaseLink.until_at.is_(None), CaseLink.until_at > now),
    )


def has_link(kind: LinkKind, who: Actor | Asker) -> Clause:
    """Hold for a case to which this actor has such a link today."""
    return Case.id.in_(_linked(kind, _asker(who)).correlate(None))


def _asker(who: Actor | Asker) -> Asker:
    return asker(who) if isinstance(who, Actor) else who


def _linked(kind: LinkKind, me: Asker) -> sa.Select[Any]:
    return sa.select(CaseLink.case_id).where(counting(kind, me))


def _open_intake(me: Asker) -> sa.Select[Any]:
    return sa.select(INTAKES.c.id).where(
        INTAKES.c.municipality == me.municipality,
        among(INTAKES.c.state, OPEN_INTAKE),
        INTAKES.c.procesregisseur_id.is_(None),
    )


def _either(*ways: sa.Select[Any]) -> Clause:
    """Hold for a case that one of these ways leads to: found from there, not by trying all."""
    return Case.id.in_(sa.union_all(*(way.correlate(None) for way in ways)))


CLAUSES: Final[Mapping[Test, Callable[[Asker], Clause]]] = {
    cleared: lambda me: sa.true() if me.cleared else sa.false(),
    own_municipality: lambda me: Case.municipality == me.municipality,
    linked: lambda me: has_link(LinkKind.WORKS, me),
    linked_or_open_intake: lambda me: _either(_linked(LinkKind.WORKS, me), _open_intake(me)),
    linked_or_emergency: lambda me: _either(
        _linked(LinkKind.WORKS, me), _linked(LinkKind.EMERGENCY, me)
    ),
    any_way_in: lambda me: _either(
        _linked(LinkKind.WORKS, me), _open_intake(me), _linked(LinkKind.EMERGENCY, me)
    ),
    beyond_emergency: lambda me: sa.or_(
        has_link(LinkKind.WORKS, me), ~has_link(LinkKind.EMERGENCY, me)
    ),
    director: lambda me: Case.procesregisseur_id == me.id,
    unrestricted: lambda _: Case.processing_restricted.is_(False),
    not_recused: lambda me: ~has_link(LinkKind.RECUSED, me),
}

STARTS: Final = frozenset({linked, linked_or_open_intake, linked_or_emergency, any_way_in})
"""Tests that lead to few cases: a question begins there."""


def visible_to(
    who: Actor | Asker,
    permission: Permission = Permission.CASE_READ,
    *,
    starts_elsewhere: bool = False,
) -> Clause:
    """Return the clause of a list: exactly the cases to which the policy says yes.

    A question that ``starts_elsewhere`` than at all cases, from one's links or looks, says so: then
    nothing tempts the store to go by each case of the municipality.
    """
    me = _asker(who)
    tests = tests_for(me.role, permission)
    if tests is None:
        return sa.false()
    narrow = starts_elsewhere or not STARTS.isdisjoint(tests)
    return sa.and_(*(_clause(test, me, narrow=narrow) for test in tests))


def listed_for(who: Actor | Asker) -> Clause:
    """Return the clause of work: what one may open, but for what is open by noodtoegang only."""
    me = _asker(who)
    return sa.and_(visible_to(me), CLAUSES[beyond_emergency](me))


def _clause(test: Test, me: Asker, *, narrow: bool) -> Clause:
    if narrow and test is own_municipality:  # the same, in a way that no index answers
        return sa.and_(sa.func.coalesce(Case.municipality, "") == me.municipality)
    return CLAUSES[test](me)
