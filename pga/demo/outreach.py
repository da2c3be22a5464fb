"""The contact moments of an invented case, noted by the use case itself."""

from datetime import timedelta
from typing import Final

from pga.access.policy import Actor
from pga.cases.rules.contact import ContactKind, FollowUp, MomentGiven, NextGiven
from pga.cases.services.contact import note_contact
from pga.core import clock

SPOKEN: Final = (
    (ContactKind.HOME_VISIT, "Wil de brief van de verhuurder samen lezen. Volgende week weer."),
    (ContactKind.STREET, "Kort gesproken bij de supermarkt. Slaapt slecht, drinkt minder."),
    (ContactKind.PHONE, "Gaat donderdag mee naar schuldhulp. Wij halen op om tien uur."),
    (ContactKind.MESSAGE, "Afgesproken per bericht: maandag om elf uur thuis."),
    (ContactKind.LOCATION, "Gesprek op de werkplaats. Wil daar twee dagdelen proberen."),
)
TRIED: Final = (
    (ContactKind.HOME_VISIT, "Gordijnen dicht. Kaartje achtergelaten."),
    (ContactKind.PHONE, ""),
    (ContactKind.HOME_VISIT, "Licht aan, doet niet open."),
)
FOLLOWS: Final = "Bel of de afspraak is doorgegaan."


def keep_contact(worker: Actor, number: str, turn: int) -> None:
    """Note a talk; now and then after a try on that day, or with what follows."""
    if turn % 3 == 0:
        try_contact(worker, number, turn)
    kind, text = SPOKEN[turn % len(SPOKEN)]
    _note(worker, number, kind, text, reached=True, follows=turn % 4 == 1)


def try_contact(worker: Actor, number: str, turn: int) -> None:
    """Note that nobody was reached."""
    kind, text = TRIED[turn % len(TRIED)]
    _note(worker, number, kind, text, reached=False)


def _note(
    worker: Actor,
    number: str,
    kind: ContactKind,
    text: str,
    *,
    reached: bool,
    follows: bool = False,
) -> None:
    here = clock.on_the_wall(clock.now())
    due_on = here.date() + timedelta(days=6)
    given = MomentGiven(
        kind=kind,
        reached=reached,
        text=text,
        on=here.date(),
        at=here.time(),
        next=NextGiven(FOLLOWS, due_on, FollowUp.FLAG) if follows else None,
    )
    note_contact(worker, number, given)
