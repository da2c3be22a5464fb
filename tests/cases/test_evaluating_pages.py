from datetime import timedelta

import pytest

from pga.access.permissions import Role
from pga.cases.models.case import Person
from pga.cases.models.evaluating import Citation, Evaluation, Proposal
from pga.cases.models.meeting import Decision
from pga.cases.models.plan import CaseAction, PlanGoal
from pga.cases.rules.citing import CitedIn
from pga.cases.rules.evaluating import Conclusion
from pga.cases.rules.informing import ALL_TOPICS, Audience, Ear, InformMeans
from pga.cases.rules.proposing import ProposalAnswer, ProposalKind
from pga.cases.rules.states import State
from pga.cases.services import informing
from pga.core import clock
from tests.builders import (
    a_case,
    a_contribution,
    a_decision,
    a_meeting,
    a_plan,
    a_proposal,
    a_user,
    an_evaluation,
    id_of,
    ticked,
)
from tests.support.pages import text_of
from tests.support.rows import row_of, rows_of


def informed(director, number):
    informing.tell(
        director.actor,
        number,
        informing.Telling(
            ears=[Ear(Audience.PERSON, row_of(Person, case_id=id_of(number)).id)],
            topics=ALL_TOPICS,
            means=InformMeans.TALK,
            told_on=clock.today(),
            told_by=director.id,
            note="",
        ),
    )


A_DAY = timedelta(days=1)
WEIGHED = {
    "needed": "yes",
    "needed_why": "Er is nog overlast.",
    "proportional": "yes",
    "proportional_why": "Twee bezoeken per week.",
    "level": "yes",
    "level_why": "Het lukt lokaal.",
    "worked": "De huisbezoeken.",
    "failed": "De brieven.",
    "conclusion": "continue",
    "why": "Het gaat vooruit.",
    "others": "Betrokkene",
}

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@pytest.fixture
def director(app):
    return a_user()


@pytest.fixture
def worker(app):
    return a_user(Role.INTERVENTION_TEAM)


@pytest.fixture
def number(director, worker):
    number = a_case(State.PLANNING, by=director.actor, linked=[worker.id])
    a_plan(director.actor, number)
    return number


@pytest.fixture
def late(director, number):
    """Seven months later: the evaluatie is late."""
    with clock.stopped_at(clock.now() + 215 * A_DAY):
        yield


def test_who_reads_that_the_evaluatie_is_late_presses_on_to_the_form_and_ends_it(
    page, worker, number, late
):
    page.log_in(worker)
    place = f"/casussen/{number}/evaluatie"
    assert place in page.get("/werk").text
    form = f"{place}/nieuw"

    page.post(form, WEIGHED)

    told = text_of(page.get(place))
    assert "De evaluatie is bewaard en verandert niet meer." in told
    assert "Nog nodig. Er is nog overlast." in told
    assert row_of(Evaluation).by == worker.id


def test_a_second_press_evaluates_once(page, director, number):
    page.log_in(director)
    form = f"/casussen/{number}/evaluatie/nieuw"
    sent = {**dict(page.form(page.get(form).text, form)), **WEIGHED}

    page.send(form, [*sent.items()])
    page.send(form, [*sent.items()])

    assert len(rows_of(Evaluation)) == 1


def test_each_answer_that_is_missing_is_asked_beside_its_field(page, director, number):
    page.log_in(director)

    told = text_of(page.post(f"/casussen/{number}/evaluatie/nieuw", {}, status=200))

    for said in ("Kies ja of nee.", "Schrijf op waarom.", "Kies wat er nu gebeurt."):
        assert said in told
    assert rows_of(Evaluation) == []


def test_to_adjust_leads_to_the_plan_and_to_propose_back_to_evaluatie(page, director, number):
    page.log_in(director)
    form = f"/casussen/{number}/evaluatie/nieuw"

    adjusted = page.post(form, WEIGHED | {"conclusion": "adjust"})
    assert adjusted.headers["Location"].endswith("/plan")
    assert "vraagt om een nieuwe versie" in text_of(page.get(f"/casussen/{number}/evaluatie"))
    proposed = page.post(form, WEIGHED | {"conclusion": "propose_close", "why": "Er is rust."})
    assert proposed.headers["Location"].endswith("/evaluatie")
    told = text_of(page.get(f"/casussen/{number}"))
    assert "Afsluiten voorgesteld" in told
    assert "Er is rust." in told


