from datetime import timedelta

import pytest
import sqlalchemy as sa

from pga.access.permissions import Role
from pga.cases.labels import DOMAIN, SCORE
from pga.cases.models.case import Case, Person
from pga.cases.models.measuring import Measurement
from pga.cases.models.plan import CaseAction, PlanGoal, PlanVersion
from pga.cases.reading.adopting import get_adopting
from pga.cases.room import CASES
from pga.cases.rules.actions import ActionOutcome
from pga.cases.rules.domains import LifeDomain, Score
from pga.cases.rules.plan import GoalStatus, PlanReply, PlanText
from pga.cases.rules.states import State
from pga.cases.rules.terms import TermKind
from pga.core import clock
from pga.core.database import transaction
from pga.dossiers.services.terms import end_terms
from pga.partners.rules import ContactGiven
from pga.partners.services import write_contact
from pga.privacy.events import Event
from pga.privacy.trail import Line, Object, record
from pga.settings.services import set_values
from tests.builders import (
    a_case,
    a_contact,
    a_decision_list,
    a_goal,
    a_measurement,
    a_plan,
    a_user,
    an_action,
    an_organisation,
)
from tests.support.pages import text_of
from tests.support.rows import row_of, rows_of
from tests.support.server import serving
from tests.support.some import some

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

DAY = "%d-%m-%Y"


@pytest.fixture
def member(app):
    return a_user()


def today(days=0):
    return (clock.today() + timedelta(days=days)).strftime(DAY)


def scored():
    fields = {f"score-{domain}": "not_needed" for domain in LifeDomain}
    housing = {"score-HUI": "2", "why-HUI": "Er is een schuld.", "source-HUI": "Corporatie"}
    return fields | housing | {"source_on-HUI": "vandaag"}


def test_a_case_goes_from_planning_to_execution_by_its_screens(page, member):
    number = a_case(State.PLANNING, by=member.actor)
    there = an_organisation(name="Wijkteam De Gaard")
    case = f"/casussen/{number}"
    page.log_in(member)
    lacking = text_of(page.get(f"{case}/plan/vaststellen"))
    assert "Wijs eerst een casusregisseur aan." in lacking
    assert "De 0-meting is nog niet definitief." in lacking

    page.post(
        f"{case}/doelen/nieuw",
        {"domain": "HUI", "text": "De huur is betaald.", "words": "Ik wil blijven."},
    )
    goal = row_of(PlanGoal)
    page.post(
        f"{case}/acties/nieuw?doel={goal.id}",
        {
            "text": "Belt de corporatie.",
            "kind": "social",
            "owner": f"o:{there}",
            "contact": "Ilse",
            "due_on": today(9),
            "goal_id": str(goal.id),
        },
    )
    page.post(f"{case}/plan/kern", {"picture": "Er is een schuld.", "view": "Ik red het."})
    page.post(f"{case}/leefgebieden/meten", {**scored(), "final": "1"})
    page.post(
        f"{case}/informeren/vastleggen",
        {"ears": f"person:{row_of(Person).id}", "means": "letter", "whole": "y"},
    )
    page.post(
        f"{case}/regie/casusregisseur", {"user_id": str(member.id), "reason": "Kent de wijk."}
    )
    adopting = text_of(page.get(f"{case}/plan/vaststellen"))
    for part in some(("Wat u vaststelt", "De huur is betaald.", "Belt de corporatie.")):
        assert part in adopting
    lacks = page.post(f"{case}/plan/vaststellen", {}, status=200)
    assert "De besluitenlijst van het casusoverleg is nog niet vastgesteld." in text_of(lacks)
    a_decision_list(number)
    page.post(f"{case}/plan/vaststellen", {})

    assert row_of(Case, number=number).state is State.IN_EXECUTION
    assert row_of(PlanVersion).number == 1
    assert row_of(Measurement).final_on == clock.today()
    page.post(f"{case}/plan/versies/1/antwoord", {"reply": "agreed"})
    assert row_of(PlanVersion).reply is PlanReply.AGREED
    told = text_of(page.get(f"{case}/plan/voor-betrokkene/1"))
    assert "De huur is betaald." in told
    assert "Ilse" not in told


