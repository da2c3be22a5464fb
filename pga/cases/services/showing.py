"""The shared screen of a casusoverleg (B1).

Showing is giving: what stands on the screen is booked as verstrekking to each who sits there, by
the same act that shows it.
"""

from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.meeting import Attendance
from pga.cases.reading.agenda import attendance_of, begun, find_agenda, find_item, times_of
from pga.cases.reading.finding import find_case
from pga.cases.reading.presence import seats_of
from pga.cases.reading.showing import MeetingScreen, OnScreen, Stop, read_screen
from pga.cases.rules.meetings import RECIPIENT, AttendeeKind, ItemStatus
from pga.cases.rules.sharing import CATEGORY_OF
from pga.core import clock
from pga.core.database import transaction
from pga.dossiers.reading.finding import Found
from pga.partners.reading import organisations_here
from pga.privacy.context import AccessContext, looking_at
from pga.privacy.disclosure import ToDisclose, disclose
from pga.privacy.disclosure_codes import Category, Means, Purpose
from pga.privacy.events import Event
from pga.privacy.trail import Line, record

VIEW: Final = "view"
"""What the list of shown parts calls the zienswijze."""


def show(actor: Actor, number: str, meeting_id: UUID, *, everything: bool = False) -> MeetingScreen:
    """Show the screen as it may be now, and book what is new on it to each who sits there.

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
                if _book(session, actor, found, screen, here):
                    record(session, actor, Line(Event.DISCLOSED, found.about))
            return MeetingScreen(
                meeting_id=meeting.id,
                on=meeting.on,
                number=number,
                state=found.dossier.state,
                status=item.status,
                version=item.version,
                purpose=context.open(item, "purpose"),
                seats=seats_of(session, attendance_of(session, [item]), context),
                agenda=tuple(
                    Stop(case.number, one.status, begins[one.id]) for one, case in agenda.items
                ),
                screen=screen,
                too_early=not begun(meeting),
                approved=item.approved_on is not None,
                partners=tuple(
                    (one.id, one.name) for one in organisations_here(session, meeting.municipality)
                ),
            )


def _book(
    session: Session, actor: Actor, found: Found[Case], screen: OnScreen, here: list[Attendance]
) -> bool:
    """Book what is on the screen and was not yet, to each who sits there but who drives it."""
    booked = False
    for row in here:
        if row.user_id == actor.id:
            continue
        seen = set(AccessContext(session).open(row, "shown") or ())
        told = [
            one
            for one in screen.told
            if str(one.id) not in seen and one.supplier_id != row.organisation_id
        ]
        actions = [one for one in screen.actions if str(one.id) not in seen]
        view = bool(screen.view) and VIEW not in seen
        if seen and not told and not actions and not view:
            continue
        categories = [
            *([] if seen else [Category.IDENTITY]),
            *([Category.VIEW] if view else []),
            *([Category.ACTIONS] if actions else []),
            *dict.fromkeys(CATEGORY_OF[one.about] for one in told),
        ]
        supply = ToDisclose(
            dossier_id=found.dossier.id,
            organisation_id=row.organisation_id,
            recipient=AccessContext(session).open(row, "name"),
            categories=categories,
            purpose=Purpose.MEETING,
            means=Means.SCREEN,
            on=clock.today(),
            recipient_kind=RECIPIENT[row.kind],
            secrecy_on=row.secrecy_on if row.kind is AttendeeKind.INCIDENTAL else None,
            contents=[str(one.id) for one in told],
        )
        disclose(session, actor, supply)
        row.shown = sorted({*seen, *(str(one) for one in screen.shown), VIEW})
        booked = True
    return booked
