"""What waits when somebody opens the demo: the old is read, and there is a little of each kind."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

import sqlalchemy as sa

from pga.access.permissions import Role
from pga.access.policy import Actor
from pga.cases.models.doors import EmergencyAccess, LastSeen, Notice
from pga.cases.reading.sheet import get_sheet
from pga.cases.room import CASES
from pga.cases.rules.states import State
from pga.core import clock
from pga.core.database import direct_write, glance, table_of, transaction
from pga.demo import meeting
from pga.demo.evaluating import leave_proposals
from pga.demo.lives import Life, Twist
from pga.demo.mistakes import make_mistakes
from pga.demo.town import HOME
from pga.dossiers.rules.emergency import EmergencyReason
from pga.dossiers.rules.recusal import Bond
from pga.dossiers.services import access, emergency, flags, recusal

TALKED_ABOUT: Final = frozenset({State.PLANNING, State.IN_EXECUTION, State.INFORMATION_ROUND})
READ: Final = timedelta(days=6)
"""Notices of longer ago were seen."""
FLAGS: Final = (
    (0, "Bel de woningcorporatie: is de betalingsregeling rond?"),
    (4, "Kijk of het wijkteam het tweede gesprek heeft gepland."),
    (25, "Vraag de leerplichtambtenaar naar het verzuim van november."),
)
"""On which day, counted from today, and what to look at."""
IN_NEED: Final = (
    (
        EmergencyReason.EMERGENCY_SERVICE,
        "De crisisdienst staat voor de deur en vraagt met wie zij kan overleggen.",
    ),
    (
        EmergencyReason.NOBODY_THERE,
        "De woningcorporatie wil vandaag ontruimen en niemand van de casus neemt op.",
    ),
)
"""Why a colleague opened a case that was not theirs; the first was judged, the second waits."""
JUDGED: Final = "De crisisdienst bevestigde de vraag en er is alleen naar de contacten gekeken."
KNOWS: Final = "Wij zitten samen in het bestuur van de volkstuin."
ASKED: Final = "Ik ga mee op huisbezoek in deze straat en wil weten waar ik op moet letten."


def leave_waiting(lives: Sequence[Life], moment: datetime, today: date) -> None:
    """Let the old notices be seen, and leave a little of each kind: a flag, a question, a door."""
    with clock.stopped_at(moment):
        _read_up(moment - READ)
        _look_up_to(moment - READ)
        here = [life for life in lives if life.plot.town.code == HOME]
        running = [life for life in here if life.plot.ends_as is State.IN_EXECUTION]
        for life, (days, text) in zip(running, FLAGS, strict=False):
            due_on = max(today, clock.today()) + timedelta(days=days)
            flags.flag(life.plot.crew.director, CASES, life.number, text=text, due_on=due_on)
        for life in running[:1]:
            access.ask_access(_other_worker(life), CASES, life.number, reason=ASKED)
        for life, (cause, note) in zip(running[1:], IN_NEED, strict=False):
            asked = emergency.EmergencyAsked(life.number, cause, note)
            emergency.open_emergency(_other_worker(life), CASES, asked)
            get_sheet(_other_worker(life), life.number)
        for dpo in {one for life in here for one in life.plot.town.people.values()}:
            if dpo.role is Role.DPO:
                _judge_first(dpo)
        for life in [life for life in here if life.plot.ends_as is State.REFERRED][:1]:
            _step_back(life)
        dated = [life for life in running if Twist.UNDATED not in life.plot.twists]
        leave_proposals([(life.number, life.plot.crew) for life in dated])
        _put_on_calendar(here, today)
        make_mistakes(here)


def directed(lives: Sequence[Life]) -> list[tuple[str, Actor]]:
    """Return the cases of the first town that run, the last ones first, with who directs each."""
    here = [life for life in lives if life.plot.town.code == HOME]
    running = [life for life in here if life.plot.ends_as is State.IN_EXECUTION]
    return [(life.number, life.plot.crew.director) for life in reversed(running)]


def _put_on_calendar(here: Sequence[Life], today: date) -> None:
    """Let each who directs have a meeting today about up to six cases, and one next week."""
    for director in {life.plot.crew.director for life in here}:
        mine = [
            life
            for life in here
            if life.plot.crew.director == director
            and life.plot.ends_as in TALKED_ABOUT
            and Twist.UNDATED not in life.plot.twists
        ]
        numbers = [life.number for life in mine]
        for some, days in ((numbers[:6], 0), (numbers[6:9], 7)):
            if some:
                on = today + timedelta(days=days)
                meeting.put_on_calendar(director, mine[0].plot.town, some, on)


def _other_worker(life: Life) -> Actor:
    crew = life.plot.crew
    return next(
        one
        for one in life.plot.town.people.values()
        if one.role is crew.worker.role and one.id != crew.worker.id
    )


def _judge_first(dpo: Actor) -> None:
    with glance() as session:
        first = session.scalars(
            sa.select(EmergencyAccess.id)
            .where(EmergencyAccess.cause == IN_NEED[0][0])
            .order_by(EmergencyAccess.opened_at)
        ).first()
    if first is not None:
        emergency.review(dpo, CASES, first, justified=True, note=JUDGED)


def _step_back(life: Life) -> None:
    """Let a colleague of the team know the person of an aanmelding that nobody directs yet."""
    knows = next(
        one
        for one in life.plot.town.people.values()
        if one.role is Role.SAFETY_TEAM and one.id != life.plot.crew.director.id
    )
    recusal.recuse(knows, CASES, life.number, bond=Bond.NEIGHBOUR, note=KNOWS)


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