def test_a_contact_person_of_the_list_is_chosen_for_an_action(page, member):
    number = a_case(State.PLANNING, by=member.actor)
    there = an_organisation(name="Wijkteam De Gaard")
    contact_id = a_contact(there)
    a_contact(there, "Bas Bergeend", function="")
    new = f"/casussen/{number}/acties/nieuw"
    page.log_in(member)
    shown = page.get(new).text
    assert '<optgroup label="Collega’s">' in shown
    assert "Wijkteam De Gaard, Wietske Wulp, wijkagent" in shown
    assert "Wijkteam De Gaard, iemand anders" in shown
    assert ">Wijkteam De Gaard, Bas Bergeend<" in shown
    sent = {"text": "Belt.", "kind": "care", "due_on": today(9)}

    page.post(new, {**sent, "owner": f"o:{there}:{contact_id}"})

    assert "Wietske Wulp, wijkagent" in text_of(page.get(f"/casussen/{number}/plan"))
    change = f"/casussen/{number}/acties/{row_of(CaseAction).id}"
    standing = dict(page.form(page.get(change).text, change))
    assert standing["owner"] == f"o:{there}:{contact_id}"
    assert standing["contact"] == ""


def test_who_ended_is_offered_only_where_the_action_is_theirs(page, member):
    number = a_case(State.PLANNING, by=member.actor)
    there = an_organisation(name="Wijkteam De Gaard")
    contact_id = a_contact(there)
    action_id = an_action(member.actor, number, organisation_id=there, contact_id=contact_id)
    with clock.stopped_at(clock.now() + timedelta(days=1)):
        ended = ContactGiven("Wietske Wulp", "wijkagent", "", "", None, clock.today())
        admin = a_user(Role.ADMIN).actor
        write_contact(admin, there, ended, contact_id=contact_id)
    with clock.stopped_at(clock.now() + timedelta(days=2)):
        page.log_in(member)

        new = page.get(f"/casussen/{number}/acties/nieuw").text
        standing = page.get(f"/casussen/{number}/acties/{action_id}").text

    assert "Wietske Wulp" not in new
    assert "Wijkteam De Gaard, Wietske Wulp, wijkagent" in standing


def test_an_action_is_settled_by_a_form_that_leads_back_to_the_list(page, member):
    number = a_case(State.PLANNING, by=member.actor)
    an_action(member.actor, number)
    page.log_in(member)
    shown = page.get("/acties")
    assert "Belt de corporatie" not in shown.text
    assert "Zichtbaar" not in shown.text
    page.post("/acties", at="/acties")
    assert "Belt de corporatie" in page.get("/acties").text
    url = f"/casussen/{number}/acties/{row_of(CaseAction).id}/uitkomst?is=failed&van=acties"
    assert f'href="{url.replace("&", "&amp;")}"' in shown.text

    answer = page.post(url, {"result": "De corporatie nam niet op."})

    assert answer.headers["Location"] == "/acties"
    assert row_of(CaseAction).outcome is ActionOutcome.FAILED
    assert "al een uitkomst" in page.get(url).text


def test_what_cannot_be_is_told_beside_its_field(page, member):
    number = a_case(State.PLANNING, by=member.actor)
    case = f"/casussen/{number}"
    page.log_in(member)

    told = page.post(
        f"{case}/acties/nieuw",
        {"text": "Belt.", "kind": "care", "owner": f"u:{member.id}", "due_on": today(-1)},
        status=200,
    )
    assert "Kies vandaag of een dag die nog komt." in text_of(told)
    told = page.post(
        f"{case}/doelen/nieuw",
        {"domain": "HUI", "text": "Rust.", "passage": "Elders", "relation": "neighbour"},
        status=200,
    )
    assert "Dit stuk staat niet in de tekst." in text_of(told)
    told = page.post(f"{case}/leefgebieden/meten", {"final": "1"}, status=200)
    assert "Kies een score, onbekend of niet nodig." in text_of(told)
    told = page.post(
        f"{case}/informeren/uitstellen",
        {"ground": "other", "note": "Later.", "review_on": today(400)},
        status=200,
    )
    assert "Zo ver vooruit kan niet." in text_of(told)
    told = page.post(f"{case}/plan/vaststellen", {}, status=200)
    assert "Wijs eerst een casusregisseur aan." in text_of(told)


