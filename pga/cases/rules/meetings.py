"""The casusoverleg: who sits there, what the shared screen may show, what is decided (pga.md 2.6).

Who is in the room decides what the screen shows; no verbatim minutes exist, only decisions.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from pga.access.permissions import Role
from pga.cases.rules.actions import FARTHEST, ActionKind
from pga.cases.rules.contributions import (
    SEEN_BY,
    ColleagueViewer,
    GuestViewer,
    PersonViewer,
    Viewer,
    Visibility,
)
from pga.cases.rules.owners import Owner
from pga.cases.rules.states import ACTIVE, State
from pga.partners.rules import Chain, PartnerKind, Standing
from pga.privacy.disclosure_codes import RecipientKind

TALKED_ABOUT: Final = ACTIVE - {State.REFERRED, State.IN_TRIAGE}
"""A case comes to the table once it is admitted (pga.md 2.4-2.6); before, partners hear nothing."""
MINUTES: Final = 20
"""How long one case takes on the agenda; [V]."""
MOST_CASES: Final = 12
"""More cases than this nobody can keep apart on one day; [V]."""


class ItemStatus(StrEnum):
    """Where one case of a meeting stands."""

    WAITING = "waiting"
    """Still to come."""
    OPEN = "open"
    """On the screen now; of one meeting never two."""
    DONE = "done"
    """Talked about; its besluitenlijst can be approved."""
    TAKEN_OFF = "taken_off"
    """Taken off the agenda."""


class ViewForm(StrEnum):
    """How the person's zienswijze comes to the table (pga.md 2.6)."""

    PRESENT = "present"
    """The person is there."""
    WRITTEN = "written"
    """On paper."""
    TOLD = "told"
    """Told before to somebody at the table."""
    NONE = "none"
    """It is not there; the table knows that."""


class Presence(StrEnum):
    """Whether somebody who was invited sat there."""

    PRESENT = "present"
    """Sat there when this case was on the screen."""
    EXCUSED = "excused"
    """Sent word."""
    ABSENT = "absent"
    """Did not come."""


class AttendeeKind(StrEnum):
    """What somebody at the table is to the municipality."""

    COLLEAGUE = "colleague"
    """Works for the municipality."""
    PARTNER = "partner"
    """Comes for an organisation of the list."""
    INCIDENTAL = "incidental"
    """Comes once, for no organisation of the list (LAW-52)."""
    PERSON = "person"
    """The person of the case, or who speaks for that person."""


RECIPIENT: Final[Mapping[AttendeeKind, RecipientKind]] = {
    AttendeeKind.COLLEAGUE: RecipientKind.COLLEAGUE,
    AttendeeKind.PARTNER: RecipientKind.PARTNER,
    AttendeeKind.INCIDENTAL: RecipientKind.INCIDENTAL,
    AttendeeKind.PERSON: RecipientKind.PERSON,
}
"""How the register of verstrekkingen calls each of them."""

KIND_OF_CHAIN: Final[Mapping[Chain, ActionKind]] = {
    Chain.JUSTICE: ActionKind.JUSTICE,
    Chain.CARE: ActionKind.CARE,
    Chain.ADMINISTRATION: ActionKind.ADMINISTRATIVE,
    Chain.SOCIAL: ActionKind.SOCIAL,
}
KIND_OF_ROLE: Final[Mapping[Role, ActionKind]] = {
    Role.SAFETY_TEAM: ActionKind.ADMINISTRATIVE,
    Role.INTERVENTION_TEAM: ActionKind.SOCIAL,
}
"""The kind that an action of a decision gets from who does it; it can be changed afterwards."""


