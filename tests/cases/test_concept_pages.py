"""Concept-aanmelding: from what the interventieteam writes to a case, or to nothing."""

from datetime import timedelta

import pytest

from pga.access.permissions import Role
from pga.cases.models.case import Case, CaseTerm
from pga.cases.models.concept import ConceptReferral
from pga.cases.models.doors import CaseLink
from pga.cases.rules.concept import ConceptState
from pga.cases.rules.terms import TermKind
from pga.core import clock
from tests.builders import a_case, a_person, a_referral, a_user, an_organisation
from tests.pages.test_forms import typed
from tests.support.pages import text_of
from tests.support.rows import row_of, rows_of

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

NEW = "/concepten/nieuw"


@pytest.fixture
def maker(app):
    return a_user(Role.INTERVENTION_TEAM)


@pytest.fixture
def member(app):
    return a_user(Role.SAFETY_TEAM)


@pytest.fixture
def organisation(app):
    return an_organisation(name="Woningcorporatie Rietkraag")


def written(organisation, **changes):
    fields = typed(organisation) | changes
    fields.pop("received_on")
    return fields


def the_concept():
    return row_of(ConceptReferral)


def at(word=""):
    return f"/concepten/{the_concept().id}" + (f"/{word}" if word else "")


def press(page, word, **fields):
    """Send a form as its page stands, with these fields."""
    token = str(the_concept().version)
    return page.post(at(word), {"token": token, **fields})


def test_a_concept_is_kept_handed_in_asked_back_handed_in_and_taken(
    page, maker, member, organisation
):
    page.log_in(maker)
    assert "Nieuwe aanmelding" in text_of(page.get("/concepten"))
    page.post(NEW, {"persons-0-surname": "Zonnedauw", "bewaren": "ja"})
    assert the_concept().state is ConceptState.BEING_WRITTEN
    again = page.get(at("schrijven"))
    assert 'value="Zonnedauw"' in again.text

    lacking = press_lacking(page, **{"persons-0-surname": "Zonnedauw"})
    assert "dingen, dan kan de aanmelding door" in lacking
    assert the_concept().state is ConceptState.BEING_WRITTEN
    press(page, "schrijven", **written(organisation))
    assert the_concept().state is ConceptState.HANDED_IN
    first = the_concept().handed_in_on

    page.log_in(member)
    work = text_of(page.get("/werk"))
    assert "Concept beoordelen" in work
    assert "Er is een concept-aanmelding ingeleverd" in work
    assert "Zonnedauw" not in work
    shown = text_of(page.get(at()))
    assert "Woningcorporatie Rietkraag" in shown
    assert "Er is een concept-aanmelding ingeleverd" not in text_of(page.get("/werk"))
    press(page, "terugvragen", question="Waar woont hij nu?")
    assert the_concept().state is ConceptState.ASKED_BACK

    page.log_in(maker)
    assert "Vraag bij uw concept-aanmelding beantwoorden" in text_of(page.get("/werk"))
    asked = text_of(page.get(at("schrijven")))
    assert "Waar woont hij nu?" in asked
    told = press_lacking(page, **written(organisation))
    assert "Schrijf een antwoord op de vraag" in told
    press(page, "schrijven", **written(organisation, answer="Bij zijn zus."))

    page.log_in(member)
    assert "Bij zijn zus." in text_of(page.get(at()))
    page.post(at("overnemen"), {"token": str(the_concept().version), **written(organisation)})
    case = row_of(Case)
    assert case.received_on == first
    terms = {one.kind: one.started_on for one in rows_of(CaseTerm, case_id=case.id)}
    assert terms[TermKind.TRIAGE] == first
    linked = {one.user_id for one in rows_of(CaseLink, case_id=case.id)}
    assert linked == {maker.id, member.id}
    gone = the_concept()
    assert gone.state is ConceptState.TAKEN
    assert (gone.handed_sealed, gone.writing_sealed, gone.name_sealed) == (None, None, None)
    page.get(at(), status=404)

    page.log_in(maker)
    assert case.number in text_of(page.get("/concepten"))
    assert "overgenomen als casus" in text_of(page.get("/werk"))
    page.get(f"/casussen/{case.number}")


def press_lacking(page, **fields):
    token = str(the_concept().version)
    return text_of(page.post(at("schrijven"), {"token": token, **fields}, status=200))


def handed_in_by(page, maker, organisation):
    page.log_in(maker)
    page.post(NEW, written(organisation))
    return the_concept().id