def test_all_that_is_adopted_stands_on_the_page_that_adopts_it(page, member):
    number = a_case(State.PLANNING, by=member.actor)
    case = f"/casussen/{number}"
    there = an_organisation(name="Wijkteam De Gaard")
    goal = a_goal(member.actor, number, regie=True, target_on=clock.today() + timedelta(90))
    a_goal(member.actor, number, text="Later weer aan het werk.", status=GoalStatus.LATER)
    an_action(member.actor, number, goal_id=goal, organisation_id=there, text="Belt de school.")
    an_action(member.actor, number, text="Van geen doel.")
    a_measurement(member.actor, number, FIN=Score.UNKNOWN)
    page.log_in(member)
    texts = {name: f"Tekst van {name}." for name in PlanText}
    page.post(f"{case}/plan/kern", texts)
    adopting = get_adopting(member.actor, number)
    plan = adopting.plan

    told = text_of(page.get(f"{case}/plan/vaststellen"))

    assert (len(plan.goals), len(plan.actions), set(plan.texts)) == (2, 2, set(PlanText))
    stands = [
        *plan.texts.values(),
        *(part for one in plan.goals for part in (one.text, one.words)),
        *(part for one in plan.actions for part in (one.text, one.owner)),
        *(SCORE[one] for one in plan.scores.values()),
        *(DOMAIN[one] for one in plan.scores),
        "streefdatum",
        "alleen voor de regie",
        "Stand: later",
    ]
    assert [one for one in some(stands) if one not in told] == []


def test_a_change_asks_why_and_who_was_later_keeps_the_text(page, member):
    number = a_case(State.PLANNING, by=member.actor)
    case = f"/casussen/{number}"
    goal_id = a_goal(member.actor, number)
    action_id = an_action(member.actor, number, goal_id=goal_id)
    page.log_in(member)
    for url in (f"{case}/doelen/{goal_id}", f"{case}/acties/{action_id}"):
        standing = page.form(page.get(url).text, url)
        assert "Schrijf op waarom dit verandert." in text_of(page.send(url, standing, status=200))
        changed = [(k, v) for k, v in standing if k not in {"text", "reason"}]
        changed += [("text", "Iets anders."), ("reason", "Nieuw.")]
        page.send(url, changed)
        page.send(url, changed)
        assert "Dit had u al vastgelegd." in text_of(page.get(f"{case}/plan"))
        later = [(k, v) for k, v in changed if k != "text"] + [("text", "Mijn tekst.")]
        late = page.send(url, later, status=200)
        assert "Dit is veranderd" in late.text
        assert "Mijn tekst." in dict(page.form(late.text, url))["text"]
        assert "Er staat nu: Iets anders." in text_of(late)
    page.post(f"{case}/plan/kern", {"picture": "Zo is het."})
    told = page.post(f"{case}/plan/kern", {"picture": "Anders."}, status=200)
    assert "Schrijf op waarom dit verandert." in text_of(told)
    page.post(f"{case}/plan/kern", {"picture": "Anders.", "reason": "Na het overleg."})


def test_another_version_tells_what_became_other(page, member):
    number = a_case(State.PLANNING, by=member.actor)
    a_plan(member.actor, number)
    case = f"/casussen/{number}"
    page.log_in(member)
    page.post(f"{case}/acties/{row_of(CaseAction).id}/uitkomst", {"outcome": "done"})
    assert "Anders dan versie 1" in text_of(page.get(f"{case}/plan"))

    told = page.post(f"{case}/plan/vaststellen", {}, status=200)
    assert "Schrijf op waarom." in text_of(told)
    page.post(f"{case}/plan/vaststellen", {"why": "De huur is betaald."})

    told = text_of(page.get(f"{case}/plan/versies/2"))
    assert "De huur is betaald." in told
    assert "gedaan" in told.lower()
    page.get(f"{case}/plan/versies/3", status=404)
    page.get(f"{case}/plan/voor-betrokkene/3", status=404)


def test_a_child_of_elsewhere_is_not_there(page, member):
    number = a_case(State.PLANNING, by=member.actor)
    a_plan(member.actor, number)
    other = a_case(State.PLANNING, by=member.actor)
    page.log_in(member)

    for part in (
        f"acties/{row_of(CaseAction).id}",
        f"acties/{row_of(CaseAction).id}/uitkomst",
        f"doelen/{row_of(PlanGoal).id}",
        "plan/versies/1/antwoord",
    ):
        page.get(f"/casussen/{other}/{part}", status=404)


def test_who_may_not_adopt_the_plan_reads_who_may(page, member):
    colleague = a_user(Role.INTERVENTION_TEAM)
    number = a_case(State.PLANNING, by=member.actor, linked=[colleague.id])
    a_plan(member.actor, number, adopt=False)
    case = f"/casussen/{number}"

    page.log_in(colleague)
    told = text_of(page.get(f"{case}/plan"))
    assert "vastgesteld door de casusregisseur van deze casus of door team Veiligheid" in told
    assert f"{case}/plan/vaststellen" not in page.get(f"{case}/plan").text
    assert "Alleen team Veiligheid of de casusregisseur kan dit doen." in text_of(page.get(case))
    refused = text_of(page.get(f"{case}/plan/vaststellen", status=403))
    assert "Dit is de taak van iemand anders in deze casus." in refused
    assert "Dit kan alleen door team Veiligheid of de casusregisseur." in refused

    page.log_in(member)
    assert f"{case}/plan/vaststellen" in page.get(f"{case}/plan").text


