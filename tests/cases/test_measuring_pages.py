from datetime import timedelta

import pytest
import sqlalchemy as sa

from pga.cases.models.measuring import DomainScore, Measurement
from pga.cases.reading.measuring import get_measurements
from pga.cases.rules.domains import LifeDomain, Score
from pga.cases.rules.states import State
from pga.core import clock
from pga.core.database import transaction
from pga.privacy.events import Event
from pga.privacy.trail import Line, record
from tests.builders import a_case, a_measurement, a_user, id_of
from tests.support.pages import text_of
from tests.support.rows import row_of, rows_of
from tests.support.server import serving
from tests.support.some import some

SCORED = {"score-HUI": "2", "why-HUI": "Er is een schuld.", "source-HUI": "Corporatie"}
DATED = {**SCORED, "source_on-HUI": "vandaag"}
FIELDS = """() => {
    const shown = [...document.querySelectorAll("main form :is(input, select, textarea)")]
        .filter(one => one.type !== "hidden" && one.checkVisibility());
    return [...new Set(shown.map(one => one.name))];
}"""


@pytest.fixture
def member(app):
    return a_user()


@pytest.fixture
def number(member):
    return a_case(State.PLANNING, by=member.actor)


@pytest.fixture
def form(number):
    return f"/casussen/{number}/leefgebieden/meten"


@pytest.mark.both
def test_the_rest_is_not_needed_in_one_act_and_stays_a_concept(page, member, number, form):
    page.log_in(member)

    page.post(form, {**DATED, "rest": "1"})

    assert row_of(Measurement).final_on is None
    told = page.get(form)
    assert "Wat open was, staat op niet nodig." in text_of(told)
    standing = dict(page.form(told.text, form))
    rest = {domain for domain in LifeDomain if domain != LifeDomain.HOUSING}
    assert {standing[f"score-{one}"] for one in some(rest)} == {"not_needed"}
    assert {name: standing[name] for name in SCORED} == SCORED
    page.post(form, {"final": "1"})
    measured = get_measurements(member.actor, number).measured[0]
    assert measured.numbers == {
        LifeDomain.HOUSING: Score.NOT_SELF_SUFFICIENT,
        **dict.fromkeys(rest, Score.NOT_NEEDED),
    }


def test_a_row_with_words_and_no_score_is_not_part_of_the_rest(page, member, form):
    page.log_in(member)

    page.post(form, {**SCORED, "why-FIN": "Er is beslag gelegd.", "rest": "1"})

    standing = dict(page.form(page.get(form).text, form))
    assert (standing.get("score-FIN"), standing["why-FIN"]) == (None, "Er is beslag gelegd.")
    assert standing["score-JUS"] == "not_needed"


def test_an_old_source_warns_beside_its_field_and_on_the_plan(page, member, number, form):
    page.log_in(member)
    old = (clock.today() - timedelta(days=45)).strftime("%d-%m-%Y")
    page.post(form, {**SCORED, "source_on-HUI": old, "rest": "1"})

    assert "Deze bron is 45 dagen oud." in text_of(page.get(form))
    assert "al te oud voor" not in text_of(page.get(f"/casussen/{number}/plan"))

    page.post(form, {"final": "1"})
    assert "al te oud voor huisvesting." in text_of(page.get(f"/casussen/{number}/plan"))
    assert "Toen 45 dagen oud" in text_of(page.get(f"/casussen/{number}/leefgebieden"))


def test_of_a_source_of_before_the_day_is_unknown_and_nothing_is_guessed(page, member, number):
    a_measurement(member.actor, number)
    of_case = sa.select(DomainScore).filter_by(case_id=id_of(number))
    with transaction() as session:
        for row in session.scalars(of_case):
            row.source_on = None
        record(session, member.actor, Line(Event.MEASURED))
    page.log_in(member)

    told = text_of(page.get(f"/casussen/{number}/leefgebieden"))
    assert "bron: Corporatie, datum onbekend" in told
    assert "dagen oud" not in told
    plan = text_of(page.get(f"/casussen/{number}/plan"))
    assert "De datum van de bron is onbekend voor huisvesting." in plan


def test_each_fault_says_of_which_leefgebied_it_is(page, member, form):
    page.log_in(member)

    told = text_of(page.post(form, {"score-FIN": "1", "final": "1"}, status=200))

    assert "Financiën: Schrijf op waarom dit hier telt." in told
    assert "Huisvesting: Kies een score, onbekend of niet nodig." in told
    assert rows_of(Measurement) == []


