"""The policy: who may do what, as one table of tiny predicates; what is not in it is no.

A question has an answer with a trace (which layer said what), so that a screen can tell why, and an
FG can read the reverse. Recusal beats every right. A test has a twin in SQL beside the models of a
dossier room; a property test proves that the two always agree.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, Final
from uuid import UUID

from pga.access.permissions import Permission, Resource, Role


class ActorKind(StrEnum):
    """What can act (decisions.md 59)."""

    PERSON = "person"
    """Somebody with an account, or the command line in the place of the first one."""
    SYSTEM = "system"
    """The installation itself, by a command that its keeper runs."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a person in one role at one municipality, for as long as one request."""

    kind: ClassVar[ActorKind] = ActorKind.PERSON

    id: UUID
    name: str
    role: Role
    municipality: str
    session: UUID | None = None
    cleared: bool = True
    """Screened, trained and bound to secrecy today (LAW-33, LAW-57); see accounts/rules."""
    organisation: UUID | None = None
    """For which organisation somebody works who is not of the municipality (decisions.md 44)."""


@dataclass(frozen=True, slots=True)
class System:
    """The installation itself at work: nobody's account, no role, of no municipality.

    Only ``pga migrate`` and ``pga sweep`` make it. It is no ``Actor``, so a use case that asks for
    one cannot be given it: what takes it, says so.
    """

    kind: ClassVar[ActorKind] = ActorKind.SYSTEM
    id: ClassVar[None] = None


@dataclass(frozen=True, slots=True)
class DossierFacts:
    """How an actor stands to one dossier; the dossier room fills it."""

    municipality: str
    linked: bool = False
    open_intake: bool = False
    director: bool = False
    leads: bool = False
    """Has the content of it in hand: of a case, its casusregisseur."""
    recused: bool = False
    restricted: bool = False
    emergency: bool = False
    """A noodtoegang runs at this moment."""
    over: bool = False
    """There is no work on it any more: it ended."""
    keeper: bool = False
    """Ended it while nobody directed it."""

    @property
    def only_emergency(self) -> bool:
        """Tell whether nothing but a noodtoegang leads to the dossier."""
        return self.emergency and not self.linked

    @property
    def last(self) -> bool:
        """Tell whether it ended, and this was the one who directed it to the end.

        Where nobody directed it, that is who ended it: somebody must read and destroy it.
        """
        return self.over and (self.director or self.keeper)


class Layer(StrEnum):
    """The walls, in the order in which they are asked."""

    RECUSAL = "recusal"
    """Somebody who knows the person does not see the dossier (features.md B12)."""
    ROLE = "role"
    """The role holds the permission at all."""
    CLEARANCE = "clearance"
    """Somebody who works with dossiers is screened, trained and bound to secrecy (LAW-33)."""
    READ_ONLY = "read_only"
    """Who is in by noodtoegang reads, and changes nothing (decisions.md 14)."""
    MUNICIPALITY = "municipality"
    """The dossier is of the actor's own municipality."""
    LINK = "link"
    """The actor works on the dossier."""
    PART = "part"
    """The actor has the part in it that this asks for."""
    RESTRICTION = "restriction"
    """The processing is not restricted (AVG 18)."""


@dataclass(frozen=True, slots=True)
class Test:
    """One question about an actor and a dossier."""

    code: str
    layer: Layer
    holds: Callable[[Actor, DossierFacts], bool] = field(repr=False)


cleared: Final = Test("cleared", Layer.CLEARANCE, lambda actor, _: actor.cleared)
own_municipality: Final = Test(
    "own_municipality",
    Layer.MUNICIPALITY,
    lambda actor, facts: actor.municipality == facts.municipality,
)
linked: Final = Test("linked", Layer.LINK, lambda _, facts: facts.linked)
waits_for_team: Final = Test("waits_for_team", Layer.LINK, lambda _, facts: facts.open_intake)
linked_or_open_intake: Final = Test(
    "linked_or_open_intake", Layer.LINK, lambda _, facts: facts.linked or facts.open_intake
)
linked_or_emergency: Final = Test(
    "linked_or_emergency", Layer.LINK, lambda _, facts: facts.linked or facts.emergency
)
any_way_in: Final = Test(
    "any_way_in",
    Layer.LINK,
    lambda _, facts: facts.linked or facts.open_intake or facts.emergency or facts.last,
)
linked_or_last: Final = Test(
    "linked_or_last", Layer.LINK, lambda _, facts: facts.linked or facts.last
)
open_or_last: Final = Test(
    "open_or_last", Layer.LINK, lambda _, facts: facts.last or not facts.over
)
beyond_emergency: Final = Test(
    "beyond_emergency", Layer.READ_ONLY, lambda _, facts: not facts.only_emergency
)
director: Final = Test("director", Layer.LINK, lambda _, facts: facts.director)
leads: Final = Test("leads", Layer.PART, lambda _, facts: facts.leads)
running: Final = Test("running", Layer.LINK, lambda _, facts: not facts.over)
unrestricted: Final = Test("unrestricted", Layer.RESTRICTION, lambda _, facts: not facts.restricted)
not_recused: Final = Test("not_recused", Layer.RECUSAL, lambda _, facts: not facts.recused)

