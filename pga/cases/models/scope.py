"""The twins in SQL of the policy's tests: one rule, two faces, kept equal by a property test."""

from collections.abc import Callable, Mapping
from typing import Final

import sqlalchemy as sa

from pga.access.permissions import Permission
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

Clause = sa.ColumnElement[bool]

OPEN_INTAKE: Final = (State.REFERRED, State.IN_TRIAGE)


def facts_about(case: Case, links: list[CaseLink], actor: Actor) -> DossierFacts:
    """Tell the policy how an actor stands to a case, by the links of the actor that count."""
    kinds = {link.kind for link in links}
    return DossierFacts(
        municipality=case.municipality,
        linked=LinkKind.WORKS in kinds,
        open_intake=case.state in OPEN_INTAKE and case.procesregisseur_id is None,
        director=case.procesregisseur_id == actor.id,
        recused=LinkKind.RECUSED in kinds,
        restricted=case.processing_restricted,
        emergency=LinkKind.EMERGENCY in kinds,
    )


def counting(kind: LinkKind, actor: Actor) -> Clause:
    """Hold for a link of this actor and kind that counts now."""
    return sa.and_(CaseLink.user_id == actor.id, CaseLink.kind == kind, link_counts())


def link_counts() -> Clause:
    """Hold for a link that counts now, of whomever."""
    today = clock.today()
    return sa.and_(
        CaseLink.from_on <= today,
        sa.or_(CaseLink.until_on.is_(None), CaseLink.until_on > today),
        sa.or_(CaseLink.until_at.is_(None), CaseLink.until_at > clock.now()),
    )


def has_link(kind: LinkKind, actor: Actor) -> Clause:
    """Hold for a case to which this actor has such a link today."""
    return sa.exists().where(CaseLink.case_id == Case.id, counting(kind, actor)).correlate(Case)


def _is_linked(actor: Actor) -> Clause:
    return has_link(LinkKind.WORKS, actor)


def _is_emergency(actor: Actor) -> Clause:
    return has_link(LinkKind.EMERGENCY, actor)


def _is_open_intake(_: Actor) -> Clause:
    return sa.and_(Case.state.in_(OPEN_INTAKE), Case.procesregisseur_id.is_(None))


CLAUSES: Final[Mapping[Test, Callable[[Actor], Clause]]] = {
    cleared: lambda actor: sa.true() if actor.cleared else sa.false(),
    own_municipality: lambda actor: Case.municipality == actor.municipality,
    linked: _is_linked,
    linked_or_open_intake: lambda actor: sa.or_(_is_linked(actor), _is_open_intake(actor)),
    linked_or_emergency: lambda actor: sa.or_(_is_linked(actor), _is_emergency(actor)),
    any_way_in: lambda actor: sa.or_(
        _is_linked(actor), _is_open_intake(actor), _is_emergency(actor)
    ),
    beyond_emergency: lambda actor: sa.or_(_is_linked(actor), ~_is_emergency(actor)),
    director: lambda actor: Case.procesregisseur_id == actor.id,
    unrestricted: lambda _: Case.processing_restricted.is_(False),
    not_recused: lambda actor: ~has_link(LinkKind.RECUSED, actor),
}


def visible_to(actor: Actor, permission: Permission = Permission.CASE_READ) -> Clause:
    """Return the clause of a list: exactly the cases to which the policy says yes."""
    tests = tests_for(actor.role, permission)
    return sa.false() if tests is None else sa.and_(*(CLAUSES[test](actor) for test in tests))


def listed_for(actor: Actor) -> Clause:
    """Return the clause of work: what one may open, but for what is open by noodtoegang only."""
    return sa.and_(visible_to(actor), CLAUSES[beyond_emergency](actor))
