"""Fill a store with a large invented register, much faster than use cases could.

The rows are as use cases leave them: sealed under a key per dossier, with lines in the chain. Each
municipality has 3,000 cases, as a large one would have after years; a member of team Veiligheid
works on forty of them.
"""

import os
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from pga.access.permissions import Role
from pga.access.policy import Actor
from pga.accounts.services import add_user
from pga.cases.models.case import Case, CaseTerm, Person, StateChange
from pga.cases.models.doors import CaseFlag, CaseLink
from pga.cases.rules.moves import MoveCode
from pga.cases.rules.referral import CaseKind, PersonRole
from pga.cases.rules.states import ACTIVE, State
from pga.cases.rules.terms import TermKind
from pga.cases.services.referral import GROUND, PURPOSE
from pga.core import clock
from pga.core.database import Base, direct_write, table_of, transaction
from pga.dossiers.models.link import LinkKind
from pga.privacy import safe
from pga.privacy.columns import sealed_fields
from pga.privacy.events import Event
from pga.privacy.keys import KEK_VERSION, Scope, data_key, store_of
from pga.privacy.safe import DataKey
from pga.privacy.trail import Line, Object, record_reads
from pga.settings.models import Municipality
from tests.builders import CHEAP, CLEARED, PASSWORD

TOWN: Final = 3000
"""How many cases one municipality has."""
MINE: Final = 40
"""How many of them one member works on."""
CHUNK: Final = 1000
SHORT: Final = 3
"""How many lines the timeline of an ordinary case has."""
RICH: Final = 8_000
"""Where the numbers of special cases begin."""
STATES: Final = (
    *(State.REFERRED, State.IN_TRIAGE, State.INFORMATION_ROUND, State.PLANNING),
    *(State.IN_EXECUTION, State.ON_HOLD, State.AFTERCARE, State.REJECTED, State.CLOSED),
)
WEIGHTS: Final = (2, 2, 3, 4, 12, 3, 4, 20, 50)
"""Most dossiers are closed or were not admitted."""
SURNAMES: Final = ("Kwartelstaart", "van Zonnedauw", "Lisdodde", "IJsvogelaar", "Rietorchis")
SYLLABLES: Final = ("bre", "dol", "fi", "gra", "kel", "lo", "mur", "nes", "pra", "ruk", "sol", "ve")
REASON: Final = (
    "Het overleg vond dat de casus verder kan; het wijkteam houdt contact met het gezin."
)


@dataclass(frozen=True, slots=True)
class Town:
    """A filled municipality, and who works there."""

    code: str
    member: Actor
    username: str
    coordinator: Actor
    coordinator_name: str


def add_town(number: int, size: int = TOWN) -> Town:
    """Fill one more municipality with so many cases."""
    code = f"M{chr(65 + number // 26)}{chr(65 + number % 26)}"
    with transaction() as session, direct_write():
        session.execute(
            sa.insert(table_of(Municipality)),
            {"code": code, "name": f"Bank {code}"},
        )
    town = Town(
        code, *_account(code, Role.SAFETY_TEAM, "lid"), *_account(code, Role.COORDINATOR, "coo")
    )
    random = Random(number)  # noqa: S311 - the same register each time
    for start in range(0, size, CHUNK):
        numbers = range(start, min(size, start + CHUNK))
        _fill(town, [(n, n < MINE) for n in numbers], random)
    return town


def rich_case(town: Town, entries: int) -> str:
    """Return the number of a case with so many lines in its timeline, three flags and a warning."""
    return _fill(town, [(RICH + entries, True)], Random(f"rich {entries}"), entries=entries)[0]  # noqa: S311 - the same each time


@dataclass
class Heap:
    """Rows of one case that wait to be written, sealed as a use case would leave them."""

    key: DataKey
    random: Random
    rows: dict[type[Base], list[dict[str, Any]]]

    def add(self, model: type[Base], row_id: UUID | None = None, /, **values: Any) -> None:
        """Put one row on the heap: each sealed field under the key, at its place."""
        table, fields = table_of(model), sealed_fields(model)
        row = {column.name: values.get(column.name) for column in table.columns}
        row["id"] = row_id or _id(self.random)
        for name in fields.keys() & row.keys():
            if row[name] is not None:
                text = fields[name].kind.dump(row[name]).encode()
                row[name] = safe.seal(self.key, table.name, name, row["id"], text)
        self.rows.setdefault(model, []).append(row)