_SAFETY_READS: Final = (own_municipality, any_way_in)
_TEAM_READS: Final = (own_municipality, linked_or_emergency, unrestricted)
_LINKED: Final = (own_municipality, linked, unrestricted)
_SAFETY_WORKS: Final = (own_municipality, linked_or_open_intake, unrestricted)
_LEADS: Final = (own_municipality, linked, leads, unrestricted)
_ENDS: Final = (own_municipality, linked_or_last, unrestricted)
_COORDINATOR: Final = (own_municipality, unrestricted)
_OWN_CONCEPT: Final = (own_municipality, linked)
_HANDED_IN: Final = (own_municipality, waits_for_team)

EVERYBODY: Final[Mapping[Role, tuple[Test, ...]]] = dict.fromkeys(Role, ())

POLICY: Final[Mapping[Permission, Mapping[Role, tuple[Test, ...]]]] = {
    Permission.ACCOUNT_OWN: EVERYBODY,
    Permission.CASE_LIST: {
        Role.SAFETY_TEAM: (),
        Role.INTERVENTION_TEAM: (),
        Role.COORDINATOR: (),
    },
    Permission.CASE_READ: {
        Role.SAFETY_TEAM: _SAFETY_READS,
        Role.INTERVENTION_TEAM: _TEAM_READS,
        Role.COORDINATOR: (own_municipality,),
    },
    Permission.CASE_REGISTER: {Role.SAFETY_TEAM: ()},
    Permission.CASE_CORRECT: {Role.SAFETY_TEAM: _SAFETY_WORKS},
    Permission.CASE_ASSIGN: {Role.SAFETY_TEAM: _SAFETY_WORKS, Role.COORDINATOR: _COORDINATOR},
    Permission.CASE_TRIAGE: {Role.SAFETY_TEAM: _SAFETY_WORKS},
    Permission.CASE_FEEDBACK: {Role.SAFETY_TEAM: _ENDS, Role.COORDINATOR: _COORDINATOR},
    Permission.CASE_LETTERS: {Role.SAFETY_TEAM: _LINKED, Role.COORDINATOR: _COORDINATOR},
    Permission.CASE_LETTERS_APPROVE: {
        Role.SAFETY_TEAM: _COORDINATOR,
        Role.COORDINATOR: _COORDINATOR,
    },
    Permission.CASE_WORK: {Role.SAFETY_TEAM: _LINKED, Role.INTERVENTION_TEAM: _LINKED},
    Permission.CASE_ADOPT: {Role.SAFETY_TEAM: _LINKED, Role.INTERVENTION_TEAM: _LEADS},
    Permission.CASE_PLAN: {
        Role.SAFETY_TEAM: _LINKED,
        Role.INTERVENTION_TEAM: _LINKED,
        Role.COORDINATOR: _LINKED,
    },
    Permission.CASE_ANSWER: {Role.SAFETY_TEAM: _LINKED, Role.COORDINATOR: _COORDINATOR},
    Permission.CASE_MEETING: {Role.SAFETY_TEAM: _LINKED, Role.COORDINATOR: _LINKED},
    Permission.CASE_INFORM: {Role.SAFETY_TEAM: _SAFETY_WORKS, Role.INTERVENTION_TEAM: _LINKED},
    Permission.CASE_CONTACT: {Role.SAFETY_TEAM: _SAFETY_WORKS, Role.INTERVENTION_TEAM: _LINKED},
    Permission.CASE_REGIE: {Role.SAFETY_TEAM: _LINKED, Role.INTERVENTION_TEAM: _LEADS},
    Permission.CASE_FLAG: {
        Role.SAFETY_TEAM: _SAFETY_WORKS,
        Role.INTERVENTION_TEAM: _LINKED,
        Role.COORDINATOR: _COORDINATOR,
    },
    Permission.CASE_SAFETY: {
        Role.SAFETY_TEAM: _SAFETY_WORKS,
        Role.INTERVENTION_TEAM: _LINKED,
        Role.COORDINATOR: _COORDINATOR,
    },
    Permission.CASE_HOLD: {Role.SAFETY_TEAM: _LINKED, Role.INTERVENTION_TEAM: _LINKED},
    Permission.CASE_SCALE: {Role.COORDINATOR: _COORDINATOR},
    Permission.CASE_CLOSE: {Role.SAFETY_TEAM: _ENDS},
    Permission.CASE_END_TOLD: {Role.SAFETY_TEAM: _ENDS, Role.COORDINATOR: _COORDINATOR},
    Permission.CASE_DESTROY: {Role.SAFETY_TEAM: (own_municipality, linked_or_last)},
    Permission.CASE_TRAIL: {
        Role.SAFETY_TEAM: (own_municipality, director),
        Role.COORDINATOR: (own_municipality,),
        Role.DPO: (own_municipality,),
    },
    Permission.CASE_RECUSE: {
        Role.SAFETY_TEAM: _SAFETY_READS,
        Role.INTERVENTION_TEAM: _TEAM_READS,
        Role.COORDINATOR: (own_municipality,),
    },
    Permission.CASE_RECUSALS: {Role.COORDINATOR: (own_municipality,)},
    Permission.CASE_EMERGENCY: {
        Role.SAFETY_TEAM: (own_municipality, running, unrestricted),
        Role.INTERVENTION_TEAM: (own_municipality, running, unrestricted),
    },
    Permission.SIGNAL_LIST: {
        Role.SAFETY_TEAM: (),
        Role.INTERVENTION_TEAM: (),
        Role.COORDINATOR: (),
    },
    Permission.SIGNAL_NOTE: {Role.SAFETY_TEAM: (), Role.INTERVENTION_TEAM: ()},
    Permission.SIGNAL_READ: {
        Role.SAFETY_TEAM: (own_municipality,),
        Role.INTERVENTION_TEAM: (own_municipality, linked),
        Role.COORDINATOR: (own_municipality,),
    },
    Permission.SIGNAL_ADD: {
        Role.SAFETY_TEAM: (own_municipality,),
        Role.INTERVENTION_TEAM: (own_municipality, linked),
    },
    Permission.SIGNAL_SETTLE: {Role.SAFETY_TEAM: (own_municipality,)},
    Permission.CONCEPT_WRITE: {Role.INTERVENTION_TEAM: _OWN_CONCEPT},
    Permission.CONCEPT_READ: {
        Role.SAFETY_TEAM: _HANDED_IN,
        Role.INTERVENTION_TEAM: _OWN_CONCEPT,
        Role.COORDINATOR: _HANDED_IN,
    },
    Permission.CONCEPT_JUDGE: {Role.SAFETY_TEAM: _HANDED_IN},
    Permission.CONCEPT_RECUSE: dict.fromkeys((Role.SAFETY_TEAM, Role.COORDINATOR), _HANDED_IN),
    Permission.EMERGENCY_REVIEW: {Role.DPO: ()},
    Permission.TRAIL_VERIFY: {Role.DPO: ()},
    Permission.TRAIL_READ: {Role.DPO: ()},
    Permission.NUMBERS_READ: {Role.BOARD: (), Role.COORDINATOR: (), Role.DPO: ()},
    Permission.USERS_READ: {Role.ADMIN: ()},
    Permission.USERS_MANAGE: {Role.ADMIN: ()},
    Permission.USERS_APPROVE: {Role.COORDINATOR: (), Role.ADMIN: ()},
    Permission.APPROVAL_LIST: {Role.SAFETY_TEAM: (), Role.COORDINATOR: (), Role.ADMIN: ()},
    Permission.SETTINGS_READ: {Role.ADMIN: (), Role.DPO: ()},
    Permission.SETTINGS_CHANGE: {Role.ADMIN: ()},
    Permission.SHARING_READ: {
        Role.SAFETY_TEAM: (),
        Role.INTERVENTION_TEAM: (),
        Role.COORDINATOR: (),
        Role.DPO: (),
        Role.ADMIN: (),
    },
    Permission.SHARING_APPROVE: {Role.DPO: ()},
    Permission.INSTALLATION_KEEP: {},
}