def test_the_list_asks_as_much_for_thirty_actions_as_for_three(page, member):
    from tests.pages.test_queries import cost  # noqa: PLC0415 - the same measure

    number = a_case(State.PLANNING, by=member.actor)
    page.log_in(member)
    for _ in range(3):
        an_action(member.actor, number)
    few = {path: cost(page, path) for path in ("/acties", f"/casussen/{number}")}

    for _ in range(27):
        an_action(member.actor, number)

    assert {path: cost(page, path) for path in few} == few
    assert len(rows_of(CaseAction)) == 30


@pytest.mark.browser
def test_each_page_of_the_plan_has_no_barrier_and_fits(app, open_page):
    member = a_user()
    by = a_user()
    number = a_case(State.PLANNING, by=by.actor, director=member.id)
    a_plan(by.actor, number)
    there = an_organisation(name="Wijkteam De Gaard")
    an_action(by.actor, number, organisation_id=there, contact_id=a_contact(there))
    off = {"list.plan_rules.no_exit": "", "list.plan_rules.no_crisis": ""}
    set_values(member.id, "LAR", off, from_on=clock.today(), reason="Staat al in elk plan.")
    draft = a_case(State.PLANNING, by=member.actor)
    case, other = f"/casussen/{number}", f"/casussen/{draft}"
    action = rows_of(CaseAction)[0].id
    paths = {
        "acties": "/acties",
        "casus": case,
        "plan": f"{case}/plan",
        "later": f"{case}/plan?doelen=later",
        "kern": f"{case}/plan/kern",
        "doel": f"{case}/doelen/{row_of(PlanGoal).id}",
        "actie": f"{case}/acties/{action}",
        "nieuwe-actie": f"{case}/acties/nieuw",
        "uitkomst": f"{case}/acties/{action}/uitkomst",
        "versie": f"{case}/plan/versies/1",
        "antwoord": f"{case}/plan/versies/1/antwoord",
        "betrokkene": f"{case}/plan/voor-betrokkene/1",
        "leefgebieden": f"{case}/leefgebieden",
        "meten": f"{case}/leefgebieden/meten",
        "leeg": f"{other}/leefgebieden",
        "informeren": f"{case}/informeren",
        "vertellen": f"{case}/informeren/vastleggen",
        "uitstellen": f"{case}/informeren/uitstellen",
        "vaststellen": f"{other}/plan/vaststellen",
    }
    with serving(app) as base:
        tab = open_page()
        tab.log_in(base, member)
        for path in paths.values():
            tab.page.goto(base + path)
            tab.check_each_look()
        tab.page.goto(base + paths["uitstellen"])
        tab.send("main button.main")
        tab.check_each_look()


@pytest.mark.browser
def test_an_outcome_by_keyboard_in_the_dark(app, open_page):
    member = a_user(Role.SAFETY_TEAM)
    number = a_case(State.PLANNING, by=member.actor)
    an_action(member.actor, number)
    with serving(app) as base:
        tab = open_page(scheme="dark")
        tab.log_in(base, member)
        tab.page.goto(f"{base}/acties")
        tab.check()
        for button in ("gedaan", "terug", "gedaan"):
            tab.page.focus(f"main form[action*='/{button}'] button")
            with tab.page.expect_navigation():
                tab.page.keyboard.press("Enter")
            tab.check()
    assert row_of(CaseAction).outcome is ActionOutcome.DONE


@pytest.mark.parametrize("later", [0, 9])
def test_a_case_whose_only_date_is_that_of_an_action_opens_with_that_date(page, member, later):
    number = a_case(State.PLANNING, by=member.actor)
    with transaction() as session:
        case = session.scalars(sa.select(Case).filter_by(number=number)).one()
        end_terms(session, CASES, case, *TermKind)
        record(session, member.actor, Line(Event.SEEDED, Object("case", case.id)))

    bare = text_of(page.log_in(member).get(f"/casussen/{number}"))
    assert "Geen volgende datum" in bare
    assert "Volgende datum geen" in bare
    an_action(member.actor, number, due_on=clock.today() + timedelta(days=3))
    with clock.stopped_at(clock.now() + timedelta(days=later)):
        text = text_of(page.log_in(member).get(f"/casussen/{number}"))

    assert "Geen volgende datum" not in text
    assert "Volgende datum geen" not in text
