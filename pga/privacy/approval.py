"""Vier ogen: one proposes, another approves exactly that, and it is carried out once.

A room that owns something heavy says so with one row: ``KIND = own(ApprovalKind(...))``. Its use
cases then do, each within a unit of their own:

* ``propose(session, actor, KIND, object_id, reason=..., expires_on=...)`` - ask for a second
  person; returns the id of the proposal. ``expires_on`` comes from the term ``approval_days``.
* ``decide(session, actor, approval_id, approve=True, words="")`` - the second person says yes or
  no. Whoever shows the page asks for a fresh login first (``accounts.services.prove_again``).
* ``with executing(actor) as session: ... use(session, actor, KIND, object_id)`` - the unit of the
  act itself: goes on only when a yes of now counts for what is there now. Returns the id of the
  approval; the row of what was done keeps it in a UNIQUE column ``approval_id``, so that one yes
  can never give two acts. What was found changed, is voided after the unit was rolled back.
* ``void_for(session, actor, KIND, object_id, words)`` - in each use case that changes or ends what
  was proposed: says in Dutch what changed.
* ``withdraw(session, actor, approval_id)`` - the proposer takes it back.

All of them raise ``NotApproved`` (an ``Invalid``: a form shows the words of ``labels.APPROVAL``) or
``Refused``, and then nothing was changed. Reading: ``waiting_for``, ``proposed_by``, ``find``.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, Protocol
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import (
    Actor,
    DossierFacts,
    Layer,
    Refused,
    Step,
    Verdict,
    allows,
    require,
)
from pga.core import clock
from pga.core.database import transaction
from pga.privacy import keys
from pga.privacy.approval_rows import Approval, ApprovalOutcome
from pga.privacy.approval_rules import (
    CLOSED,
    ApprovalFacts,
    ApprovalProblem,
    ApprovalState,
    NotApproved,
    Now,
    bar_of_approver,
    changed_parts,
    problem_of_decision,
    problem_of_use,
    state_of,
)
from pga.privacy.columns import opened
from pga.privacy.disclosure import ToDisclose, disclose
from pga.privacy.events import Event
from pga.privacy.keys import Scope, store_of
from pga.privacy.trail import Line, Object, lock_chains, record

GONE: Final = "het is er niet meer"
KIND_OF_OBJECT: Final = "approval"


@dataclass(frozen=True, slots=True)
class Thing:
    """What will be carried out, as it is in the store now; made by the room that owns the kind."""

    municipality: str
    parts: Sequence[tuple[str, bytes]]
    """All of it, part by part in order: a Dutch name ("de rol") and the bytes of it.

    A sealed cell can be given as it is stored: text that stays keeps its bytes.
    """
    dossier_id: UUID | None = None
    """The dossier whose key seals the words; without one the proposal gets a key of its own."""
    makers: frozenset[UUID] = frozenset()
    """Who made it, or whom it is about: none of them can be the second person."""


class WhoActs(Protocol):
    """What must be known of people; accounts tells it (``accounts.reading.standing.PEOPLE``)."""

    def in_each_role(self, session: Session, user_id: UUID, municipality: str) -> Sequence[Actor]:
        """Return somebody in each role that counts at a municipality today."""
        ...

    def standing_in(self, session: Session, user_id: UUID, municipality: str) -> Sequence[Actor]:
        """Return a named stand-in of a municipality in each role that counts elsewhere today."""
        ...

    def stood_in_for(self, session: Session, actor: Actor) -> Sequence[str]:
        """Return the municipalities for which somebody is the stand-in today."""
        ...

    def is_fresh(self, session: Session, actor: Actor) -> bool:
        """Tell whether this session proved shortly before who is there."""
        ...


def not_supplied(_session: Session, _actor: Actor, _object_id: UUID) -> ToDisclose | None:
    """Return nothing: a stand-in who reads this gets nothing of a dossier."""
    return None


def no_dossier(_session: Session, _actor: Actor, _object_id: UUID) -> DossierFacts | None:
    """Return nothing: what is proposed is no part of a dossier."""
    return None


@dataclass(frozen=True, slots=True)
class ApprovalKind:
    """One kind of thing that needs a second person: one row, given by the room that owns it."""

    code: str
    proposes: Permission
    approves: Permission
    page: str
    """The endpoint that shows one proposal whole and takes the decision in; takes approval_id."""
    people: WhoActs
    thing: Callable[[Session, UUID], Thing | None]
    """Returns what would be carried out now; None when it is not there any more."""
    facts: Callable[[Session, Actor, UUID], DossierFacts | None] = no_dossier
    """How an actor stands to the dossier of it (recusal, restriction); None without a dossier."""
    supply: Callable[[Session, Actor, UUID], ToDisclose | None] = not_supplied
    """What a stand-in who reads it gets, to be booked as a verstrekking; of a dossier always."""
    stand_in: bool = False
    """Whether the named stand-in of another municipality can be the second person."""


KINDS: Final[dict[str, ApprovalKind]] = {}
"""By code; filled by the rooms when they are imported."""


def own(kind: ApprovalKind) -> ApprovalKind:
    """Let a kind of thing need a second person."""
    KINDS[kind.code] = kind
    return kind


@dataclass(frozen=True, slots=True)
class ApprovalLine:
    """One proposal in a list; no words, no names."""

    id: UUID
    kind: str
    object_id: UUID
    page: str
    municipality: str
    state: ApprovalState
    proposed_by: UUID
    proposed_at: datetime
    expires_on: date
    decided_by: UUID | None
    decided_at: datetime | None
    decided_from: str | None
    closed_at: datetime | None
    ended: bool
    """Nothing can come of it any more."""
    new: bool
    """It ended, and its proposer did not see how."""


@dataclass(frozen=True, slots=True)
class ApprovalSheet:
    """One proposal whole, with its words, for its page."""

    line: ApprovalLine
    reason: str
    answer: str
    changed: str
    barred: ApprovalProblem | None
    """Why this actor does not decide it; None for who can."""
    mine: bool
    """This actor proposed it."""
    fresh: bool
    """This session proved shortly before who is there: the page need not ask."""


def propose(
    session: Session,
    actor: Actor,
    kind: ApprovalKind,
    object_id: UUID,
    *,
    reason: str,
    expires_on: date,
) -> UUID:
    """Ask a second person for exactly this; raises Refused, or NotApproved when it waits already.

    An earlier proposal for the same thing that expired is closed by this.
    """
    thing = _thing(session, kind, object_id)
    _require(session, actor, kind.proposes, kind, object_id, thing.municipality)
    earlier = _open(session, kind, object_id)
    if earlier is not None:
        if _state(earlier) is not ApprovalState.EXPIRED:
            raise NotApproved(ApprovalProblem.PENDING, earlier.id)
        earlier.closed_at = clock.now()
        session.flush()
    row = Approval(id=uuid4(), municipality=thing.municipality, kind=kind.code, object_id=object_id)
    row.key_id = thing.dossier_id or row.id
    if thing.dossier_id is None:
        keys.new_key(session, thing.municipality, Scope.GENERAL, row.id)
    row.digest, row.parts = _digest(session, kind, object_id, thing), _marks(session, row.id, thing)
    row.proposed_by, row.proposed_at = actor.id, clock.now()
    row.reason, row.expires_on = reason, expires_on
    session.add(row)
    _record(session, actor, Event.APPROVAL_PROPOSED, row)
    return row.id


def decide(
    session: Session, actor: Actor, approval_id: UUID, *, approve: bool, words: str = ""
) -> None:
    """Say yes or no as the second person; raises Refused or NotApproved.

    The second person is somebody of the municipality with the right, or its named stand-in.
    """
    row, kind = _row(session, approval_id)
    home = _require_approver(session, actor, row, kind)
    thing = kind.thing(session, row.object_id)
    now = Now(
        same=thing is not None and _digest(session, kind, row.object_id, thing) == row.digest,
        proposer_may=_may(session, row.proposed_by, kind.proposes, kind, row),
        fresh=kind.people.is_fresh(session, actor),
        makers=thing.makers if thing else (),
    )
    problem = problem_of_decision(_proposed(row), actor.id, now, clock.today(), approve=approve)
    if problem is not None:
        raise NotApproved(problem, row.id)
    row.decided_by, row.decided_at, row.decided_from = actor.id, clock.now(), home
    row.outcome = ApprovalOutcome.APPROVED if approve else ApprovalOutcome.REFUSED
    row.answer = words or None
    if not approve:
        row.closed_at = clock.now()
    event = Event.APPROVAL_GIVEN if approve else Event.APPROVAL_REFUSED
    _record(session, actor, event, row)


def withdraw(session: Session, actor: Actor, approval_id: UUID) -> None:
    """Take an own proposal back that was not carried out; raises Refused or NotApproved."""
    row, kind = _row(session, approval_id)
    if row.proposed_by != actor.id or row.municipality != actor.municipality:
        raise _nothing_there(actor, kind.proposes)
    state = _state(row)
    if state not in {ApprovalState.WAITING, ApprovalState.APPROVED}:
        raise NotApproved(CLOSED[state], row.id)
    row.withdrawn_at = row.closed_at = row.told_at = clock.now()
    _record(session, actor, Event.APPROVAL_WITHDRAWN, row)


def use(session: Session, actor: Actor, kind: ApprovalKind, object_id: UUID) -> UUID:
    """Carry out what was approved: within the unit of the act itself, once.

    Who acts is the business of that act. Raises NotApproved; see ``executing``.
    """
    row = _open(session, kind, object_id) or _last(session, kind, object_id)
    if row is None:
        raise NotApproved(ApprovalProblem.NONE)
    thing = kind.thing(session, object_id)
    approver = row.decided_by
    now = Now(
        same=thing is not None and _digest(session, kind, object_id, thing) == row.digest,
        proposer_may=_may(session, row.proposed_by, kind.proposes, kind, row),
        approver_may=approver is not None
        and _may(session, approver, kind.approves, kind, row, home=row.decided_from),
    )
    problem = problem_of_use(_proposed(row), now, clock.today())
    if problem is None and approver is not None and thing is not None:
        problem = bar_of_approver(_proposed(row), approver, thing.makers)
    if problem is not None:
        raise NotApproved(problem, row.id)
    row.used_at = row.closed_at = clock.now()
    _record(session, actor, Event.APPROVAL_USED, row)
    return row.id


@contextmanager
def executing(actor: Actor) -> Iterator[Session]:
    """One unit that carries out what was approved; a change that it meets voids the approval.

    The void is a unit of its own, after that of the act was rolled back.
    """
    try:
        with transaction() as session:
            yield session
    except NotApproved as refused:
        if refused.problem is ApprovalProblem.CHANGED and refused.approval_id is not None:
            _void_changed(actor, refused.approval_id)
        raise


def void_for(
    session: Session, actor: Actor, kind: ApprovalKind, object_id: UUID, words: str
) -> bool:
    """Void what waits, or was approved, for something that changed; tell whether there was any."""
    row = _open(session, kind, object_id)
    if row is None:
        return False
    _void(session, actor, row, words)
    return True


def waiting_for(session: Session, actor: Actor) -> list[ApprovalLine]:
    """Return what waits for this actor as second person, what ends soonest first.

    Also what waits elsewhere for whom this actor is the named stand-in.
    """
    people = {kind.people for kind in KINDS.values()}
    elsewhere = {place for one in people for place in one.stood_in_for(session, actor)}
    places = {actor.municipality, *elsewhere}
    question = (
        sa.select(Approval)
        .where(
            Approval.municipality.in_(places),
            Approval.closed_at.is_(None),
            Approval.outcome.is_(None),
            Approval.expires_on >= clock.today(),
            Approval.proposed_by != actor.id,
        )
        .order_by(Approval.expires_on, Approval.proposed_at)
    )
    return [
        _line(row) for row in session.scalars(question) if _can_decide(session, actor, row) is None
    ]


def proposed_by(session: Session, actor: Actor) -> list[ApprovalLine]:
    """Return what this actor proposed here, what still runs first, and of that the newest."""
    question = (
        sa.select(Approval)
        .where(Approval.proposed_by == actor.id, Approval.municipality == actor.municipality)
        .order_by(Approval.proposed_at.desc())
    )
    return sorted(map(_line, session.scalars(question)), key=lambda line: line.ended)


def last_of(session: Session, kind: ApprovalKind, object_id: UUID) -> ApprovalLine | None:
    """Return how the newest proposal for something stands; for a room that asked its policy."""
    row = _last(session, kind, object_id)
    return _line(row) if row else None


def find(session: Session, actor: Actor, approval_id: UUID) -> ApprovalSheet:
    """Return one proposal for its page, for who proposed it or can decide it; raises Refused.

    When its proposer reads how it ended, that is news no more.
    The room that owns the kind shows beside it exactly what would be carried out.
    """
    row, kind = _row(session, approval_id)
    mine = row.proposed_by == actor.id and row.municipality == actor.municipality
    if not mine and _require_approver(session, actor, row, kind) is not None:
        _book(session, actor, row, kind)
    sheet = ApprovalSheet(
        line=_line(row),
        reason=opened(session, row, "reason"),
        answer=opened(session, row, "answer") or "",
        changed=opened(session, row, "changed") or "",
        barred=_can_decide(session, actor, row),
        mine=mine,
        fresh=kind.people.is_fresh(session, actor),
    )
    if mine and sheet.line.new:
        row.told_at = clock.now()
    _record(session, actor, Event.APPROVAL_READ, row)
    return sheet


def _row(session: Session, approval_id: UUID) -> tuple[Approval, ApprovalKind]:
    row = session.get(Approval, approval_id, with_for_update=True)
    if row is None:
        nothing = (Step(Layer.MUNICIPALITY, "there", passed=False),)
        raise Refused(Verdict(Permission.ACCOUNT_OWN, None, nothing, hidden=True))
    return row, KINDS[row.kind]


def _open(session: Session, kind: ApprovalKind, object_id: UUID) -> Approval | None:
    here = sa.select(Approval).filter_by(kind=kind.code, object_id=object_id, closed_at=None)
    return session.scalars(here.with_for_update()).one_or_none()


def _last(session: Session, kind: ApprovalKind, object_id: UUID) -> Approval | None:
    here = sa.select(Approval).filter_by(kind=kind.code, object_id=object_id)
    return session.scalars(here.order_by(Approval.proposed_at.desc()).limit(1)).first()


def _thing(session: Session, kind: ApprovalKind, object_id: UUID) -> Thing:
    thing = kind.thing(session, object_id)
    if thing is None:
        raise NotApproved(ApprovalProblem.CHANGED)
    return thing


def _digest(session: Session, kind: ApprovalKind, object_id: UUID, thing: Thing) -> bytes:
    """Return the keyed digest of all that would be carried out, each part with its length."""
    whole = hashlib.sha256()
    for piece in (kind.code.encode(), object_id.bytes, thing.municipality.encode()):
        whole.update(len(piece).to_bytes(8, "big") + piece)
    for name, content in thing.parts:
        for piece in (name.encode(), content):
            whole.update(len(piece).to_bytes(8, "big") + piece)
    return store_of(session).mark("approval", whole.digest())


def _marks(session: Session, approval_id: UUID, thing: Thing) -> dict[str, str]:
    store = store_of(session)
    return {
        name: store.mark("approval-part", approval_id.bytes + name.encode() + b"\0" + content).hex()
        for name, content in thing.parts
    }


def _state(row: Approval) -> ApprovalState:
    return state_of(_proposed(row), clock.today())


def _proposed(row: Approval) -> ApprovalFacts:
    return ApprovalFacts(
        proposed_by=row.proposed_by,
        expires_on=row.expires_on,
        approved=None if row.outcome is None else row.outcome is ApprovalOutcome.APPROVED,
        decided_by=row.decided_by,
        withdrawn=row.withdrawn_at is not None,
        voided=row.voided_at is not None,
        used=row.used_at is not None,
    )


def _require(
    session: Session,
    actor: Actor,
    permission: Permission,
    kind: ApprovalKind,
    object_id: UUID,
    municipality: str,
) -> None:
    """Go on only for somebody of the municipality with the right; raises Refused."""
    if actor.municipality != municipality:
        raise _nothing_there(actor, permission)
    require(actor, permission, kind.facts(session, actor, object_id))


def _require_approver(
    session: Session, actor: Actor, row: Approval, kind: ApprovalKind
) -> str | None:
    """Return from where a stand-in comes, None for somebody of here; raises Refused."""
    if actor.municipality == row.municipality:
        _require(session, actor, kind.approves, kind, row.object_id, row.municipality)
        return None
    waits = _state(row) is ApprovalState.WAITING
    if not (waits and _stands_in(session, actor, row, kind)):
        raise _nothing_there(actor, kind.approves)
    return actor.municipality


def _stands_in(session: Session, actor: Actor, row: Approval, kind: ApprovalKind) -> bool:
    """Tell whether somebody of elsewhere can be the second person here: named, with the right."""
    if not kind.stand_in or row.municipality not in kind.people.stood_in_for(session, actor):
        return False
    return _elsewhere_may(actor, kind, kind.facts(session, actor, row.object_id))


def _book(session: Session, actor: Actor, row: Approval, kind: ApprovalKind) -> None:
    """Book what a stand-in reads of a dossier; what is not booked is not shown."""
    supply = kind.supply(session, actor, row.object_id)
    if supply is not None:
        disclose(session, actor, supply)
    elif row.key_id != row.id:
        raise _nothing_there(actor, kind.approves)


def _elsewhere_may(actor: Actor, kind: ApprovalKind, facts: DossierFacts | None) -> bool:
    """Ask the table as if the dossier were of the own municipality: all else counts as it is."""
    there = facts and replace(facts, municipality=actor.municipality)
    return allows(actor, kind.approves, there)


def _may(
    session: Session,
    user_id: UUID,
    permission: Permission,
    kind: ApprovalKind,
    row: Approval,
    home: str | None = None,
) -> bool:
    """Tell whether somebody still holds the right in any role, here or as the stand-in."""
    if home is not None:
        people = kind.people.standing_in(session, user_id, row.municipality)
        return any(
            _elsewhere_may(one, kind, kind.facts(session, one, row.object_id))
            for one in people
            if one.municipality == home
        )
    return any(
        allows(one, permission, kind.facts(session, one, row.object_id))
        for one in kind.people.in_each_role(session, user_id, row.municipality)
    )


def _can_decide(session: Session, actor: Actor, row: Approval) -> ApprovalProblem | None:
    """Return why this actor does not decide a proposal, but for what a press can still mend."""
    kind = KINDS[row.kind]
    here = actor.municipality == row.municipality and allows(
        actor, kind.approves, kind.facts(session, actor, row.object_id)
    )
    if not here and not _stands_in(session, actor, row, kind):
        return ApprovalProblem.APPROVER_GONE
    thing = kind.thing(session, row.object_id)
    now = Now(
        same=thing is not None and _digest(session, kind, row.object_id, thing) == row.digest,
        proposer_may=True,
        makers=thing.makers if thing else (),
    )
    return problem_of_decision(_proposed(row), actor.id, now, clock.today(), approve=True)


def _nothing_there(actor: Actor, permission: Permission) -> Refused:
    """Return the answer to nonsense: what is of elsewhere, is not there."""
    nothing = (Step(Layer.MUNICIPALITY, "there", passed=False),)
    return Refused(Verdict(permission, actor.role, nothing, hidden=True))


def _void_changed(actor: Actor, approval_id: UUID) -> None:
    with transaction() as session:
        row, kind = _row(session, approval_id)
        thing = kind.thing(session, row.object_id)
        now = _marks(session, row.id, thing) if thing else {}
        names = changed_parts(opened(session, row, "parts"), now)
        if row.closed_at is None:
            _void(session, actor, row, ", ".join(names) if thing else GONE)


def _void(session: Session, actor: Actor, row: Approval, words: str) -> None:
    row.voided_at = row.closed_at = clock.now()
    row.changed = words
    _record(session, actor, Event.APPROVAL_VOIDED, row)


def _record(session: Session, actor: Actor, event: Event, row: Approval) -> None:
    """Write the line in the chain of the municipality, and in that of a stand-in's own."""
    line = Line(event, Object(KIND_OF_OBJECT, row.id), (f"kind={row.kind}",))
    chains = dict.fromkeys((row.municipality, actor.municipality))
    lock_chains(session, chains)
    for chain in chains:
        record(session, actor, line, chain=chain)


def _line(row: Approval) -> ApprovalLine:
    state = _state(row)
    ended = state not in {ApprovalState.WAITING, ApprovalState.APPROVED}
    return ApprovalLine(
        id=row.id,
        kind=row.kind,
        object_id=row.object_id,
        page=KINDS[row.kind].page,
        municipality=row.municipality,
        state=state,
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        expires_on=row.expires_on,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        decided_from=row.decided_from,
        closed_at=row.closed_at,
        ended=ended,
        new=ended and row.told_at is None,
    )
