from dataclasses import replace
from datetime import date

from pga.cases.rules.information import ASKING, QuestionWaiting, running, unsettled
from pga.cases.rules.states import State
from pga.dossiers.rules.disclosures import DisclosureGiven, DisclosureProblem, disclosure_problems
from pga.privacy.disclosure_codes import Category, Means, Purpose

WAITS = QuestionWaiting(date(2026, 11, 10), date(2026, 11, 24), date(2026, 11, 19))
LATER = replace(WAITS, due_on=date(2026, 12, 1), remind_on=date(2026, 11, 26))
TODAY = date(2026, 11, 24)


def test_nobody_is_asked_before_the_weging_or_after_the_end():
    assert State.INFORMATION_ROUND in ASKING
    assert {State.REFERRED, State.IN_TRIAGE, State.CLOSED, State.DESTROYED}.isdisjoint(ASKING)


def test_an_answer_or_a_note_settles_a_question():
    assert unsettled([WAITS, replace(WAITS, answered=True), replace(WAITS, noted=True)]) == 1


def test_what_runs_is_the_first_question_that_waits():
    assert running([LATER, WAITS]) == (WAITS, WAITS)
    assert running([LATER, replace(WAITS, answered=True)]) == (LATER, LATER)
    reminded = replace(WAITS, reminded=True)
    assert running([reminded, LATER]) == (reminded, LATER)
    assert running([]) == (None, None)


def test_a_third_party_signs_before_it_gets_something():
    given = DisclosureGiven(
        organisation_id=None,
        recipient="",
        categories=(),
        purpose=Purpose.SAFETY,
        means=Means.SPOKEN,
        on=date(2026, 11, 25),
    )

    assert disclosure_problems(given, TODAY) == {
        "recipient": DisclosureProblem.NO_RECIPIENT,
        "categories": DisclosureProblem.NO_CATEGORY,
        "on": DisclosureProblem.IN_FUTURE,
        "secrecy_on": DisclosureProblem.NO_SECRECY,
    }
    whole = replace(
        given, recipient="De huisbaas", categories=(Category.SAFETY,), on=TODAY, secrecy_on=TODAY
    )
    assert disclosure_problems(whole, TODAY) == {}