SYSTEM_MAY: Final = frozenset({Permission.INSTALLATION_KEEP})
"""The one line for the system (decisions.md 59): no role holds it, and it holds nothing else."""

READ_OF: Final[Mapping[Resource, Permission]] = {
    Resource.CASE: Permission.CASE_READ,
    Resource.SIGNAL: Permission.SIGNAL_READ,
    Resource.CONCEPT: Permission.CONCEPT_READ,
}
"""What opens a dossier of each kind: who may not do that, may not know that it is there.

Everything about a dossier wants clearance, its list included.
"""

PASSES_EMERGENCY: Final = frozenset(
    {
        Permission.CASE_LIST,
        Permission.CASE_REGISTER,
        Permission.CASE_READ,
        Permission.CASE_TRAIL,
        Permission.CASE_RECUSE,
        Permission.CASE_EMERGENCY,
        Permission.SIGNAL_LIST,
        Permission.SIGNAL_NOTE,
        Permission.SIGNAL_READ,
    }
)
"""What does not change a dossier that is there; all else about it a noodtoegang does not give.

Who reads by noodtoegang and knows the person can say so: that closes the dossier.
"""

SHUT_OUT: Final = frozenset({Role.SAFETY_TEAM, Role.INTERVENTION_TEAM})
"""For whom a dossier that ended is not there any more, but for who directed it last (decision 62).

Or who ended it, where nobody did.

The coördinator reads it on, and the FG its trail.
"""


