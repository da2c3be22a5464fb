from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.models.case import CaseTerm
from pga.cases.reading.terms import rules_in_force
from pga.core import clock
from pga.core.database import glance
from pga.core.errors import AlreadyDone, Invalid
from pga.privacy import once
from pga.privacy.events import Event
from pga.settings import services
from pga.settings.models import Setting
from pga.settings.reading import (
    Look,
    faults_of_term,
    get_setting,
    list_settings,
    look_of,
    values_on,
)
from pga.settings.rules.bounds import COLOURS, LOGO, TERMS, TEXTS, Proposed, SettingFault
from pga.settings.rules.contrast import Colours
from pga.settings.rules.following import Mark
from pga.settings.rules.retention import SELECTION
from tests.builders import a_case, a_user
from tests.support.rows import fingerprint, lines, row_of, rows_of

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
TODAY = date(2026, 11, 24)
LATER = date(2027, 1, 1)
WHY = "Besluit van 23 november"
NAME = "triage_working_days"
HOUSE = dict(zip(COLOURS, ("#1c3f5e", "#ffffff", "#1d4e79"), strict=True))


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def admin(stopped):
    return a_user(Role.ADMIN, name="Noor Rietorchis").actor


def change(actor, value=7, *, name=NAME, after=0, **more):
    """Change a term; ``after`` is in minutes, since each line has its own moment."""
    proposed = Proposed(**{"value": value, "from_on": TODAY, "reason": WHY, **more})
    with clock.stopped_at(NOW + timedelta(minutes=after)):
        services.change_term(actor, name, proposed)


def withdraw(actor, from_on=LATER, *, after=5, reason="Het college zag ervan af"):
    with clock.stopped_at(NOW + timedelta(minutes=after)):
        services.withdraw(actor, NAME, from_on, reason=reason)


def texts(actor, values, *, from_on=TODAY, reason=WHY):
    return services.change_texts(actor, values, from_on=from_on, reason=reason)


def weging_on(day, municipality="LAR"):
    with glance() as session:
        return values_on(session, municipality, day).get(NAME)


def problems(act, *args, **more):
    before = fingerprint()
    with pytest.raises(Invalid) as caught:
        act(*args, **more)
    assert fingerprint() == before
    return caught.value.problems


# --- terms


def test_before_anything_is_set_the_proposal_holds_and_a_retention_does_not(admin):
    states = list_settings(admin)

    assert states.keys() == {*TERMS, *TEXTS, *COLOURS, LOGO, *SELECTION}
    assert (states[NAME].value, states[NAME].holds) == ("5", None)
    assert states["retention_closed_years"].value == ""
    assert states["dpo_name"].value == ""


def test_a_change_is_a_new_line_with_who_when_and_why(admin):
    change(admin)

    state = get_setting(admin, NAME)
    assert (state.value, state.confirmed, state.coming) == ("7", False, ())
    assert state.holds == state.lines[0]
    assert (state.holds.set_by, state.holds.reason) == ("Noor Rietorchis", WHY)
    assert state.holds.set_at == NOW
    line = lines(Event.SETTING_CHANGED)[-1]
    assert (line.actor_id, line.municipality) == (admin.id, "LAR")
    assert NAME in line.fields.split(",")
    assert line.row_digest


@pytest.mark.both
def test_an_older_line_is_followed_and_stays(admin):
    change(admin, 7)
    change(admin, 9, after=1)

    assert [one.value for one in get_setting(admin, NAME).lines] == ["9", "7"]
    assert weging_on(TODAY) == "9"


def test_a_changed_term_counts_for_what_starts_from_its_day(admin):
    member = a_user()
    change(admin, 10, from_on=date(2026, 11, 26))
    a_case(by=member.actor)
    with clock.stopped_at(datetime(2026, 11, 26, 10, tzinfo=UTC)):
        a_case(by=member.actor)
        with glance() as session:
            assert rules_in_force(session, "LAR").triage_working_days == 10

    due = sorted(term.due_on for term in rows_of(CaseTerm, kind="triage"))
    assert due == [date(2026, 12, 1), date(2026, 12, 10)]


