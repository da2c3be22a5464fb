from datetime import timedelta

import pytest

from pga.cases.models.information import InformationRequest
from pga.cases.reading.information import get_round
from pga.cases.rules.contributions import Condition, Conditions, Visibility
from pga.cases.rules.information import RequestAnswer
from pga.cases.rules.states import State
from pga.cases.services import information
from pga.core import clock
from pga.partners.rules import PartnerKind
from tests.builders import (
    a_case,
    a_contact,
    a_contribution,
    a_request,
    a_user,
    an_error_in,
    an_organisation,
    an_unasked_contribution,
)
from tests.support.rows import row_of
from tests.support.server import serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("store", ["sqlite"], indirect=True),
]


def test_each_page_of_the_round_has_no_barrier_and_fits(app, open_page):
    with clock.stopped_at(clock.now() - timedelta(days=21)):
        member = a_user()
        number = a_case(State.INFORMATION_ROUND, by=member.actor, director=member.id)
        housing = an_organisation(name="Woningcorporatie Rietkraag", kind=PartnerKind.HOUSING)
        a_contact(housing)
        late = a_request(member.actor, number, housing)
    shut = an_organisation(name="GGZ Lisdodde", kind=PartnerKind.MENTAL_HEALTH)
    request_id = a_request(member.actor, number, shut)
    version = row_of(InformationRequest, id=request_id).version
    information.record_answer(
        *(member.actor, number, request_id, version),
        answer=RequestAnswer.MAY_NOT_SHARE,
        answered_on=clock.today(),
        note="",
    )
    asked = Conditions(
        codes=frozenset(Condition), partners=frozenset({housing}), words="Bel ons eerst."
    )
    one = a_contribution(member.actor, number, conditions=asked, visibility=Visibility.REGIE)
    frozen = an_error_in(member.actor, number, a_contribution(member.actor, number))
    long_ago = clock.today() - timedelta(days=100)
    an_unasked_contribution(member.actor, number, housing, facts_on=long_ago)
    round_ = f"/casussen/{number}/informatieronde"
    paths = {
        "ronde": round_,
        "vragen": f"{round_}/vragen",
        "teksten": f"{round_}/vragen/teksten",
        "antwoord": f"{round_}/{late}/antwoord",
        "herinneren": f"{round_}/{late}/herinneren",
        "verder": f"{round_}/{late}/verder-zonder",
        "bijdrage": f"{round_}/{late}/bijdrage",
        "zonder-vraag": f"{round_}/bijdrage",
        "bevriezen": f"{round_}/bijdrage/{one}/bevriezen",
        "herstellen": f"{round_}/bijdrage/{frozen}/herstellen",
        "intrekken": f"{round_}/bijdrage/{frozen}/intrekken",
        "verstrekkingen": f"/casussen/{number}/verstrekkingen",
        "vastleggen": f"/casussen/{number}/verstrekkingen/vastleggen",
        "partners": "/partners",
        "per-partner": f"/verstrekkingen?partner={housing}",
        "werk": "/werk",
    }
    with serving(app) as base:
        tab = open_page()
        tab.log_in(base, member)
        for path in paths.values():
            tab.page.goto(base + path)
            tab.check_each_look()


def test_a_partner_is_asked_and_its_answer_recorded_by_keyboard_only(app, open_page):
    member = a_user()
    number = a_case(State.INFORMATION_ROUND, by=member.actor, director=member.id)
    a_contact(an_organisation(name="Woningcorporatie Rietkraag"))
    with serving(app) as base:
        tab = open_page()
        tab.log_in(base, member)
        tab.page.goto(f"{base}/casussen/{number}/informatieronde/vragen")
        keys = tab.page.keyboard
        tab.page.focus("label:has-text('Woning') [name=partner]")
        keys.press("Space")
        tab.page.focus("[name=purpose] >> nth=0")
        keys.press("Space")
        tab.page.focus("[name=question]")
        keys.type("Is deze persoon bekend?")
        tab.page.focus("[name=means] >> nth=0")
        keys.press("Space")
        tab.page.focus("main button.main")
        with tab.page.expect_navigation():
            keys.press("Enter")
        assert "De vraag is vastgelegd" in tab.page.inner_text("main")
        tab.page.focus("a:has-text('Naar de informatieronde')")
        with tab.page.expect_navigation():
            keys.press("Enter")
        tab.page.focus("a:has-text('Antwoord vastleggen') >> nth=0")
        with tab.page.expect_navigation():
            keys.press("Enter")
        tab.page.focus("[name=answer] >> nth=0")
        keys.press("Space")
        keys.press("ArrowDown")
        tab.page.focus("main button.main")
        with tab.page.expect_navigation():
            keys.press("Enter")

    (asked,) = get_round(member.actor, number).requests
    assert asked.answer is RequestAnswer.UNKNOWN
    assert asked.recipient == "Wietske Wulp, wijkagent"
