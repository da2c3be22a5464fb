from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from pga.access.permissions import Role
from pga.access.policy import Actor
from pga.cases.room import CASES
from pga.cases.rules.states import State
from pga.core import clock
from pga.core.database import glance, transaction
from pga.dossiers.room import Room
from pga.dossiers.services import people
from pga.privacy.events import Event
from pga.privacy.trail import Line, record
from tests.builders import Member, a_case, a_user
from tests.dossiers.second_room import APART, SHEDS, a_shed
from tests.support.postgres import APP, OWNER


@dataclass(frozen=True)
class Place:
    """A room with its doors, and how a test gets a dossier there."""

    room: Room[Any]
    make: Callable[[Actor], str]

    def row(self, number: str) -> Any:
        """Return a dossier as it stands now; sealed values cannot be read."""
        with glance() as session:
            question = sa.select(self.room.tables.dossier).filter_by(number=number)
            found = session.scalars(question).one()
            session.expunge_all()
            return found

    def rows(self, model: type[Any], number: str, **which: Any) -> list[Any]:
        """Return the rows of a table that hang on a dossier."""
        about = self.row(number).id
        with glance() as session:
            found = list(session.scalars(sa.select(model).filter_by(dossier_id=about, **which)))
            session.expunge_all()
            return found

    def change(self, by: Actor, number: str, **values: Any) -> None:
        """Set what no door sets."""
        with transaction() as session:
            question = sa.select(self.room.tables.dossier).filter_by(number=number)
            row = session.scalars(question).one()
            for name, value in values.items():
                setattr(row, name, value)
            record(session, by, Line(Event.SEEDED, self.room.about(row.id)))


@pytest.fixture(params=["cases", "sheds"])
def place(request, cellar, settings, monkeypatch) -> Place:
    """Each room in turn. With ``monkeypatch`` no builder copies a store without the second room."""
    if request.param == "cases":
        return Place(CASES, lambda by: a_case(State.PLANNING, by=by))
    return sheds_in(request, settings)


@pytest.fixture
def sheds(request, cellar, settings, monkeypatch) -> Place:
    return sheds_in(request, settings)


def sheds_in(request, settings) -> Place:
    if settings.database.startswith("sqlite"):
        _make(settings.database)
    else:
        postgres = request.getfixturevalue("postgres")
        _make(postgres.url("fresh", OWNER), f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {APP}")
    numbers = iter(range(1, 100))
    return Place(SHEDS, lambda by: a_shed(by, f"{by.municipality}-2026-9{next(numbers):03}"))


def _make(url: str, *more: str) -> None:
    engine = sa.create_engine(url)
    APART.create_all(engine)
    with engine.begin() as connection:
        for statement in more:
            connection.execute(sa.text(statement))
    engine.dispose()


@pytest.fixture
def director(place) -> Member:
    return a_user()


@pytest.fixture
def coordinator(place) -> Member:
    return a_user(Role.COORDINATOR)


@pytest.fixture
def stranger(place) -> Member:
    return a_user(Role.INTERVENTION_TEAM)


@pytest.fixture
def number(place, director) -> str:
    """A dossier that one colleague directs and works on."""
    return place.make(director.actor)


@pytest.fixture
def worker(place, director, number) -> Member:
    """A colleague of the interventieteam who works on it."""
    who = a_user(Role.INTERVENTION_TEAM)
    join(place, director.actor, number, who.id)
    return who


def join(place: Place, by: Actor, number: str, user_id: UUID) -> None:
    people.link(
        by,
        place.room,
        number,
        user_id=user_id,
        from_on=clock.today(),
        last_on=None,
        reason="Werkt mee.",
    )