def test_a_refused_concept_is_read_by_its_maker_and_by_nobody_after_its_day(
    page, maker, member, organisation
):
    handed_in_by(page, maker, organisation)
    page.log_in(member)
    lacking = page.post(at("weigeren"), {"token": str(the_concept().version)}, status=200)
    assert "Schrijf op waarom u dit weigert." in text_of(lacking)
    press(page, "weigeren", reason="Het wijkteam pakt dit op.")
    page.get(at("overnemen"), status=404)

    page.log_in(maker)
    assert "Uw concept-aanmelding is geweigerd" in text_of(page.get("/werk"))
    assert "Het wijkteam pakt dit op." in text_of(page.get(at()))
    assert "Geweigerd" in text_of(page.get("/concepten"))
    with clock.stopped_at(clock.now() + timedelta(days=42)):
        page.log_in(maker)
        page.get(at(), status=404)
        told = text_of(page.get("/concepten"))
        assert "U heeft niets in bewerking." in told
        assert "Concept-aanmelding" not in text_of(page.get("/werk"))


def test_who_is_known_where_the_maker_does_not_work_is_told_to_the_team_only(
    page, maker, member, organisation
):
    known = a_person()
    number = a_case(given=a_referral(persons=(known,)), by=a_user().actor)
    same = {
        "persons-0-surname": known.surname,
        "persons-0-call_name": known.call_name,
        "persons-0-birth": str(known.birth),
    }
    page.log_in(maker)
    page.post(NEW, written(organisation, **same))
    assert the_concept().state is ConceptState.HANDED_IN

    page.log_in(member)
    token = str(the_concept().version)
    sent = {"token": token, **written(organisation, **same)}
    warned = text_of(page.post(at("overnemen"), sent, status=200))
    assert f"Kijk naar {number}" in warned
    page.post(at("overnemen"), {**sent, "double": "other"})
    assert the_concept().state is ConceptState.TAKEN


def test_a_maker_who_works_on_the_case_is_warned(page, maker, organisation):
    known = a_person()
    number = a_case(given=a_referral(persons=(known,)), by=a_user().actor, linked=[maker.id])
    same = {
        "persons-0-surname": known.surname,
        "persons-0-birth": str(known.birth),
    }
    page.log_in(maker)

    warned = text_of(page.post(NEW, written(organisation, **same), status=200))

    assert f"Kijk naar {number}" in warned
    assert rows_of(ConceptReferral) == []


def test_names_stand_on_the_list_when_they_are_asked_for(page, maker, organisation):
    handed_in_by(page, maker, organisation)
    name = written(organisation)["persons-0-surname"]
    assert name not in page.get("/concepten").text

    page.post("/concepten", {})
    assert name in page.get("/concepten").text
    page.post("/concepten", {"namen": "uit"})
    assert name not in page.get("/concepten").text


def test_what_is_withdrawn_is_gone_at_once(page, maker, member, organisation):
    handed_in_by(page, maker, organisation)
    assert "Trek deze aanmelding in" in text_of(page.get(at()))

    press(page, "intrekken")

    assert the_concept().state is ConceptState.WITHDRAWN
    page.get(at(), status=404)
    page.log_in(member)
    assert "Er is een concept-aanmelding ingeleverd" not in text_of(page.get("/werk"))
    page.get(at(), status=404)


def test_the_coordinator_reads_and_the_duty_stands_with_colleagues(page, maker, organisation):
    handed_in_by(page, maker, organisation)
    page.log_in(a_user(Role.COORDINATOR))

    assert "Concept beoordelen" in text_of(page.get("/werk"))
    told = text_of(page.get(at()))
    assert "Woningcorporatie Rietkraag" in told
    assert "Neem over" not in told
    page.get(at("overnemen"), status=403)


def test_what_is_too_long_is_not_kept_and_what_is_not_whole_is(page, maker):
    page.log_in(maker)

    long = page.post(NEW, {"occasion": "x" * 1001, "bewaren": "ja"}, status=200)
    assert "Dit is te lang. Er passen 1000 tekens." in text_of(long)
    page.post(f"{NEW}?signaal=00000000-0000-4000-8000-000000000000", {"bewaren": "ja"})

    assert the_concept().state is ConceptState.BEING_WRITTEN


def test_the_numbers_of_this_year_are_masked(page, maker, organisation):
    handed_in_by(page, maker, organisation)
    page.log_in(a_user(Role.DPO))

    told = text_of(page.get("/cijfers"))

    assert "Concept-aanmeldingen van dit jaar" in told
    assert "minder dan 5" in told


def test_who_knows_the_person_closes_it_on_its_own_page(page, maker, member, organisation):
    page.log_in(maker)
    page.post(NEW, written(organisation))
    page.log_in(member)
    assert at("ik-ken-deze-persoon") in page.get(at()).get_data(as_text=True)

    untold = page.post(at("ik-ken-deze-persoon"), {}, status=200)
    assert "Kies hoe u de persoon kent." in text_of(untold)
    page.post(at("ik-ken-deze-persoon"), {"bond": "neighbour"})

    assert "voor u gesloten" in text_of(page.get("/concepten"))
    page.get(at(), status=404)
    page.get(at("ik-ken-deze-persoon"), status=404)
