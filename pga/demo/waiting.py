"""What waits when somebody opens the demo: the old is read, and there is a little of each kind."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

import sqlalchemy as sa

from pga.cases.models.notice import Notice
from pga.cases.models.seen import LastSeen
from pga.cases.rules.workflow import State
from pga.cases.services import access, flags
from pga.core import clock
from pga.core.database import direct_write, table_of, transaction
from pga.demo.lives import Life
from pga.demo.town import HOME

READ: Final = timedelta(days=6)
"""Notices of longer ago were seen."""
FLAGS: Final = (
    (0, "Bel de woningcorporatie: is de betalingsregeling rond?"),
    (4, "Kijk of het wijkteam het tweede gesprek heeft gepland."),
    (25, "Vraag de leerplichtambtenaar naar het verzuim van november."),
)
"""On which day, counted from today, and what to look at."""
ASKED: Final = "Ik ga mee op huisbezoek in deze straat en wil weten waar ik op moet letten."


def leave_waiting(lives: Sequence[Life], moment: datetime, today: date) -> None:
    """Let the old notices be seen, put some flags, and let a colleague ask for access."""
    with clock.stopped_at(moment):
        _read_up(moment - READ)
        _look_up_to(moment - READ)
        here = [life for life in lives if life.plot.town.code == HOME]
        running = [life for life in here if life.plot.ends_as is State.IN_EXECUTION]
        for life, (days, text) in zip(running, FLAGS, strict=False):
            due_on = today + timedelta(days=days)
            flags.flag(life.plot.crew.director, life.number, text=text, due_on=due_on)
        for life in running[:1]:
            asker = next(
                one
                for one in life.plot.town.people.values()
                if one.role is life.plot.crew.worker.role and one.id != life.plot.crew.worker.id
            )
            access.ask_access(asker, life.number, reason=ASKED)


def _read_up(before: datetime) -> None:
    with transaction() as session:
        old = sa.select(Notice).where(Notice.made_at < before, Notice.cleared_at.is_(None))
        for notice in session.scalars(old):
            notice.cleared_at = notice.made_at + timedelta(hours=2)


def _look_up_to(before: datetime) -> None:
    """Let everybody have seen the old on their cases, so that only the last days are new."""
    seen = table_of(LastSeen)
    with transaction() as session, direct_write():
        session.execute(sa.update(seen).where(seen.c.looked_at < before).values(looked_at=before))
        session.execute(sa.update(seen).values(sheet_at=seen.c.looked_at))