class MeetingProblem(StrEnum):
    """What can be wrong with a meeting, a presence or a decision."""

    IN_PAST = "in_past"
    """A day that has gone by."""
    TOO_FAR = "too_far"
    """More than two years away."""
    NO_CASES = "no_cases"
    """A meeting without a case."""
    TOO_MANY_CASES = "too_many_cases"
    """More cases than one day can hold."""
    NOT_YOURS = "not_yours"
    """A case about which this actor cannot hold a meeting, or that is not at that point."""
    ON_AGENDA = "on_agenda"
    """It is on this agenda already."""
    NOT_THERE = "not_there"
    """Nothing of this name."""
    CANCELLED = "cancelled"
    """The meeting was cancelled."""
    BEGUN = "begun"
    """The meeting has begun: it is not moved or cancelled any more."""
    TOO_EARLY = "too_early"
    """The day of the meeting has still to come."""
    OTHER_OPEN = "other_open"
    """Another case of this meeting is on the screen."""
    NOT_OPEN = "not_open"
    """This case is not on the screen."""
    NOT_DONE = "not_done"
    """This case was not talked about yet."""
    APPROVED = "approved"
    """The besluitenlijst is approved: it stays as it is."""
    NOBODY = "nobody"
    """Nobody is ticked."""
    NO_SECRECY = "no_secrecy"
    """Somebody from outside did not sign or promise secrecy (LAW-52, pga.md 6.7)."""
    SHUT_OUT = "shut_out"
    """A colleague who cannot open the case (any more), by an ended link or a recusal."""
    NO_VIEW_FORM = "no_view_form"
    """It is not said how the zienswijze comes to the table."""
    PERSON_NOT_TICKED = "person_not_ticked"
    """The zienswijze is said to come from the person, who is not ticked."""
    NO_NAME = "no_name"
    """Somebody without a name."""
    NOT_INVITABLE = "not_invitable"
    """Not somebody who can be invited to this case."""
    NO_OWNER = "no_owner"
    """A day, and nobody who does it."""
    NO_DAY = "no_day"
    """Somebody who does it, and no day."""
    NO_TEXT = "no_text"
    """No decision."""
    NOTHING = "nothing"
    """There is nothing to give."""
    NOT_YET = "not_yet"
    """Too soon for a next meeting."""


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who is invited to one case, as the rules know that person: no name."""

    id: UUID
    kind: AttendeeKind
    role: Role | None = None
    user_id: UUID | None = None
    organisation_id: UUID | None = None
    """For whom somebody comes, or works; nothing for who is of the municipality itself."""
    organisation_kind: PartnerKind | None = None
    standing: Standing | None = None
    secrecy: bool = False
    """Signed the secrecy statement, or works for the municipality."""

    @property
    def viewer(self) -> Viewer:
        """Return who this is before a screen."""
        if self.kind is AttendeeKind.PERSON:
            return PersonViewer()
        if self.kind is AttendeeKind.COLLEAGUE and self.role is not None:
            return ColleagueViewer(
                role=self.role,
                id=self.user_id,
                organisation_id=self.organisation_id,
                kind=self.organisation_kind,
                standing=self.standing,
            )
        return GuestViewer(self.organisation_id, self.organisation_kind, self.standing)


@dataclass(frozen=True, kw_only=True, slots=True)
class Planned:
    """A meeting as given on the form."""

    on: date
    begins: time
    place: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """How one case is prepared, as given on the form."""

    purpose: str
    question: str
    minutes: int
    invited: tuple[str, ...]
    """The keys of who is invited, as the page names them."""
    extra_organisation_id: UUID | None = None
    extra_name: str = ""
    """Somebody who is not on any list."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ticked:
    """Who is there and how the zienswijze comes to the table, as given on the form."""

    present: frozenset[UUID]
    excused: frozenset[UUID] = frozenset()
    promised: frozenset[UUID] = frozenset()
    """Who promises secrecy at the table."""
    view: ViewForm | None
    late_name: str = ""
    """Somebody who came without being invited."""
    late_organisation_id: UUID | None = None
    late_promises: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionGiven:
    """``besluit → wie → wanneer`` as given on the form."""

    text: str
    owner: Owner | None
    """Somebody at the table or anybody else who can have an action; or nobody."""
    due_on: date | None
    goal_id: UUID | None = None


READ_REGIE: Final = frozenset(role for role, reach in SEEN_BY.items() if Visibility.REGIE in reach)


def shows_regie(present: Iterable[Attendee]) -> bool:
    """Tell whether what is for the regie may stand on the screen: all present must read it."""
    return all(one.kind is AttendeeKind.COLLEAGUE and one.role in READ_REGIE for one in present)


def shows_others(present: Iterable[Attendee]) -> bool:
    """Tell whether passages about somebody else may stand there.

    Not before the person, nor before who comes for no organisation: that can be a parent.
    """
    near = {AttendeeKind.PERSON, AttendeeKind.INCIDENTAL}
    return all(one.kind not in near for one in present)


def meeting_problems(
    on: date, cases: int, today: date, *, stood_on: date | None = None
) -> dict[str, MeetingProblem]:
    """Return what is wrong with a meeting as planned; a day that stood may have gone by."""
    found: dict[str, MeetingProblem] = {}
    if on != stood_on:
        if on < today:
            found["on"] = MeetingProblem.IN_PAST
        elif on > today + timedelta(days=FARTHEST):
            found["on"] = MeetingProblem.TOO_FAR
    if not cases:
        found["cases"] = MeetingProblem.NO_CASES
    elif cases > MOST_CASES:
        found["cases"] = MeetingProblem.TOO_MANY_CASES
    return found


def presence_problems(
    invited: Iterable[Attendee],
    present: frozenset[UUID],
    promised: frozenset[UUID],
    view: ViewForm | None,
) -> dict[str, MeetingProblem]:
    """Return what keeps a case off the screen: who is there, their secrecy, the zienswijze."""
    found: dict[str, MeetingProblem] = {}
    here = [one for one in invited if one.id in present]
    if not here:
        found["present"] = MeetingProblem.NOBODY
    if any(
        one.kind in {AttendeeKind.PARTNER, AttendeeKind.INCIDENTAL}
        and not one.secrecy
        and one.id not in promised
        for one in here
    ):
        found["promised"] = MeetingProblem.NO_SECRECY
    person = any(one.kind is AttendeeKind.PERSON for one in here)
    if view is None:
        found["view"] = MeetingProblem.NO_VIEW_FORM
    elif view is ViewForm.PRESENT and not person:
        found["view"] = MeetingProblem.PERSON_NOT_TICKED
    return found


def decision_problems(
    text: str, *, owned: bool, due_on: date | None, today: date
) -> dict[str, MeetingProblem]:
    """Return what is wrong with ``besluit → wie → wanneer``; who and when come together."""
    found: dict[str, MeetingProblem] = {}
    if not text:
        found["text"] = MeetingProblem.NO_TEXT
    if due_on is not None and not owned:
        found["owner"] = MeetingProblem.NO_OWNER
    if owned and due_on is None:
        found["due_on"] = MeetingProblem.NO_DAY
    elif due_on is not None and due_on < today:
        found["due_on"] = MeetingProblem.IN_PAST
    return found


def starts_at(begins: time, minutes: Iterable[int]) -> tuple[time, ...]:
    """Return when each case begins, from when the meeting does; ``minutes`` of each in order."""
    moment, found = datetime.combine(date.min, begins), []
    for length in minutes:
        found.append(moment.time())
        moment += timedelta(minutes=length)
    return tuple(found)
