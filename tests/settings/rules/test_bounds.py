from dataclasses import fields
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.cases.rules.terms import DEFAULT_RULES, DEMO_RULES, TermRules
from pga.settings import labels
from pga.settings.models import Setting
from pga.settings.rules.bounds import (
    COLOURS,
    LOGO,
    LONGEST,
    TERMS,
    TEXTS,
    Basis,
    Proposed,
    SettingFault,
    Shape,
    Subject,
    fault_of_number,
    fault_of_text,
    faults_of_change,
)
from pga.settings.rules.retention import COUNTED, SELECTION, KeptKind, KeptPart

TODAY = date(2026, 11, 24)
MORE = {
    *("backup_days", "emergency_review_working_days", "max_active_cases", "signal_referral_days"),
    "small_number_threshold",
}
WEGING = TERMS["triage_working_days"]


def proposed(value=7, *, from_on=TODAY, reason="Besluit van het college", **more):
    return Proposed(value, from_on, reason, **more)


def faults(value=7, *, term=WEGING, holds=5, **more):
    return faults_of_change(term, proposed(value, **more), holds=holds, today=TODAY)


def test_the_names_are_the_terms_of_the_cases_and_a_few_more():
    assert TERMS.keys() == {field.name for field in fields(TermRules)} | MORE


@pytest.mark.parametrize("name", sorted(TERMS.keys() - MORE))
def test_a_proposal_is_the_value_that_the_cases_use(name):
    rules = DEFAULT_RULES if TERMS[name].without else DEMO_RULES

    assert TERMS[name].proposal == getattr(rules, name)
    assert (getattr(DEFAULT_RULES, name) is not None) is TERMS[name].without


@pytest.mark.parametrize("term", TERMS.values(), ids=lambda term: term.name)
def test_each_proposal_is_within_its_bounds(term):
    assert fault_of_number(term, term.proposal) is None
    assert fault_of_number(term, term.least) is None
    assert fault_of_number(term, term.most) is None


@given(term=st.sampled_from(list(TERMS.values())), value=st.integers(0, 10_000))
def test_a_number_is_right_exactly_between_its_bounds(term, value):
    assert (fault_of_number(term, value) is None) is (term.least <= value <= term.most)


@given(value=st.integers(0, 10_000))
def test_no_term_of_the_avg_is_longer_than_the_law(value):
    longest = {"inform_person_months": 1, "rights_request_months": 1, "rights_extension_months": 2}

    for name, most in longest.items():
        wrong = fault_of_number(TERMS[name], value) is SettingFault.ABOVE_LAW
        assert wrong is (value > most)


def test_the_log_is_kept_three_years_at_least():
    assert fault_of_number(TERMS["retention_log_years"], 2) is SettingFault.BELOW_NORM
    assert fault_of_number(TERMS["retention_log_years"], 3) is None


def test_small_numbers_stay_hidden_below_five():
    assert fault_of_number(TERMS["small_number_threshold"], 4) is SettingFault.BELOW_NORM


def test_what_makes_no_sense_is_too_low_or_too_high():
    assert fault_of_number(WEGING, 0) is SettingFault.TOO_LOW
    assert fault_of_number(WEGING, 31) is SettingFault.TOO_HIGH


def test_the_law_leaves_no_choice_for_a_month():
    assert TERMS["inform_person_months"].fixed
    assert not TERMS["rights_extension_months"].fixed


def test_a_good_change_has_no_faults():
    assert faults() == {}
    assert faults(from_on=TODAY + timedelta(days=400)) == {}
    assert faults(5, holds=None) == {}


def test_every_fault_is_told_at_once():
    assert faults(31, from_on=TODAY - timedelta(days=1), reason="  ") == {
        "value": SettingFault.TOO_HIGH,
        "from_on": SettingFault.PAST,
        "reason": SettingFault.NO_REASON,
    }


def test_the_same_value_again_is_only_for_confirming():
    assert faults(5) == {"value": SettingFault.SAME}
    assert faults(5, confirmed=True) == {}


@pytest.mark.parametrize(
    ("shape", "value", "fault"),
    [
        (Shape.LINE, "", None),
        (Shape.LINE, "Reglement 1.2", None),
        (Shape.LINE, "a" * (LONGEST + 1), SettingFault.TOO_LONG),
        (Shape.DAY, "", None),
        (Shape.DAY, "2026-11-24", None),
        (Shape.DAY, "20261124", SettingFault.NO_DATE),
        (Shape.DAY, "2026-11-31", SettingFault.NO_DATE),
        (Shape.MAIL, "fg@gemeente.example", None),
        (Shape.MAIL, "fg@gemeente", SettingFault.NO_MAIL),
        (Shape.MAIL, "fg@gemeente.example en meer", SettingFault.NO_MAIL),
        (Shape.COLOUR, "#1c3f5e", None),
        (Shape.COLOUR, "1c3f5e", SettingFault.NO_COLOUR),
        (Shape.COLOUR, "#1c3f5e;", SettingFault.NO_COLOUR),
        (Shape.COLOUR, "#fff", SettingFault.NO_COLOUR),
    ],
)
def test_a_text_has_its_shape(shape, value, fault):
    assert fault_of_text(shape, value) is fault


def test_every_setting_has_its_dutch_its_source_and_who_to_ask():
    asked = {name for name, term in TERMS.items() if term.basis is Basis.PROPOSAL}

    assert labels.SETTING.keys() == {*TERMS, *TEXTS, *COLOURS, LOGO}
    assert labels.SOURCE.keys() == TERMS.keys()
    assert labels.ASK.keys() == asked
    assert {term.subject for term in TERMS.values()} == set(Subject)


def test_each_value_and_each_reason_fits_in_its_column():
    columns = Setting.__table__.columns

    assert columns["value"].type.length >= LONGEST
    assert columns["name"].type.length >= max(map(len, labels.SETTING))


def test_a_limit_is_told_with_what_says_so():
    assert labels.limits(WEGING) == "Kies 1 tot en met 30 werkdagen."
    assert "norm" in labels.limits(TERMS["retention_log_years"])
    assert "wet" in labels.limits(TERMS["rights_extension_months"])
    assert labels.limits(TERMS["inform_person_months"]) == "De wet legt dit vast op 1 maand."
    assert "30 werkdagen" in labels.words_for(WEGING)[SettingFault.TOO_HIGH]
    assert labels.amount(WEGING, "") == ""


def test_each_head_of_the_selectielijst_has_its_words_and_counts_with_a_term_that_can_be_set():
    assert labels.KEPT.keys() == labels.KEPT_FROM.keys() == set(KeptKind)
    assert labels.KEPT_PART.keys() == set(KeptPart)
    assert set(COUNTED.values()) <= TERMS.keys()
    kept = {term.name for term in TERMS.values() if term.subject is Subject.RETENTION}
    assert kept - set(COUNTED.values()) == {"backup_days"}  # of no head: how long a copy stays
    not_yet = {one for one, words in labels.KEPT_FROM.items() if "vernietigt dit nog niet" in words}
    assert not_yet == set(KeptKind) - COUNTED.keys()  # a signaal and a concept end by themselves
    assert "5 jaar na de eerste verwerking" in labels.KEPT_FROM[KeptKind.TOP_X]
    assert len(SELECTION) == len(KeptKind) * len(KeptPart)
    assert max(map(len, SELECTION)) <= Setting.__table__.columns["name"].type.length
