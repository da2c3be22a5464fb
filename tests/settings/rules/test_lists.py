from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.cases.rules.domains import LifeDomain
from pga.cases.rules.intake import FEWEST_DOMAINS
from pga.cases.rules.plan_check import PlanRule
from pga.cases.rules.referral import Problem
from pga.settings import labels
from pga.settings.models import Setting
from pga.settings.rules.bounds import SettingFault
from pga.settings.rules.following import Dated, Mark
from pga.settings.rules.lists import (
    LISTS,
    LONGEST_LABEL,
    Reworded,
    faults_of_entry,
    name_of,
    too_few_left,
    wording_of,
)
from pga.signals.rules.codes import SignalKind

TODAY = date(2026, 11, 24)
PROBLEMS, DOMAINS = LISTS["problems"], LISTS["domains"]
RULES = LISTS["plan_rules"]
HOUSE = labels.ENTRY["problems"]
OTHER = name_of("problems", "other")


def off(*codes, which=PROBLEMS, from_on=TODAY):
    return {name_of(which.name, code): [Dated(from_on, Mark.SET, "")] for code in codes}


def faults(label="Iets anders", *, code="other", lines=None, from_on=TODAY, reason="Besluit"):
    new = Reworded(code, label, from_on, reason)
    return faults_of_entry(PROBLEMS, new, lines or {}, HOUSE, TODAY)


def test_the_codes_are_those_of_the_cases():
    assert PROBLEMS.codes == tuple(Problem)
    assert DOMAINS.codes == tuple(LifeDomain)
    assert RULES.codes == tuple(PlanRule)
    assert LISTS["signal_kinds"].codes == tuple(SignalKind)


def test_enough_stay_on_to_hand_in_an_aanmelding():
    assert (PROBLEMS.least, DOMAINS.least) == (1, FEWEST_DOMAINS)


def test_each_entry_has_its_dutch_and_each_list_its_source():
    assert {which: tuple(entries) for which, entries in labels.ENTRY.items()} == {
        one.name: one.codes for one in LISTS.values()
    }
    assert labels.LIST.keys() == labels.LIST_SOURCE.keys() == LISTS.keys()


def test_each_name_and_label_fits_in_its_column():
    columns = Setting.__table__.columns

    assert max(map(len, labels.ENTRIES)) <= columns["name"].type.length
    assert columns["value"].type.length >= LONGEST_LABEL
    assert max(map(len, labels.ENTRY["plan_rules"].values())) <= LONGEST_LABEL


def test_each_rule_of_the_plankeuring_can_go_off():
    lines = off(*RULES.codes[1:], which=RULES)
    last = Reworded(RULES.codes[0], "", TODAY, "Besluit")

    assert faults_of_entry(RULES, last, lines, labels.ENTRY["plan_rules"], TODAY) == {}


def test_what_is_wrong_with_a_switch_stands_beside_the_switch():
    house = labels.ENTRY["plan_rules"]
    on = Reworded("no_exit", house["no_exit"], TODAY, "")

    assert faults_of_entry(RULES, on, {}, house, TODAY) == {
        "off": SettingFault.SAME,
        "reason": SettingFault.NO_REASON,
    }


def test_the_day_of_the_record_picks_the_label():
    lines = {OTHER: [Dated(TODAY, Mark.SET, "Overig")]}

    assert wording_of(lines, TODAY - timedelta(days=1), TODAY).label("problems", "other") is None
    assert wording_of(lines, TODAY, TODAY).label("problems", "other") == "Overig"


def test_what_is_off_keeps_its_last_label_and_is_not_offered():
    lines = {
        OTHER: [
            Dated(TODAY - timedelta(days=9), Mark.SET, "Overig"),
            Dated(TODAY, Mark.SET, ""),
        ]
    }
    words = wording_of(lines, TODAY, TODAY)

    assert words.label("problems", "other") == "Overig"
    assert not words.offers("problems", "other")
    assert wording_of(lines, TODAY, TODAY - timedelta(days=1)).offers("problems", "other")


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"label": "Anders"}, {"label": SettingFault.SAME}),
        ({"label": "strafbare FEITEN"}, {"label": SettingFault.TAKEN}),
        ({"label": "x" * 61}, {"label": SettingFault.TOO_LONG}),
        ({"label": "", "lines": off("other")}, {"label": SettingFault.SAME}),
        ({"label": "", "lines": off(*PROBLEMS.codes[:-1])}, {"label": SettingFault.TOO_FEW_LEFT}),
        ({"from_on": TODAY - timedelta(days=1)}, {"from_on": SettingFault.PAST}),
        ({"reason": "  "}, {"reason": SettingFault.NO_REASON}),
    ],
)
def test_what_is_wrong_is_told(more, found):
    assert faults(**more) == found


def test_a_label_that_is_free_is_right_and_so_is_off():
    assert faults() == faults("") == {}


def test_the_last_cannot_go_off_before_another_does_later():
    lines = off(*PROBLEMS.codes[:-1], from_on=TODAY + timedelta(days=30))

    assert faults("", lines=lines) == {"label": SettingFault.TOO_FEW_LEFT}


days = st.integers(0, 20).map(lambda more: TODAY + timedelta(days=more))
line = st.builds(Dated, days, st.sampled_from(list(Mark)), st.sampled_from(["", "Zo", "Anders zo"]))
some = st.dictionaries(
    st.sampled_from([name_of("domains", code) for code in DOMAINS.codes]),
    st.lists(line, max_size=4),
)


@given(lines=some, from_on=days)
def test_too_few_left_is_the_same_as_looking_at_each_day(lines, from_on):
    def on(day):
        words = wording_of(lines, day, day)
        return sum(words.offers("domains", code) for code in DOMAINS.codes)

    later = [from_on + timedelta(days=more) for more in range(42)]
    assert too_few_left(DOMAINS, lines, from_on) is any(on(day) < DOMAINS.least for day in later)