def test_nothing_that_may_not_be_empty_says_that_it_may(page, member, form):
    page.log_in(member)

    told = page.get(form)

    assert len(dict(page.form(told.text, form)).keys() & {"why-FIN", "source-FIN"}) == 2
    assert "mag leeg" not in told.text


def test_a_second_press_measures_once_and_who_was_later_keeps_the_words(page, member, form):
    page.log_in(member)
    first = [*page.form(page.get(form).text, form), *SCORED.items()]
    first = [pair for pair in first if pair not in {("why-HUI", ""), ("source-HUI", "")}]
    other = [*page.form(page.get(form).text, form), ("score-HUI", "5"), ("why-FIN", "Beslag.")]
    page.send(form, first)
    page.send(form, first)

    late = page.send(form, other, status=200)

    assert "Dit is veranderd" in late.text
    assert row_of(Measurement).version == 1
    typed = dict(page.form(late.text, form))
    assert (typed["score-HUI"], typed["why-FIN"]) == ("5", "Beslag.")
    assert "Er staat nu: 2. Niet zelfredzaam" in text_of(late)


@pytest.mark.browser
def test_twelve_rows_ask_twelve_things_and_only_a_score_asks_more(app, open_page, member, number):
    again = a_case(State.PLANNING, by=member.actor)
    a_measurement(member.actor, again)
    with serving(app) as base:
        tab = open_page()
        tab.log_in(base, member)
        for case in (number, again):
            tab.page.goto(f"{base}/casussen/{case}/leefgebieden/meten")
            assert set(tab.page.evaluate(FIELDS)) == {f"score-{one}" for one in LifeDomain}
        tab.page.check("[name=score-FIN][value='2']")
        tab.page.check("[name=score-JUS][value=unknown]")
        assert set(tab.page.evaluate(FIELDS)) == {
            *(f"score-{one}" for one in LifeDomain),
            "why-FIN",
            "source-FIN",
            "source_on-FIN",
        }
        tab.page.fill("[name=why-FIN]", "Er is beslag gelegd.")
        tab.page.check("[name=score-FIN][value=not_needed]")
        assert "why-FIN" in tab.page.evaluate(FIELDS)
        tab.check_each_look()
        tab.send("button[name=final]")
        tab.check_each_look()


@pytest.mark.browser
def test_the_arrows_go_through_a_row_and_tab_to_the_next(app, open_page, member, form):
    here = "(() => { const e = document.activeElement; return [e.name, e.value] })()"
    with serving(app) as base:
        tab = open_page()
        tab.log_in(base, member)
        tab.page.goto(base + form)
        tab.page.focus("[name=score-FIN]")
        for key in ("ArrowRight", "ArrowRight"):
            tab.page.keyboard.press(key)
        assert tab.page.evaluate(here) == ["score-FIN", "3"]
        for name in ("why-FIN", "source-FIN", "source_on-FIN", "score-WEO"):
            tab.page.keyboard.press("Tab")
            if tab.page.evaluate("document.activeElement.classList.contains('pick')"):
                tab.page.keyboard.press("Tab")  # the button with the days of the month
            assert tab.page.evaluate(here)[0] == name
        for _ in range(6):
            tab.page.keyboard.press("ArrowRight")
        assert tab.page.evaluate(here) == ["score-WEO", "not_needed"]
        tab.page.keyboard.press("Tab")
        assert tab.page.evaluate(here)[0] == "score-TYD"


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_without_javascript_one_measures_with_a_thumb(app, open_page, member, number, form, width):
    with serving(app) as base:
        held = open_page()
        held.log_in(base, member)
        tab = open_page(
            width=width,
            java_script_enabled=False,
            storage_state=held.page.context.storage_state(),
        )
        tab.page.goto(base + form)
        for label in some(tab.page.query_selector_all(".scale .opts label")):
            box = label.bounding_box()
            assert min(box["width"], box["height"]) >= 24
        tab.page.click("label:has([name=score-HUI][value='2'])")
        tab.page.fill("[name=why-HUI]", "Er is een schuld.")
        tab.page.fill("[name=source-HUI]", "Corporatie")
        tab.page.fill("[name=source_on-HUI]", "vandaag")
        tab.send("button:has-text('De rest niet nodig')")
        tab.send("text=Maak definitief")
    assert get_measurements(member.actor, number).measured[0].scores[LifeDomain.HOUSING].why