def test_a_change_is_for_the_own_municipality(admin):
    change(admin)

    assert weging_on(TODAY, "BLA") is None
    assert weging_on(TODAY, "LAR") is not None


def test_a_value_to_come_shows_until_its_day(admin):
    change(admin, 7, from_on=LATER)

    state = get_setting(admin, NAME)
    assert (state.value, [one.value for one in state.coming]) == ("5", ["7"])
    with clock.stopped_at(datetime(2027, 1, 1, 10, tzinfo=UTC)):
        assert get_setting(admin, NAME).value == "7"


def test_a_faulty_change_leaves_nothing(admin):
    assert problems(change, admin, 31, from_on=date(2026, 11, 23), reason="") == {
        "value": SettingFault.TOO_HIGH,
        "from_on": SettingFault.PAST,
        "reason": SettingFault.NO_REASON,
    }
    assert problems(change, admin, 5) == {"value": SettingFault.SAME}


def test_no_term_becomes_longer_than_the_law(admin):
    wrong = problems(change, admin, 3, name="rights_extension_months")

    assert wrong == {"value": SettingFault.ABOVE_LAW}


def test_the_same_value_is_compared_with_the_day_from_which_it_counts(admin):
    change(admin, 7, from_on=LATER)

    assert problems(change, admin, 7, from_on=LATER, after=1) == {"value": SettingFault.SAME}
    change(admin, 5, from_on=date(2027, 2, 1), after=1)


@pytest.mark.both
def test_a_form_that_comes_twice_has_one_effect(admin):
    for at, value in enumerate((7, 8)):
        with once.handing_in(admin.id, "k1"), suppress(AlreadyDone):
            change(admin, value, after=at)

    assert [row.value for row in rows_of(Setting)] == ["7"]


@pytest.mark.parametrize(
    "act",
    [
        lambda who: services.confirm_term(who, NAME, reason=WHY),
        lambda who: services.withdraw(who, NAME, LATER, reason=WHY),
        lambda who: services.change_texts(who, HOUSE, from_on=TODAY, reason=WHY),
    ],
    ids=["confirm", "withdraw", "texts"],
)
def test_a_second_press_changes_nothing_more(admin, act):
    change(admin, 7, from_on=LATER)
    with clock.stopped_at(NOW + timedelta(minutes=5)):
        with once.handing_in(admin.id, "k1"):
            act(admin)
        before = fingerprint()

        with pytest.raises(AlreadyDone), once.handing_in(admin.id, "k1"):
            act(admin)

    assert fingerprint() == before


def test_faults_are_known_before_saving(admin):
    before = fingerprint()

    assert faults_of_term(admin, NAME, Proposed(31, TODAY, WHY)) == {"value": SettingFault.TOO_HIGH}
    assert faults_of_term(admin, NAME, Proposed(7, TODAY, WHY)) == {}
    assert fingerprint() == before


# --- withdrawing


def test_a_withdrawn_value_does_not_come_and_its_lines_stay(admin):
    change(admin, 7, from_on=LATER)
    withdraw(admin)

    state = get_setting(admin, NAME)
    assert state.coming == ()
    assert [one.mark for one in state.lines] == [Mark.WITHDRAWN, Mark.SET]
    assert state.lines[0].reason == "Het college zag ervan af"
    assert weging_on(LATER) is None
    assert Mark.WITHDRAWN in lines(Event.SETTING_CHANGED)[-1].fields.split(",")


@pytest.mark.both
def test_what_was_set_after_a_withdrawal_goes_on_past_its_day(admin):
    change(admin, 7, from_on=LATER)
    withdraw(admin)
    change(admin, 6, after=9)

    assert weging_on(LATER) == "6"


def test_what_holds_or_never_came_cannot_be_withdrawn(admin):
    change(admin, 7)

    assert problems(withdraw, admin, TODAY) == {"reason": SettingFault.NOT_COMING}
    assert problems(withdraw, admin, LATER) == {"reason": SettingFault.NOT_COMING}


