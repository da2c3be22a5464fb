"""The casusoverleg of an invented case: held as people hold it, by the use cases."""

from datetime import date, time, timedelta
from typing import Final
from uuid import UUID

from pga.access.policy import Actor
from pga.cases.reading.meetings import get_preparing
from pga.cases.rules.meetings import (
    DecisionGiven,
    Planned,
    Prepared,
    Ticked,
    ViewForm,
)
from pga.cases.rules.owners import Owner, OwnerKind
from pga.cases.services import closing_item, deciding, decision_list, meetings, presence, showing
from pga.core import clock
from pga.demo.town import Town

BEGINS: Final = time(14)
PLACE: Final = "Gemeentehuis, kamer 2"
PURPOSE: Final = "De overlast stoppen en zorgen dat deze persoon kan blijven wonen."
QUESTION: Final = "Wat is er bij u nieuw sinds de vorige keer?"
GUESTS: Final = ("Politie", "Wijkteam", "Woningcorporatie De Verzonnen Hof")
DECIDED: Final = (
    ("Bij nieuwe schulden belt de corporatie eerst het wijkteam.", GUESTS[2]),
    ("Eén vast aanspreekpunt voor de buren, de hele week bereikbaar.", GUESTS[1]),
    (
        "De wijkagent loopt twee keer per week langs en belt alleen aan als dat is afgesproken.",
        GUESTS[0],
    ),
)
"""What is decided, and which partner does it."""
DONE_WITHIN: Final = 42
"""In days."""
STAYS: Final = "De aanpak blijft lokaal. Bij een nieuw incident bespreken we opschalen."


def hold(chair: Actor, town: Town, number: str, seed: int) -> None:
    """Plan a meeting about one case for today, hold it and approve its besluitenlijst."""
    planned = Planned(on=clock.today(), begins=BEGINS, place=PLACE)
    meeting_id = meetings.plan_meeting(chair, planned, [number])
    invite(chair, town, number, meeting_id)
    room = showing.show(chair, number, meeting_id)
    everybody = frozenset(seat.id for seat in room.seats)
    ticked = Ticked(present=everybody, promised=everybody, view=ViewForm.TOLD)
    presence.tick(chair, number, meeting_id, room.version, ticked)
    text, partner = DECIDED[seed % len(DECIDED)]
    shown = showing.show(chair, number, meeting_id)
    owner = next(
        (Owner(OwnerKind.SEAT, one.id) for one in shown.seats if one.organisation == partner), None
    )
    for said, who in ((text, owner), (STAYS, None)):
        given = DecisionGiven(
            text=said,
            owner=who,
            due_on=clock.today() + timedelta(days=DONE_WITHIN) if who else None,
        )
        deciding.decide(chair, number, meeting_id, given)
    version = showing.show(chair, number, meeting_id).version
    closing_item.close(chair, number, meeting_id, version, next_on=None)
    version = showing.show(chair, number, meeting_id).version
    decision_list.approve(chair, number, meeting_id, version)


def put_on_calendar(
    chair: Actor, town: Town, numbers: list[str], on: date, *, begins: time = BEGINS
) -> UUID:
    """Plan a meeting about some cases, and invite the partners to each."""
    planned = Planned(on=on, begins=begins, place=PLACE)
    meeting_id = meetings.plan_meeting(chair, planned, numbers)
    for number in numbers:
        invite(chair, town, number, meeting_id)
    return meeting_id


def invite(chair: Actor, town: Town, number: str, meeting_id: UUID) -> None:
    """Invite the partners to one case."""
    begun = get_preparing(chair, number, meeting_id)
    wanted = {town.organisations[name] for name in GUESTS if name in town.organisations}
    keys = [one.key for one in begun.choices if one.organisation_id in wanted]
    prepared = Prepared(
        purpose=PURPOSE,
        question=QUESTION,
        minutes=begun.minutes,
        invited=tuple(dict.fromkeys((*begun.chosen, *keys))),
    )
    meetings.prepare(chair, number, meeting_id, begun.version, prepared)
