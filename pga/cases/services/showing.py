"""The shared screen of a casusoverleg (B1).

Showing is giving: what stands on the screen is noted for each who sits there by the same act that
shows it. It is booked as verstrekking when the case leaves the screen (``booking_shown``).
"""

from uuid import UUID

from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.meeting import Attendance
from pga.cases.reading.agenda import attendance_of, begun, find_agenda, find_item, times_of
from pga.cases.reading.finding import find_case
from pga.cases.reading.presence import seats_of
from pga.cases.reading.showing import MeetingScreen, OnScreen, Stop, read_screen
from pga.cases.rules.meetings import ItemStatus
from pga.cases.rules.sharing import CATEGORY_OF
from pga.cases.rules.shown import THE_CASE, THE_VIEW, Part, after, packed
from pga.cases.services.booking_shown import already, book_shown, waiting_for
from pga.core import clock
from pga.core.database import transaction
from pga.partners.reading import organisations_here
from pga.privacy.context import looking_at
from pga.privacy.disclosure_codes import Category
from pga.privacy.events import Event
from pga.privacy.trail import Line, record


def show(actor: Actor, number: str, meeting_id: UUID, *, everything: bool = False) -> MeetingScreen:
    """Show the screen as it may be now, and note what is new on it to each who sits there.

    Raises Invalid when the case is not on this agenda, or Refused.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_MEETING)
        meeting, item = find_item(session, found, meeting_id, lock=True)
        agenda = find_agenda(session, actor, meeting_id)
        begins = times_of(session, meeting)
        with looking_at(session, actor, found.about, purpose="meeting") as context:
            screen = None
            if item.status is ItemStatus.OPEN:
                screen, here = read_screen(session, found, item, context, everything=everything)
                if book_shown(session, here, before=clock.today()):
                    record(session, actor, Line(Event.DISCLOSED, found.about))
                if _note(session, actor, screen, here):
                    record(session, actor, Line(Event.SHOWN, found.about))
            approved, early = item.approved_on is not None, not begun(meeting)
            ticks = screen is not None or not (approved or early)
            rows = attendance_of(session, [item]) if ticks else []
            return MeetingScreen(
                meeting_id=meeting.id,
                on=meeting.on,
                number=number,
                state=found.dossier.state,
                status=item.status,
                version=item.version,
                purpose=context.open(item, "purpose"),
                seats=seats_of(session, rows, context),
                agenda=tuple(
                    Stop(case.number, one.status, begins[one.id]) for one, case in agenda.items
                ),
                screen=screen,
                too_early=early,
                approved=approved,
                partners=tuple(
                    (one.id, one.name) for one in organisations_here(session, meeting.municipality)
                ),
            )


def _note(session: Session, actor: Actor, screen: OnScreen, here: list[Attendance]) -> bool:
    """Note what is new on the screen to each who sits there but who drives it."""
    noted = False
    for row in here:
        if row.user_id == actor.id:
            continue
        stood = _parts(screen, row)
        waiting = waiting_for(session, row)
        now = after(waiting, stood, already(session, row), clock.today(), actor.id)
        if now != waiting:
            row.pending = packed(now)
            noted = True
    return noted


def _parts(screen: OnScreen, row: Attendance) -> list[Part]:
    """Return what stands there, but for what came from whom it is shown to.

    The screen says which case it is by its number only. Of what it is about it shows no name.
    """
    told = (one for one in screen.told if one.supplier_id != row.organisation_id)
    agreed = [*(one.id for one in screen.actions), *(one.id for one in screen.decisions)]
    return [
        Part(Category.CASE_NUMBER, THE_CASE),
        *([Part(Category.VIEW, THE_VIEW)] if screen.view else []),
        *(Part(Category.ACTIONS, str(one)) for one in agreed),
        *(Part(Category.ACTIONS, str(one)) for one, _ in screen.goals),
        *(Part(CATEGORY_OF[one.about], str(one.id), text=True) for one in told),
    ]