def test_withdrawing_twice_or_without_a_reason_is_refused(admin):
    change(admin, 7, from_on=LATER)

    assert problems(withdraw, admin, reason=" ") == {"reason": SettingFault.NO_REASON}
    withdraw(admin)
    assert problems(withdraw, admin, after=6) == {"reason": SettingFault.NOT_COMING}


# --- confirming


def test_confirming_repeats_the_value_with_the_mark(admin):
    services.confirm_term(admin, NAME, reason="Reglement 1.2, artikel 9")

    state = get_setting(admin, NAME)
    assert (state.value, state.confirmed) == ("5", True)
    assert Mark.CONFIRMED in lines(Event.SETTING_CHANGED)[-1].fields.split(",")


def test_another_value_is_open_again_unless_it_is_confirmed_at_once(admin):
    change(admin, 7, confirmed=True)
    assert get_setting(admin, NAME).confirmed

    change(admin, 8, after=1)
    assert not get_setting(admin, NAME).confirmed


def test_what_has_no_value_cannot_be_confirmed(admin):
    confirm = services.confirm_term

    found = problems(confirm, admin, "retention_closed_years", reason=WHY)
    assert found == {"reason": SettingFault.NOT_SET}
    assert problems(confirm, admin, NAME, reason="") == {"reason": SettingFault.NO_REASON}


# --- the municipality


def test_only_what_differs_becomes_a_line(admin):
    assert texts(admin, {"dpo_name": "Greet Geval", "dpo_phone": ""}) == 1
    assert texts(admin, {"dpo_name": "Greet Geval", "dpo_phone": ""}) == 0

    row = row_of(Setting)
    assert (row.name, row.value, row.mark) == ("dpo_name", "Greet Geval", Mark.SET)


def test_a_text_has_its_shape(admin):
    wrong = {"dpo_mail": "geen adres", "covenant_ends_on": "31-12-2027"}

    assert problems(texts, admin, wrong, reason="") == {
        "dpo_mail": SettingFault.NO_MAIL,
        "covenant_ends_on": SettingFault.NO_DATE,
        "reason": SettingFault.NO_REASON,
    }


def test_colours_make_a_look_from_their_day(admin):
    assert look_of("LAR") == Look()
    texts(admin, HOUSE | {"display_name": "Gemeente aan het Gooi"}, from_on=LATER)
    assert look_of("LAR") == Look()

    with clock.stopped_at(datetime(2027, 1, 2, 10, tzinfo=UTC)):
        assert look_of("LAR") == Look("Gemeente aan het Gooi", Colours(*HOUSE.values()))
        assert look_of("BLA") == Look()


def test_colours_that_cannot_be_read_are_refused(admin):
    assert problems(texts, admin, HOUSE | {"accent": "#ffd400"}) == {
        "accent": SettingFault.LOW_CONTRAST
    }
    assert problems(texts, admin, HOUSE | {"brand": "rood"}) == {"brand": SettingFault.NO_COLOUR}
    assert problems(texts, admin, HOUSE | {"brand": ""}) == {"brand": SettingFault.ALL_OR_NONE}


def test_colours_can_be_taken_off_again(admin):
    texts(admin, HOUSE)
    with clock.stopped_at(NOW + timedelta(minutes=1)):
        texts(admin, dict.fromkeys(COLOURS, ""))

    assert look_of("LAR").colours is None


# --- who may


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_only_the_beheerder_changes(role):
    actor, before = a_user(role).actor, fingerprint()

    for act in (
        lambda: change(actor),
        lambda: withdraw(actor),
        lambda: services.confirm_term(actor, NAME, reason=WHY),
        lambda: texts(actor, HOUSE),
        lambda: faults_of_term(actor, NAME, Proposed(7, TODAY, WHY)),
    ):
        with pytest.raises(Refused):
            act()

    assert fingerprint() == before


def test_the_fg_reads_and_others_do_not(admin):
    assert get_setting(a_user(Role.DPO).actor, NAME).value == "5"
    with pytest.raises(Refused):
        list_settings(a_user(Role.BOARD).actor)
