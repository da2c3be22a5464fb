from datetime import timedelta
from itertools import product
from uuid import uuid4

import pytest
import sqlalchemy as sa

from pga.access import policy
from pga.access.permissions import Permission, Resource, Role
from pga.access.policy import Refused, allows
from pga.core import clock
from pga.core.database import glance
from pga.core.errors import Invalid, StaleDossier
from pga.privacy.events import Event
from pga.settings.labels import ENTRY
from pga.settings.rules.lists import LISTS, Reworded
from pga.settings.services import change_entry, set_values
from pga.signals import services
from pga.signals.models import Signal, SignalCount
from pga.signals.reading.finding import CLAUSES, facts_of, visible_to
from pga.signals.reading.known import find_known
from pga.signals.reading.signals import (
    get_in_hand,
    get_judging,
    get_new_signal,
    get_signal,
    list_due_signals,
    list_signals,
)
from pga.signals.rules.codes import Forum, SignalKind, SignalOutcome, SignalSource
from pga.signals.rules.life import SOON, SignalFault, TalkGiven
from tests.builders import (
    a_case,
    a_person,
    a_referral,
    a_signal,
    a_user,
    an_actor,
    an_organisation,
)
from tests.support.rows import lines, row_of, rows_of
from tests.support.some import some
from tests.support.system import SYSTEM

DAYS = 42
OF_SIGNALS = [one for one in Permission if one.resource is Resource.SIGNAL]


@pytest.fixture
def safety(cellar):
    return a_user().actor


@pytest.fixture
def worker(cellar):
    return a_user(Role.INTERVENTION_TEAM).actor


def later(days):
    return clock.stopped_at(clock.now() + timedelta(days=days))


def faults(act, *args, **more):
    with pytest.raises(Invalid) as caught:
        act(*args, **more)
    return caught.value.problems


def listed(actor):
    return [one.id for one in list_signals(actor).lines]


@pytest.mark.both
def test_a_signaal_from_the_first_call_to_its_outcome(safety, worker):
    partner = an_organisation(name="School De Kwartel")
    signal_id = a_signal(worker, who="Kwartelstaart", birth="1984", organisation_id=partner)
    services.add_call(worker, signal_id, clock.today())
    version = get_in_hand(safety, signal_id, Permission.SIGNAL_SETTLE).version
    services.discuss(
        safety, signal_id, version, TalkGiven(Forum.NETWORK, clock.today(), (partner,))
    )

    found = get_signal(safety, signal_id)

    assert (found.worry, found.who, found.birth) == (
        "Een man staat elke nacht op het plein te roepen.",
        "Kwartelstaart",
        "1984",
    )
    assert (found.calls, found.organisation, found.table) == (
        2,
        "School De Kwartel",
        ("School De Kwartel",),
    )
    assert found.may == {Permission.SIGNAL_ADD, Permission.SIGNAL_SETTLE}
    assert found.made_by == worker.name
    assert not services.settle(safety, signal_id, found.version, SignalOutcome.TAKEN_UP)
    (counted,) = rows_of(SignalCount)
    assert (counted.outcome, counted.source, counted.calls, counted.counted_on) == (
        SignalOutcome.TAKEN_UP,
        SignalSource.POLICE,
        2,
        clock.today(),
    )
    for event in (Event.SIGNAL_NOTED, Event.SIGNAL_CALLED, Event.SIGNAL_DISCUSSED):
        assert [one.object_id for one in lines(event)] == [signal_id], event
    assert [one.object_id for one in lines(Event.SIGNAL_SETTLED)] == [signal_id]
    assert {"signal.worry", "signal.who"} <= {
        field for one in some(lines(Event.READ)) for field in one.fields.split(",")
    }


@pytest.mark.both
def test_past_its_day_it_is_nowhere_though_no_sweep_came(safety, worker):
    signal_id = a_signal(worker, who="Kwartelstaart", discussed=False)
    with later(DAYS):
        assert listed(safety) == listed(worker) == [signal_id]
        assert [one.id for one in list_due_signals(safety).lines] == [signal_id]
        assert find_known(safety, "Kwartelstaart", "").signals

    with later(DAYS + 1):
        assert rows_of(Signal)
        assert listed(safety) == listed(worker) == []
        assert list_due_signals(safety).lines == ()
        assert not find_known(safety, "Kwartelstaart", "")
        for act in (
            lambda: get_signal(safety, signal_id),
            lambda: get_in_hand(safety, signal_id, Permission.SIGNAL_SETTLE),
            lambda: services.add_call(safety, signal_id, clock.today()),
            lambda: services.extend(safety, signal_id, 1, "Wij wachten nog."),
        ):
            with pytest.raises(Refused) as refused:
                act()
            assert refused.value.verdict.hidden