@dataclass(frozen=True, slots=True)
class Step:
    """What one layer answered."""

    layer: Layer
    test: str
    passed: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """An answer with its trace."""

    permission: Permission
    role: Role | None
    """None for the system."""
    steps: tuple[Step, ...]
    hidden: bool = False
    """The actor may not even know that the dossier exists: the answer is that to nonsense."""

    @property
    def allowed(self) -> bool:
        """Tell whether every layer said yes."""
        return all(step.passed for step in self.steps)

    @property
    def refusing(self) -> Layer | None:
        """Return the first layer that said no."""
        return next((step.layer for step in self.steps if not step.passed), None)

    @property
    def roles(self) -> tuple[Role, ...]:
        """Return the roles that hold the permission at all."""
        return tuple(POLICY[self.permission])


class Refused(Exception):
    """The policy said no; carries the verdict, never a name."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(f"{verdict.permission} {verdict.refusing}")
        self.verdict = verdict


def ever(role: Role, permission: Permission) -> bool:
    """Tell whether a role may do this to any dossier at all; a door asks ``allows``."""
    return role in POLICY[permission]


def decide(
    actor: Actor | System, permission: Permission, facts: DossierFacts | None = None
) -> Verdict:
    """Ask the table; without facts the question is whether the actor may do this at all.

    The system has no way to a single dossier: with facts it gets the answer to nonsense.
    """
    if isinstance(actor, System):
        may = permission in SYSTEM_MAY and facts is None
        step = Step(Layer.ROLE, "holds_permission", may)
        return Verdict(permission, None, (step,), hidden=facts is not None)
    steps = _steps(actor, permission, facts)
    if facts is None or all(step.passed for step in steps):
        return Verdict(permission, actor.role, steps)
    read = READ_OF.get(permission.resource)
    seen = read is not None and all(step.passed for step in _steps(actor, read, facts))
    return Verdict(permission, actor.role, steps, hidden=not seen)


def allows(
    actor: Actor | System, permission: Permission, facts: DossierFacts | None = None
) -> bool:
    """Tell whether the table says yes."""
    return decide(actor, permission, facts).allowed


def require(
    actor: Actor | System, permission: Permission, facts: DossierFacts | None = None
) -> None:
    """Go on only when the table says yes; raises Refused with the verdict."""
    verdict = decide(actor, permission, facts)
    if not verdict.allowed:
        raise Refused(verdict)


def tests_for(role: Role, permission: Permission) -> tuple[Test, ...] | None:
    """Return what must hold for this role, with what always must; None for never."""
    tests = POLICY[permission].get(role)
    if tests is None:
        return None
    return (
        not_recused,
        *_of_the_actor(permission),
        *_of_the_way_in(permission),
        *_of_the_end(role, permission),
        *tests,
    )


def _of_the_actor(permission: Permission) -> tuple[Test, ...]:
    return (cleared,) if permission.resource in READ_OF else ()


def _of_the_end(role: Role, permission: Permission) -> tuple[Test, ...]:
    shut = role in SHUT_OUT and permission.resource in READ_OF
    return (open_or_last,) if shut else ()


def _of_the_way_in(permission: Permission) -> tuple[Test, ...]:
    reads = permission.resource not in READ_OF or permission in PASSES_EMERGENCY
    return () if reads else (beyond_emergency,)


def _steps(actor: Actor, permission: Permission, facts: DossierFacts | None) -> tuple[Step, ...]:
    tests = tests_for(actor.role, permission)
    role = Step(Layer.ROLE, "holds_permission", tests is not None)
    if facts is None:
        own = () if tests is None else _of_the_actor(permission)
        return (role, *(Step(test.layer, test.code, actor.cleared) for test in own))
    asked = (not_recused,) if tests is None else tests
    answers = {test: Step(test.layer, test.code, test.holds(actor, facts)) for test in asked}
    return (
        answers[not_recused],
        role,
        *(answers[test] for test in asked if test is not not_recused),
    )
