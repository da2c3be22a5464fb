"""What another value of a setting would touch: numbers of cases and days, never content."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, not_recused, require
from pga.cases.models.case import Case, CaseTerm
from pga.cases.models.ending import CaseEnd
from pga.cases.models.referral import Referral
from pga.cases.models.visibility import in_use
from pga.cases.reading.terms import rules_in_force
from pga.cases.room import CASES
from pga.cases.rules.criminal import CRIMINAL_CODES
from pga.cases.rules.effect import Running, effect_of
from pga.cases.rules.ending import KEPT_AS, OF_BEFORE, RetentionClass
from pga.cases.rules.states import TAKES_PLACE, State
from pga.cases.rules.terms import TermRules
from pga.core import clock
from pga.core.database import transaction
from pga.dossiers.scope import CLAUSES, asker
from pga.privacy.events import Event
from pga.privacy.trail import Line, record
from pga.settings.rules.effect import Touched
from pga.settings.rules.lists import name_of

RETENTION: Final[Mapping[str, RetentionClass]] = {
    "retention_closed_years": RetentionClass.ADMITTED,
    "retention_rejected_months": RetentionClass.NOT_ADMITTED,
    "retention_withdrawn_months": RetentionClass.WITHDRAWN,
    "retention_wrongly_registered_months": RetentionClass.WRONGLY_REGISTERED,
    "retention_deceased_months": RetentionClass.DECEASED,
}
"""Under which head a case waits for its destruction, by the setting that says how long."""
HELD_IN: Final = {"problems": Referral.problems, "domains": Referral.domains}
"""Where an aanmelding keeps what was chosen from a list."""
OVER: Final = (State.REJECTED, State.CLOSED, State.DESTROYED)
KNOWN: Final = frozenset(field.name for field in fields(TermRules))


def preview_setting(actor: Actor, name: str, value: int) -> Touched:
    """Tell what a proposed value would shift on the running terms here; one line in the trail.

    It changes nothing: a new value counts for what starts from its day on, and what runs keeps its
    date. The days shown are those that the running terms would have had.
    """
    require(actor, Permission.SETTINGS_CHANGE)
    with transaction() as session:
        now = rules_in_force(session, actor.municipality)
        touched = Touched()
        if name in KNOWN:
            then = replace(now, **{name: value})
            touched = effect_of(_running(session, actor), now, then, clock.today())
        touched = replace(
            touched,
            undated=_undated(session, actor, name) if name in RETENTION else 0,
            active=_active(session, actor) if name == "max_active_cases" else None,
        )
        record(session, actor, Line(Event.LIST, fields=(name,), purpose="settings_preview"))
        return touched


def count_holders(actor: Actor, which: str, code: str) -> int:
    """Tell how many cases that are not over have an entry of a list; one line in the trail."""
    require(actor, Permission.SETTINGS_CHANGE)
    column = HELD_IN[which]
    padded = sa.literal(",").concat(column).concat(",")
    with transaction() as session:
        held = sa.exists().where(
            Referral.case_id == Case.id, padded.contains(f",{code},", autoescape=True)
        )
        if code in CRIMINAL_CODES:
            held = held.where(in_use(Referral.id))
        found = _count(session, _here(actor), Case.state.not_in(OVER), held)
        fields = (name_of(which, code),)
        record(session, actor, Line(Event.LIST, fields=fields, purpose="settings_preview"))
        return found


def _here(actor: Actor) -> sa.ColumnElement[bool]:
    """Hold for the cases of the own municipality that the actor did not step back from."""
    return sa.and_(
        Case.municipality == actor.municipality, CLAUSES[not_recused](CASES, asker(actor))
    )


def _running(session: Session, actor: Actor) -> list[Running]:
    question = (
        sa.select(Case.number, CaseTerm.kind, CaseTerm.started_on, CaseTerm.due_on)
        .join(Case, Case.id == CaseTerm.case_id)
        .where(_here(actor), CaseTerm.ended_on.is_(None), Case.state != State.DESTROYED)
    )
    return [Running(*row) for row in session.execute(question)]


def _undated(session: Session, actor: Actor, name: str) -> int:
    retention = RETENTION[name]
    dated = sa.exists().where(
        CaseTerm.case_id == Case.id,
        CaseTerm.ended_on.is_(None),
        CaseTerm.kind == KEPT_AS[retention],
    )
    ends = sa.exists().where(CaseEnd.case_id == Case.id)
    of_class = ends.where(CaseEnd.retention == retention)
    of_before = [state for state, one in OF_BEFORE.items() if one is retention]
    ended = Case.state.in_(OF_BEFORE)
    kept_so = sa.or_(of_class, sa.and_(~ends, Case.state.in_(of_before)))
    return _count(session, _here(actor), ended, kept_so, ~dated)


def _active(session: Session, actor: Actor) -> int:
    return _count(session, _here(actor), Case.state.in_(TAKES_PLACE))


def _count(session: Session, *where: sa.ColumnElement[bool]) -> int:
    question = sa.select(sa.func.count()).select_from(Case).where(*where)
    return session.scalar(question) or 0