def _fill(
    town: Town, wanted: list[tuple[int, bool]], random: Random, *, entries: int = SHORT
) -> list[str]:
    rows: dict[type[Base], list[dict[str, Any]]] = {}
    keys: list[dict[str, Any]] = []
    lines: list[Line] = []
    numbers = []
    with transaction() as session:
        store = store_of(session)
        wrapping = store.secret(f"kek-{KEK_VERSION}", town.code)
        for serial, mine in wanted:
            case_id = _id(random)
            key = DataKey(_id(random), town.code, os.urandom(safe.KEY))
            keys.append(_wrapped(key, wrapping, case_id))
            numbers.append(f"{town.code}-2026-{serial:04}")
            heap = Heap(key, random, rows)
            _case(heap, town, numbers[-1], case_id, mine=mine, rich=entries != SHORT)
            _life(heap, town, case_id, entries, mine=mine)
            about = Object("case", case_id)
            lines += [Line(event, about) for event in (Event.CREATED, Event.MOVED, Event.READ)]
        with store._engine.begin() as connection:  # noqa: SLF001 - no use case makes so many keys
            connection.execute(data_key.insert(), keys)
        with direct_write():
            for model, values in rows.items():
                session.execute(sa.insert(table_of(model)), values)
        record_reads(session, town.member, lines)
    return numbers


def _case(heap: Heap, town: Town, number: str, case_id: UUID, *, mine: bool, rich: bool) -> None:
    today, random = clock.today(), heap.random
    heap.add(
        Case,
        case_id,
        number=number,
        municipality=town.code,
        kind=CaseKind.PERSON,
        state=State.IN_EXECUTION if mine else random.choices(STATES, WEIGHTS)[0],
        purpose=PURPOSE,
        ground=GROUND,
        received_on=today - timedelta(days=random.randrange(20, 900)),
        urgent=False,
        duplicate_checked=True,
        criteria_met=True,
        admitted_on=today - timedelta(days=10),
        informed_on=today - timedelta(days=9),
        procesregisseur_id=town.member.id if mine else town.coordinator.id,
        processing_restricted=False,
        safety_warning="Ga met twee mensen op huisbezoek." if rich else None,
        version=1,
    )
    day, month, year = (random.randrange(*span) for span in ((1, 29), (1, 13), (1945, 2015)))
    heap.add(
        Person,
        case_id=case_id,
        place=0,
        role=PersonRole.MAIN,
        surname=random.choice(SURNAMES) if random.randrange(50) == 0 else _invented(random),
        call_name=_invented(random),
        birth=f"{day:02}-{month:02}-{year}",
        residence={"address": "Lisdoddepad 3", "town": "Laren", "homeless": False},
        version=1,
    )
    if rich:
        for days in (1, 2, 3):
            heap.add(
                CaseFlag,
                case_id=case_id,
                due_on=today + timedelta(days=days),
                made_at=clock.now(),
                made_by=town.member.id,
                text="Bel de woningcorporatie terug.",
            )


def _life(heap: Heap, town: Town, case_id: UUID, entries: int, *, mine: bool) -> None:
    today, random = clock.today(), heap.random
    state = heap.rows[Case][-1]["state"]
    for at in range(entries):
        heap.add(
            StateChange,
            case_id=case_id,
            move=MoveCode.RESUME if at else None,
            to_state=state,
            at=clock.now() - timedelta(hours=entries - at),
            moved_by=town.member.id,
            checks="",
            reason=REASON,
        )
    for kind, days in ((TermKind.EVALUATION, 20), (TermKind.MEETING, 40)):
        heap.add(
            CaseTerm,
            case_id=case_id,
            kind=kind,
            started_on=today,
            due_on=today + timedelta(days=random.randrange(-5, days)),
            ended_on=None if state in ACTIVE else today,
        )
    for user in (town.member, town.coordinator) if mine else (town.coordinator,):
        heap.add(
            CaseLink,
            case_id=case_id,
            user_id=user.id,
            kind=LinkKind.WORKS,
            from_on=today - timedelta(days=30),
        )


def _wrapped(key: DataKey, wrapping: bytes, case_id: UUID) -> dict[str, Any]:
    return {
        "id": key.id,
        "municipality": key.municipality,
        "scope": Scope.CASE.value,
        "dossier_id": case_id,
        "kek_version": KEK_VERSION,
        "wrapped": safe.wrap(wrapping, key, Scope.CASE.value, KEK_VERSION),
        "made_at": clock.now(),
    }


def _account(code: str, role: Role, name: str) -> tuple[Actor, str]:
    username = f"{name}.{code.lower()}"
    user_id = add_user(
        Actor(UUID(int=0), "bank", Role.ADMIN, code),
        username=username,
        name="Anneloes Kwartelstaart",
        password=PASSWORD,
        grants={code: role},
        rules=CHEAP,
        clearance=CLEARED,
    )
    return Actor(user_id, "Anneloes Kwartelstaart", role, code), username


def _id(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128), version=4)


def _invented(random: Random) -> str:
    return "".join(random.choices(SYLLABLES, k=4)).capitalize()