def test_a_contribution_is_ticked_on_an_evaluatie_a_goal_an_action_and_a_decision(
    page, director, number
):
    contribution = a_contribution(director.actor, number)
    ticks = {"cited": str(contribution), "reason": "Dit steunt erop."}
    page.log_in(director)
    goal, action = (row_of(one, case_id=id_of(number)) for one in (PlanGoal, CaseAction))
    meeting = a_meeting(director.actor, number)
    ticked(director.actor, number, meeting)
    a_decision(director.actor, number, meeting)
    decision = rows_of(Decision, case_id=id_of(number))[-1]
    here = f"/casussen/{number}"
    places = {
        CitedIn.GOAL: f"{here}/doelen/{goal.id}",
        CitedIn.ACTION: f"{here}/acties/{action.id}",
        CitedIn.DECISION: f"{here}/overleggen/{meeting}/besluiten/{decision.id}",
        CitedIn.EVALUATION: f"{here}/evaluatie/nieuw",
    }

    for used_in, place in places.items():
        said = WEIGHED if used_in is CitedIn.EVALUATION else {}
        page.post(place, {**said, **ticks})
        cited = [one.used_in for one in rows_of(Citation)]
        assert used_in in cited
    assert len(rows_of(Citation)) == len(places)
    form = dict(page.form(page.get(places[CitedIn.GOAL]).text, places[CitedIn.GOAL]))
    assert form["cited"] == str(contribution)
    told = text_of(page.get(f"{here}/evaluatie"))
    assert "Steunt op." in told
    assert "Bijdragen die niemand noemde." not in told


def test_the_procesregisseur_answers_on_the_page_to_which_voor_u_leads(
    page, director, worker, number
):
    proposal = a_proposal(worker.actor, number, ProposalKind.AFTERCARE, "Het blijft rustig.")
    page.log_in(director)
    assert "Een collega doet een voorstel en wacht op antwoord" in text_of(page.get("/werk"))
    form = f"/casussen/{number}/voorstellen/{proposal}"
    assert form in page.get(f"/casussen/{number}/evaluatie").text

    refused = text_of(page.post(form, {"answer": "taken"}, status=200))
    assert "Schrijf op waarom." in refused
    page.post(form, {"answer": "taken", "why": "Eens."})

    for place in ("", "/evaluatie"):
        assert "Aangenomen, de stap volgt" in text_of(page.get(f"/casussen/{number}{place}"))
    told = text_of(page.get(f"/casussen/{number}/verloop"))
    assert "Voorgesteld: nazorg" in told
    assert "Voorstel nazorg: aangenomen" in told
    page.log_in(worker)
    assert "Uw voorstel is beantwoord" in text_of(page.get("/werk"))


def test_who_cannot_answer_reads_who_does(page, director, worker, number):
    proposal = a_proposal(worker.actor, number, ProposalKind.SCALE_UP)
    page.log_in(director)

    told = text_of(page.get(f"/casussen/{number}/voorstellen/{proposal}"))

    assert "Het wacht op de coördinator." in told
    assert "Bewaar het antwoord" not in told
    page.post(
        f"/casussen/{number}/voorstellen/{proposal}", {"answer": "taken", "why": "Ja."}, status=200
    )
    assert row_of(Proposal).answer is None


def test_the_maker_withdraws_with_one_press_and_proposes_by_the_form(page, worker, number):
    page.log_in(worker)
    page.post(f"/casussen/{number}/voorstellen/nieuw", {"kind": "close", "why": "Verhuisd."})
    row = row_of(Proposal)

    place = f"/casussen/{number}/evaluatie"
    page.post(f"/casussen/{number}/voorstellen/{row.id}/intrekken", at=place)

    assert row_of(Proposal).answer is ProposalAnswer.WITHDRAWN
    assert "Ingetrokken" in text_of(page.get(f"/casussen/{number}/evaluatie"))


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.INTERVENTION_TEAM])
def test_who_reads_an_open_proposal_as_the_next_step_can_answer_it_or_reads_who_does(
    page, director, worker, number, role
):
    informed(director, number)
    a_proposal(worker.actor, number)
    who = worker if role is Role.INTERVENTION_TEAM else a_user(role)
    page.log_in(who)

    told = text_of(page.get(f"/casussen/{number}"))

    assert "Beantwoord het voorstel" in told
    answers = role is Role.COORDINATOR
    assert ("Naar het voorstel" in told) is answers
    assert ("Dat doen team Veiligheid en de coördinator." in told) is not answers


def test_who_may_by_role_but_does_not_work_on_the_case_reads_how_to_come_there(
    page, director, worker, number
):
    informed(director, number)
    an_evaluation(director.actor, number, conclusion=Conclusion.ADJUST)
    page.log_in(a_user(Role.COORDINATOR))

    told = text_of(page.get(f"/casussen/{number}"))

    assert "Stel het plan bij" in told
    assert "Vraag team Veiligheid om u aan deze casus te koppelen." in told


@pytest.mark.browser
def test_evaluatie_and_voorstellen_look_well(app, open_page, director, number):
    from tests.support.server import serving  # noqa: PLC0415

    a_contribution(director.actor, number)
    with serving(app) as base:
        tab = open_page()
        tab.log_in(base, director)
        tab.page.goto(f"{base}/casussen/{number}/evaluatie/nieuw")
        tab.check_each_look()
        an_evaluation(director.actor, number)
        a_proposal(director.actor, number)
        for place in ("evaluatie", "voorstellen/nieuw"):
            tab.page.goto(f"{base}/casussen/{number}/{place}")
            tab.check_each_look()