def test_it_is_a_duty_only_in_its_last_days_and_only_for_who_decides(safety, worker):
    signal_id = a_signal(safety)

    assert list_due_signals(safety).lines == ()
    with later(DAYS - SOON):
        assert [one.id for one in list_due_signals(safety).lines] == [signal_id]
        assert list_due_signals(worker) is None
        assert list_due_signals(a_user(Role.COORDINATOR).actor) is None


def test_who_may_read_it_is_one_rule_in_the_policy_and_in_sql(safety, worker):
    made = [a_signal(by) for by in (safety, worker, a_user(municipality="EEM").actor)]
    asked = {
        test
        for permission, role in product(OF_SIGNALS, Role)
        for test in policy.tests_for(role, permission) or ()
    }
    assert asked
    assert asked == CLAUSES.keys()

    for actor in (
        *(safety, worker),
        *(an_actor(role, town) for role in Role for town in ("LAR", "EEM")),
        an_actor(cleared=False),
    ):
        for permission in some(OF_SIGNALS):
            with glance() as session:
                rows = {
                    row.id: facts_of(row, actor)
                    for row in session.scalars(sa.select(Signal).where(Signal.id.in_(made)))
                }
                mine = sa.and_(visible_to(actor, permission), Signal.id.in_(made))
                in_sql = set(session.scalars(sa.select(Signal.id).where(mine)))
            assert len(rows) == 3
            assert in_sql == {key for key in rows if allows(actor, permission, rows[key])}


def test_a_colleague_of_the_team_does_not_see_what_another_wrote(safety, worker):
    signal_id = a_signal(safety)

    assert listed(worker) == []
    with pytest.raises(Refused) as refused:
        get_signal(worker, signal_id)
    assert refused.value.verdict.hidden
    assert listed(a_user(Role.COORDINATOR).actor) == [signal_id]


def test_one_extension_with_its_reason(safety):
    signal_id = a_signal(safety)
    last_on = row_of(Signal, id=signal_id).last_on

    services.extend(safety, signal_id, 1, "De school kan pas over drie weken.")

    found = get_signal(safety, signal_id)
    assert found.life.last_on == last_on + timedelta(days=DAYS)
    assert found.extension == "De school kan pas over drie weken."
    assert faults(services.extend, safety, signal_id, found.version, "Nog een keer.") == {
        "": SignalFault.EXTENDED
    }
    with later(DAYS + 1):
        assert listed(safety) == [signal_id]


def test_the_municipality_sets_how_long_it_lives(safety):
    values = {"signal_days": "14", "signal_referral_days": "2"}
    set_values(safety.id, "LAR", values, from_on=clock.today(), reason="Besluit FG")
    today = clock.today()

    signal_id = a_signal(safety, discussed=True)

    assert get_new_signal(safety).last_on == today + timedelta(days=14)
    assert row_of(Signal, id=signal_id).last_on == today + timedelta(days=14)
    assert services.settle(safety, signal_id, 2, SignalOutcome.REFERRAL)
    assert row_of(Signal, id=signal_id).last_on == today + timedelta(days=2)


def test_what_becomes_an_aanmelding_is_read_some_days_and_changes_no_more(safety):
    signal_id = a_signal(safety, discussed=True)

    assert services.settle(safety, signal_id, 2, SignalOutcome.CONCEPT)

    found = get_signal(safety, signal_id)
    assert found.outcome is SignalOutcome.CONCEPT
    assert found.life.last_on == clock.today() + timedelta(days=7)
    settled = {"": SignalFault.SETTLED}
    talk = TalkGiven(Forum.CARE, clock.today())
    assert faults(services.add_call, safety, signal_id, clock.today()) == settled
    assert faults(services.discuss, safety, signal_id, found.version, talk) == settled
    assert faults(services.extend, safety, signal_id, found.version, "Langer.") == settled
    again = faults(services.settle, safety, signal_id, found.version, SignalOutcome.NOTHING)
    assert again == settled
    assert len(rows_of(SignalCount)) == 1
    with later(8):
        assert services.sweep_signals(SYSTEM) == 1
    assert len(rows_of(SignalCount)) == 1


