"""The one place where a dossier gets another state: by the table, and written down."""

from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from pga.access.policy import Actor, require
from pga.core import clock
from pga.core.errors import StaleDossier, StepBlocked
from pga.dossiers.reading.finding import Found
from pga.dossiers.rules.moves import Move, Workflow


def may_move(actor: Actor, found: Found[Any], step: Move[Any, Any, Any, Any]) -> None:
    """Go on when a move starts here and this actor may make it; raises StaleDossier or Refused."""
    if step.source != found.dossier.state:
        raise StaleDossier
    require(actor, step.permission, found.facts)


def make_move(
    session: Session,
    actor: Actor,
    found: Found[Any],
    step: Move[Any, Any, Any, Any],
    needed: tuple[Workflow[Any, Any, Any, Any, Any], Any, dict[str, Any]],
    *,
    why: str = "",
) -> None:
    """Move a dossier; raises StepBlocked with what is missing.

    ``needed`` is the workflow of the room, what it may know of the dossier, and what the screen of
    the move answers.
    """
    workflow, standing, given = needed
    lacking = workflow.missing(step, replace(standing, **given))
    if lacking:
        raise StepBlocked(lacking)
    found.dossier.state = step.target
    session.add(
        found.room.tables.change(
            dossier_id=found.dossier.id,
            move=step.code,
            state=step.target,
            at=clock.now(),
            by=actor.id,
            checks=",".join(step.needs),
            reason=why or None,
        )
    )
