from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest

from pga.access.permissions import Role
from pga.accounts.models import User
from pga.cases.models.case import Case
from pga.cases.room import CASES
from pga.cases.rules.states import State
from pga.core import clock
from pga.dossiers.services import flags
from tests.builders import a_case, a_user, an_organisation
from tests.support import lives
from tests.support.lives import FRESH, Lives, Numbers, Step, Unsigned, kept, living, sign
from tests.support.rows import rows_of

NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)


@dataclass(frozen=True)
class Given:
    words: dict
    roles: frozenset


class Town:
    """A store of one file, and builders that write in it; counts how often it really builds."""

    def __init__(self, folder):
        self.file = folder / "town"
        self.built = []
        self.file.write_text("founded ")
        self.lives = Lives((self.file, folder / "heads"), lambda: None)

    def begins(self, *, alone=False):
        self.file.write_text("founded ")
        return living(self.lives, alone=alone)

    def writes(self, words):
        self.file.write_text(self.file.read_text() + words)

    def builder(self):
        @kept
        def person(name, **more):
            self.built.append(name)
            self.writes(f"{name}{more.get('age', '')} ")
            return f"{name} {next(lives.numbers)}"

        return person


@pytest.fixture
def town(tmp_path, monkeypatch):
    monkeypatch.setattr(lives, "ANEW", False)
    return Town(tmp_path)


def lived(town, *names, person=None):
    """Begin a test, take these steps, and return what came of them and of the store."""
    person = person or town.builder()
    with clock.stopped_at(NOON), town.begins():
        return [person(name) for name in names], town.file.read_text()


def test_who_takes_the_same_steps_gets_the_same_life_from_the_third_time_on(town):
    person = town.builder()

    told = [lived(town, "Noor", person=person) for _ in range(4)]

    assert town.built == ["Noor", "Noor"]
    assert set(map(str, told)) == {"(['Noor 1'], 'founded Noor ')"}


def test_a_longer_life_goes_on_from_a_kept_one(town):
    person = town.builder()
    for _ in range(3):
        lived(town, "Noor", person=person)

    result = lived(town, "Noor", "Joost", person=person)

    assert result == (["Noor 1", "Joost 2"], "founded Noor Joost ")
    assert town.built == ["Noor", "Noor", "Joost"]


def test_other_words_or_another_moment_are_another_life(town):
    person = town.builder()
    for _ in range(3):
        lived(town, "Noor", person=person)

    assert lived(town, "Mirre", person=person)[1] == "founded Mirre "
    with clock.stopped_at(NOON + timedelta(seconds=1)), town.begins():
        person("Noor")

    assert town.built == ["Noor", "Noor", "Mirre", "Noor"]


@pytest.mark.parametrize("alone", [True, False])
def test_who_goes_alone_or_wrote_meanwhile_builds(town, alone):
    person = town.builder()
    for _ in range(3):
        lived(town, "Noor", person=person)

    with clock.stopped_at(NOON), town.begins(alone=alone):
        town.writes("" if alone else "gossip ")
        person("Noor")

    assert town.built == ["Noor", "Noor", "Noor"]


def test_what_cannot_be_said_to_be_the_same_is_built(town):
    person = town.builder()

    for _ in range(4):
        with clock.stopped_at(NOON), town.begins():
            person("Noor", age=object)

    assert len(town.built) == 4


def test_a_life_on_the_running_clock_grows_old(town):
    person = town.builder()
    born = clock.now()

    def at(moment):
        step = town.lives._first.further.get(next(iter(town.lives._first.further), None))
        return step is not None and step.old(moment)

    for _ in range(3):
        with town.begins():
            person("Noor")

    assert town.built == ["Noor", "Noor"]
    assert not at(clock.now())
    assert at(clock.now() + FRESH)
    assert at(born - timedelta(hours=1))


@pytest.mark.parametrize(("minutes", "old"), [(1, False), (3, True)])
def test_a_life_of_yesterday_is_old_however_short_ago_it_was(minutes, old):
    almost_midnight = datetime(2026, 11, 24, 22, 58, tzinfo=UTC)

    assert Step(almost_midnight).old(almost_midnight + timedelta(minutes=minutes)) is old


def test_when_there_are_too_many_all_are_forgotten(town, monkeypatch):
    monkeypatch.setattr(lives, "MOST", 2)
    person = town.builder()
    for name in ("Noor", "Mirre", "Noor", "Mirre"):
        lived(town, name, person=person)

    assert lived(town, "Noor", person=person)[1] == "founded Noor "
    assert town.built == ["Noor", "Mirre", "Noor", "Mirre", "Noor"]


def test_a_builder_of_another_thread_or_without_a_store_just_builds(town):
    person = town.builder()
    person_of_nowhere = person("Noor")
    with clock.stopped_at(NOON), town.begins():
        thread = Thread(target=lambda: town.lives.take(lambda: person("Mirre"), "key"))
        thread.start()
        thread.join()

    assert town.built == [person_of_nowhere.split()[0], "Mirre"]


def test_a_step_within_a_step_is_no_step(town):
    person = town.builder()

    @kept
    def couple():
        return person("Noor"), person("Joost")

    for _ in range(3):
        with clock.stopped_at(NOON), town.begins():
            couple()

    assert town.built == ["Noor", "Joost"] * 2


def test_what_was_given_alike_is_signed_alike():
    one = Given({"a": [1, None]}, frozenset({Role.DPO, Role.ADMIN}))
    other = Given({"a": [1, None]}, frozenset({Role.ADMIN, Role.DPO}))

    assert sign(one) == sign(other)
    assert hash(sign(one)) == hash(sign(other))
    assert sign(1) != sign(1.0)
    assert sign((1,)) != sign([1])
    with pytest.raises(Unsigned):
        sign(object())


def test_numbers_count_on():
    numbers = Numbers()

    assert [next(numbers) for _ in range(3)] == [1, 2, 3]


@pytest.mark.parametrize("turn", range(4))
@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_a_life_of_the_house_is_whole_each_time(cellar, turn):
    member = a_user()
    an_organisation(name="Stichting Rietkraag")
    number = a_case(State.PLANNING, by=member.actor)

    flags.flag(member.actor, CASES, number, text="Bel terug.", due_on=clock.today())

    assert [case.number for case in rows_of(Case)] == [number]
    assert member.id in {user.id for user in rows_of(User)}
