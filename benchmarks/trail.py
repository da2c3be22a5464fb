"""The trail: how long a check of 100,000 lines takes, and whether one question stays flat."""

from collections.abc import Iterator
from random import Random
from time import perf_counter
from typing import Final

import sqlalchemy as sa

from benchmarks.register import Town
from benchmarks.stopwatch import in_turns
from pga.cases.models.case import Case
from pga.cases.room import CASES
from pga.core.database import db, glance, transaction
from pga.dossiers.reading.lookers import get_lookers
from pga.privacy import heads
from pga.privacy.events import Event
from pga.privacy.keys import store_of
from pga.privacy.trail import EVENTS, Line, Object, record_reads
from pga.privacy.verify import verify

CHUNK: Final = 5000


def grow_to(town: Town, wanted: int, *, but_not: str) -> None:
    """Add looks at the cases of a town, all but one, until its chain has so many lines."""
    random = Random(wanted)  # noqa: S311 - the same trail each time
    with glance() as session:
        others = sa.select(Case.id).where(Case.municipality == town.code, Case.number != but_not)
        ids = list(session.scalars(others))
        there = session.scalar(sa.select(sa.func.count()).select_from(EVENTS)) or 0
    for missing in _chunks(wanted - there):
        with transaction() as session:
            lines = [Line(Event.READ, Object("case", random.choice(ids))) for _ in range(missing)]
            record_reads(session, town.member, lines)


def time_of_check() -> tuple[int, float]:
    """Check the whole trail once; return how many lines it read and the seconds it took."""
    with transaction() as session:
        began = perf_counter()
        report = verify(session, heads.read(store_of(session).heads))
        took = perf_counter() - began
    if not report.whole:
        raise RuntimeError(report.findings)
    return sum(report.lines.values()), took


def time_of_question(town: Town, number: str, rounds: int) -> float:
    """Return the milliseconds of "who saw this case" for the coördinator."""
    return in_turns({"lookers": lambda: get_lookers(town.coordinator, CASES, number)}, rounds)[
        "lookers"
    ]


def plan_of_question(number: str) -> str:
    """Return how the store finds the lines about one case."""
    case_id = sa.select(Case.id).where(Case.number == number).scalar_subquery()
    question = sa.select(EVENTS.c.seq).where(EVENTS.c.object_id == case_id)
    with db.engine.connect() as connection:  # outside a unit: it explains, and changes nothing
        bound = question.compile(connection, compile_kwargs={"literal_binds": True})
        told = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
        rows = connection.exec_driver_sql(f"{told} {bound}").all()
    return "; ".join(str(row[-1]).strip() for row in rows)


def _chunks(missing: int) -> Iterator[int]:
    while missing > 0:
        yield min(missing, CHUNK)
        missing -= CHUNK