def test_no_outcome_before_it_was_talked_about(safety):
    signal_id = a_signal(safety)

    assert faults(services.settle, safety, signal_id, 1, SignalOutcome.NOTHING) == {
        "": SignalFault.NOT_DISCUSSED
    }
    assert rows_of(SignalCount) == []


def test_who_was_slower_hears_it(safety):
    signal_id = a_signal(safety, discussed=True)

    for act in (
        lambda: services.discuss(safety, signal_id, 1, TalkGiven(Forum.CARE, clock.today())),
        lambda: services.extend(safety, signal_id, 1, "Langer."),
        lambda: services.settle(safety, signal_id, 1, SignalOutcome.NOTHING),
    ):
        with pytest.raises(StaleDossier):
            act()


def test_only_organisations_and_kinds_of_today(safety):
    beheerder = a_user(Role.ADMIN).actor
    off = Reworded("homeless", "", clock.today(), "Niet hier.")
    change_entry(beheerder, LISTS["signal_kinds"], off, ENTRY["signal_kinds"])
    elsewhere = an_organisation("EEM", "Elders")

    assert faults(a_signal, safety, kind=SignalKind.HOMELESS, organisation_id=elsewhere) == {
        "kind": SignalFault.KIND_OFF,
        "organisation": SignalFault.NO_PARTNER,
    }
    signal_id = a_signal(safety)
    talk = TalkGiven(Forum.CARE, clock.today(), (elsewhere,))
    assert faults(services.discuss, safety, signal_id, 1, talk) == {
        "organisations": SignalFault.NO_PARTNER
    }


def test_a_worry_that_is_known_is_said_to_who_may_know(safety, worker):
    person = a_person(surname="Kwartelstaart")
    number = a_case(by=safety, given=a_referral(persons=(person,)))
    mine = a_signal(worker, who="Kwartelstaart")
    theirs = a_signal(safety, who="van Kwartelstaart", birth="~1900")
    a_signal(safety, who="Zonnedauw")
    born = str(person.birth)

    told = find_known(safety, "Kwartelstaart", born)
    assert [one.number for one in told.cases] == [number]
    assert [one.id for one in told.signals] == [mine]
    assert {one.id for one in find_known(safety, "Kwartelstaart", "").signals} == {mine, theirs}
    hardly = find_known(worker, "Kwartelstaart", born)
    assert (hardly.cases, [one.id for one in hardly.signals]) == ((), [mine])
    in_hand = get_judging(safety, mine)
    assert [one.id for one in in_hand.known.signals] == [theirs]
    assert not find_known(safety, "", born)
    assert {one.purpose for one in some(lines(Event.SEARCH))} == {"double"}


def test_two_signalen_about_one_worry_become_one(safety):
    into, signal_id = a_signal(safety, calls=3), a_signal(safety, calls=2)

    services.join_signals(safety, signal_id, into)

    assert get_signal(safety, into).calls == 5
    assert listed(safety) == [into]
    assert rows_of(SignalCount) == []
    assert [one.object_id for one in lines(Event.SIGNAL_JOINED)] == [signal_id]
    assert faults(services.join_signals, safety, into, into) == {"": SignalFault.SAME}
    with pytest.raises(Refused):
        services.join_signals(safety, into, uuid4())


def test_what_has_its_outcome_takes_no_calls_of_another(safety):
    settled, other = a_signal(safety, discussed=True), a_signal(safety)
    services.settle(safety, settled, 2, SignalOutcome.REFERRAL)

    for pair in ((settled, other), (other, settled)):
        assert faults(services.join_signals, safety, *pair) == {"": SignalFault.SETTLED}


def test_the_interventieteam_decides_nothing(worker):
    signal_id = a_signal(worker)

    for act in (
        lambda: services.discuss(worker, signal_id, 1, TalkGiven(Forum.CARE, clock.today())),
        lambda: services.extend(worker, signal_id, 1, "Langer."),
        lambda: services.settle(worker, signal_id, 1, SignalOutcome.NOTHING),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert not refused.value.verdict.hidden


def test_nobody_but_the_system_sweeps(safety):
    with pytest.raises(Refused):
        services.sweep_signals(safety)
