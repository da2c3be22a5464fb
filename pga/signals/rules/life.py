"""How long a signaal lives, and what may be done with it on a day.

It ends by itself; one extension with a reason; with its outcome it goes at once, or after the few
days in which somebody writes the aanmelding. No call and no talk makes it live longer.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from pga.cases.rules.referral import BirthDate, UnreadableBirthDate, parse_birth_date
from pga.signals.rules.codes import (
    LEADS_ON,
    Forum,
    PlaceKind,
    SignalKind,
    SignalOutcome,
    SignalSource,
)

SOON: Final = 7
"""From so many days before its last one a signaal is a duty."""
MOST_CALLS: Final = 500


class SignalFault(StrEnum):
    """What is wrong with an act about a signaal."""

    AHEAD = "ahead"
    """A day that has to come yet."""
    TOO_OLD = "too_old"
    """Received so long ago that it would be past its last day."""
    BEFORE_RECEIPT = "before_receipt"
    """Before the day on which it was received."""
    CALLS = "calls"
    """Not a number of calls."""
    EXTENDED = "extended"
    """It was extended once; a second time cannot be."""
    NOT_DISCUSSED = "not_discussed"
    """Besproken stands before an outcome."""
    SETTLED = "settled"
    """It has its outcome."""
    KIND_OFF = "kind_off"
    """The municipality does not offer this kind any more."""
    NO_PARTNER = "no_partner"
    """Not an organisation of today."""
    BIRTH = "birth"
    """No date and no year in any way of writing that we know."""
    NO_NAME = "no_name"
    """A birth date of nobody."""
    SAME = "same"
    """A signaal and itself are one."""


@dataclass(frozen=True, slots=True)
class SignalGiven:
    """A worry, as somebody wrote it down."""

    worry: str
    source: SignalSource
    kind: SignalKind
    received_on: date
    calls: int = 1
    who: str = ""
    """Initials or a surname: only what is needed to know it again."""
    birth: str = ""
    """As ``BirthDate`` writes it; mostly empty."""
    place: PlaceKind | None = None
    organisation_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class TalkGiven:
    """Where a signaal was talked about, with which organisations, on which day."""

    forum: Forum
    on: date
    organisations: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class SignalLife:
    """How a signaal stands in time."""

    received_on: date
    last_on: date
    """The last day on which it can be read."""
    extended: bool = False
    discussed_on: date | None = None
    settled: bool = False

    def runs(self, today: date) -> bool:
        """Tell whether it can still be read."""
        return today <= self.last_on

    def due(self, today: date) -> bool:
        """Tell whether somebody must see to it now: it ends soon, and nobody decided."""
        return self.runs(today) and not self.settled and (self.last_on - today).days <= SOON

    def may_extend(self) -> bool:
        """Tell whether its one extension is left."""
        return not (self.extended or self.settled)


Faults = dict[str, SignalFault]


def last_day(received_on: date, days: int) -> date:
    """Return the last day on which a signaal of a day can be read."""
    return received_on + timedelta(days=days)


def faults_of_note(given: SignalGiven, *, today: date, days: int) -> Faults:
    """Return what is wrong with a new signaal, by field."""
    found: Faults = {}
    if given.received_on > today:
        found["received_on"] = SignalFault.AHEAD
    elif last_day(given.received_on, days) < today:
        found["received_on"] = SignalFault.TOO_OLD
    if not 1 <= given.calls <= MOST_CALLS:
        found["calls"] = SignalFault.CALLS
    if given.birth and read_birth(given.birth, today) is None:
        found["birth"] = SignalFault.BIRTH
    if given.birth and not given.who:
        found["who"] = SignalFault.NO_NAME
    return found


def read_birth(typed: str, today: date | None = None) -> BirthDate | None:
    """Return a birth date that is known wholly, in part or about; None when it cannot be read."""
    try:
        return parse_birth_date(typed, today=today)
    except UnreadableBirthDate:
        return None


def faults_of_call(life: SignalLife, on: date, *, calls: int, today: date) -> Faults:
    """Return what is wrong with one more call, by field."""
    if life.settled:
        return {"": SignalFault.SETTLED}
    found = _fault_of_day(life, on, today)
    if calls >= MOST_CALLS:
        found[""] = SignalFault.CALLS
    return found


def faults_of_talk(life: SignalLife, on: date, *, today: date) -> Faults:
    """Return what is wrong with saying that it was talked about, by field."""
    return {"": SignalFault.SETTLED} if life.settled else _fault_of_day(life, on, today)


def faults_of_extension(life: SignalLife) -> Faults:
    """Return why it cannot be extended, or nothing."""
    if life.settled:
        return {"": SignalFault.SETTLED}
    return {"": SignalFault.EXTENDED} if life.extended else {}


def faults_of_outcome(life: SignalLife) -> Faults:
    """Return why it cannot have its outcome, or nothing."""
    if life.settled:
        return {"": SignalFault.SETTLED}
    return {"": SignalFault.NOT_DISCUSSED} if life.discussed_on is None else {}


def last_day_after(
    outcome: SignalOutcome, life: SignalLife, *, today: date, days: int
) -> date | None:
    """Return until when it can be read with its outcome; None when it goes at once.

    Never longer than it would have lived.
    """
    if outcome not in LEADS_ON or not days:
        return None
    return min(life.last_on, today + timedelta(days=days))


def counted_on(outcome: SignalOutcome, day: date) -> date:
    """Return the day under which an outcome is counted: that of its month.

    What the interventieteam takes up keeps its day, as there is nothing else of it.
    """
    return day if outcome is SignalOutcome.TAKEN_UP else day.replace(day=1)


def _fault_of_day(life: SignalLife, on: date, today: date) -> Faults:
    if on > today:
        return {"on": SignalFault.AHEAD}
    return {"on": SignalFault.BEFORE_RECEIPT} if on < life.received_on else {}
